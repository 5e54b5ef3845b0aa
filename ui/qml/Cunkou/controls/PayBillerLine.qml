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
    /** Little room: everything a size smaller. */
    property bool compact: false

    spacing: compact ? Theme.s1 : Theme.s2
    PayBillerSign { icon: root.icon; colour: root.colour; size: Theme.px(root.compact ? 40 : 52) }
    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        Txt { text: root.title; role: root.compact ? "body" : "heading"; fontSizeMode: Text.HorizontalFit; minimumPixelSize: Theme.px(15); maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true }
        Txt { text: root.subtitle; visible: text !== ""; role: root.compact ? "caption" : "body"; tone: "soft"; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true }
    }
    Row { id: extra; spacing: Theme.s1 }
}
