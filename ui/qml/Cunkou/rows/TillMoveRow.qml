import QtQuick
import QtQuick.Layouts
import Cunkou

/** One movement: what, when and whose; at the right how much, and what was left after it. */
Item {
    id: root

    required property string title
    required property string subtitle
    required property string value
    required property string pillText
    required property string iconName
    required property string tone

    implicitHeight: Math.max(Theme.px(68), words.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(320)
    Accessible.role: Accessible.ListItem
    Accessible.name: title + " " + value
    Accessible.description: subtitle

    Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: Theme.border; color: Theme.line }
    RowLayout {
        anchors.fill: parent
        anchors.rightMargin: Theme.s2
        spacing: Theme.s2
        Icon { name: root.iconName; size: Theme.iconSmall; color: Theme.tone(root.tone); Layout.leftMargin: Theme.s1 }
        ColumnLayout {
            id: words
            spacing: Theme.px(2)
            Layout.fillWidth: true
            Txt { text: root.title; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true }
            Txt { visible: text !== ""; text: root.subtitle; role: "caption"; tone: "soft"; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true }
        }
        ColumnLayout {
            spacing: Theme.px(2)
            Txt { text: root.value; strong: true; wrapMode: Text.NoWrap; Layout.alignment: Qt.AlignRight }
            Txt { visible: text !== ""; text: root.pillText; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap; Layout.alignment: Qt.AlignRight }
        }
    }
}
