import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Where a payment truly stands: its word, what that means in one sentence, and what it was about. */
Card {
    id: root

    required property PaymentFacts facts

    spacing: Theme.s1
    Rectangle {
        radius: Theme.radiusSmall
        color: Theme.tint(root.facts.tone)
        implicitHeight: state.implicitHeight + Theme.s2
        implicitWidth: Theme.px(300)
        Layout.fillWidth: true
        RowLayout {
            id: state
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: Theme.s2
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s2
            Icon { name: root.facts.icon; size: Theme.px(44); color: Theme.tone(root.facts.tone) }
            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                Txt { text: root.facts.stateText; role: "title"; strong: true; tone: root.facts.tone; Layout.fillWidth: true }
                Txt { text: root.facts.meaningText; tone: root.facts.tone; Layout.fillWidth: true }
            }
        }
    }
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        PayBillerSign { icon: root.facts.billerIcon; colour: root.facts.colour }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Txt { text: root.facts.billerName; role: "heading"; Layout.fillWidth: true }
            Txt { text: root.facts.accountLine; tone: "soft"; Layout.fillWidth: true }
        }
        ColumnLayout {
            spacing: 0
            Txt { text: root.facts.amountText; role: "figure"; strong: true; wrapMode: Text.NoWrap; Layout.minimumWidth: implicitWidth; horizontalAlignment: Text.AlignRight; Layout.fillWidth: true }
            Txt { text: root.facts.cashText; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap; Layout.minimumWidth: implicitWidth; horizontalAlignment: Text.AlignRight; Layout.fillWidth: true }
        }
    }
    Flow {
        spacing: Theme.s3
        Layout.fillWidth: true
        Repeater {
            model: root.facts.lines
            Column {
                id: line
                required property var modelData
                Txt { text: line.modelData.label; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap }
                Txt { text: line.modelData.value; wrapMode: Text.NoWrap }
            }
        }
    }
}
