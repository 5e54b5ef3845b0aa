import QtQuick
import QtQuick.Layouts
import Cunkou

/** A biller as people know it: its sign in its colour, its name, and what is said of it. */
RowLayout {
    id: root

    required property string icon
    required property string colour
    required property string title
    property string subtitle
    property alias trailing: extra.data

    spacing: Theme.s2
    PayBillerSign { icon: root.icon; colour: root.colour }
    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        Txt { text: root.title; role: "heading"; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true }
        Txt { text: root.subtitle; visible: text !== ""; tone: "soft"; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true }
    }
    Row { id: extra; spacing: Theme.s1 }
}
