import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A second look that nobody can miss: what is unusual, in large words; the money waits until somebody says that it is right. */
CounterDialog {
    id: root

    required property PayFacts facts

    width: Math.min(Theme.px(720), Theme.counterWidth - 2 * Theme.s3)
    closePolicy: CounterDialog.CloseOnEscape
    onOpened: stop.forceActiveFocus(Qt.PopupFocusReason)

    Connections {
        target: root.facts
        function onGuardsAsked() { root.open() }
    }
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Icon { name: "octagon-alert"; size: Theme.px(64); color: Theme.attention }
        Txt { text: qsTr("Stop and look again"); role: "figure"; strong: true; tone: "attention"; Layout.fillWidth: true }
    }
    ScrollArea {
        spacing: Theme.s1
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(contentHeight, Theme.px(400))
        Repeater {
            model: root.facts.guards
            Rectangle {
                id: guard
                required property var modelData
                radius: Theme.radiusSmall
                color: Theme.attentionTint
                implicitHeight: words.implicitHeight + Theme.s3
                implicitWidth: Theme.px(400)
                Layout.fillWidth: true
                ColumnLayout {
                    id: words
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.margins: Theme.s2
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.px(2)
                    Txt { text: guard.modelData.title; role: "heading"; strong: true; Layout.fillWidth: true }
                    Txt { text: guard.modelData.text; visible: text !== ""; Layout.fillWidth: true }
                }
            }
        }
    }
    Txt { text: qsTr("Ask the person who pays. Read the account and the amount aloud."); tone: "soft"; Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { id: stop; kind: "secondary"; iconName: "hand"; text: qsTr("Not now"); implicitHeight: Theme.px(76); Layout.fillWidth: true; onClicked: root.close() }
        BigButton { iconName: "check"; text: qsTr("Asked, it is right"); implicitHeight: Theme.px(76); Layout.fillWidth: true; onClicked: { root.close(); root.facts.confirmGuards() } }
    }
}
