import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Why nothing can be taken now, and the one button that changes it. */
Rectangle {
    id: root

    required property PaymentsFacts facts

    implicitHeight: Math.max(Theme.px(88), row.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(400)
    radius: Theme.radius
    color: Theme.attentionTint
    border.width: Theme.border
    border.color: Theme.attention

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.s2
        anchors.rightMargin: Theme.s2
        spacing: Theme.s2
        Icon { name: "key-round"; size: Theme.px(36); color: Theme.attention }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Txt { text: root.facts.gateTitle; strong: true; tone: "attention"; Layout.fillWidth: true }
            Txt { text: root.facts.gateText; visible: text !== ""; role: "caption"; tone: "attention"; Layout.fillWidth: true }
        }
        BigButton { visible: text !== ""; iconName: "wallet"; text: root.facts.gateAction; onClicked: root.facts.openGate() }
    }
}
