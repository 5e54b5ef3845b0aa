import QtQuick
import QtQuick.Layouts
import Cunkou

/** One rung of what happened to a payment; those still to come are hollow. */
Item {
    id: root

    /** {title, about, tone, icon, done} */
    required property var step
    property bool first: false
    property bool last: false

    implicitHeight: Math.max(Theme.px(58), words.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(280)

    Rectangle {
        x: dot.x + dot.width / 2 - width / 2
        y: root.first ? root.height / 2 : 0
        width: Theme.px(3)
        height: root.last ? root.height / 2 : root.first ? root.height / 2 : root.height
        visible: !(root.first && root.last)
        color: Theme.line
    }
    Rectangle {
        id: dot
        x: Theme.px(4)
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(36)
        height: width
        radius: width / 2
        color: root.step.done ? Theme.tint(root.step.tone) : Theme.surface
        border.width: root.step.done && !Theme.highContrast ? 0 : 2
        border.color: root.step.done ? Theme.tone(root.step.tone) : Theme.line
        Icon { anchors.centerIn: parent; name: root.step.icon; size: Theme.px(20); color: root.step.done ? Theme.tone(root.step.tone) : Theme.inkSoft }
    }
    ColumnLayout {
        id: words
        anchors.left: dot.right
        anchors.leftMargin: Theme.s2
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 0
        Txt { text: root.step.title; tone: root.step.done ? "ink" : "soft"; Layout.fillWidth: true }
        Txt { text: root.step.about; visible: text !== ""; role: "caption"; tone: "soft"; Layout.fillWidth: true }
    }
}
