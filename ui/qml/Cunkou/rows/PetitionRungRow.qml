import QtQuick
import QtQuick.Layouts
import Cunkou

/** One rung of the ladder: what happened, when, by whom, and the words that came with it. */
Item {
    id: root

    /** {title, about, text, quiet, icon, tone} */
    required property var step
    property bool first: false
    property bool last: false

    implicitHeight: Math.max(Theme.px(58), words.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(280)

    Rectangle {
        x: dot.x + dot.width / 2 - width / 2
        y: root.first ? dot.y + dot.height / 2 : 0
        width: Theme.px(3)
        height: root.last ? dot.y + dot.height / 2 - y : root.height - y
        visible: !(root.first && root.last)
        color: Theme.line
    }
    Rectangle {
        id: dot
        x: Theme.px(4)
        y: Theme.s1
        width: Theme.px(36)
        height: width
        radius: width / 2
        color: Theme.tint(root.step.tone)
        border.width: Theme.highContrast ? 2 : 0
        border.color: Theme.tone(root.step.tone)
        Icon { anchors.centerIn: parent; name: root.step.icon; size: Theme.px(20); color: Theme.tone(root.step.tone) }
    }
    ColumnLayout {
        id: words
        anchors.left: dot.right
        anchors.leftMargin: Theme.s2
        anchors.right: parent.right
        y: Theme.px(6)
        spacing: 0
        Txt { text: root.step.title; strong: true; Layout.fillWidth: true }
        Txt { text: root.step.about; visible: text !== ""; role: "caption"; tone: "soft"; Layout.fillWidth: true }
        Txt { text: root.step.text; visible: text !== ""; tone: root.step.quiet ? "soft" : "ink"; Layout.fillWidth: true; Layout.topMargin: Theme.px(4) }
    }
}
