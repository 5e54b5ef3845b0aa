import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** One payment: where it truly stands and what that means, what happened, its slips, what may be done. */
CounterPage {
    id: root

    required property PaymentFacts facts

    title: qsTr("This payment")
    troubleText: cancel.opened ? "" : facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()

    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            PayStateCard { facts: root.facts; Layout.fillWidth: true }
            Card {
                visible: root.facts.canRefund || root.facts.canSecondSlip || root.facts.canRewrite || root.facts.canCancel || root.facts.canDispute
                padding: Theme.s2
                Layout.fillWidth: true
                Flow {
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    BigButton { visible: root.facts.canSecondSlip; iconName: "printer-check"; text: qsTr("Print the second slip"); onClicked: root.facts.secondSlip() }
                    BigButton { visible: root.facts.canRefund; iconName: "hand-coins"; text: qsTr("Pay the refund"); onClicked: root.facts.openRefund() }
                    BigButton { visible: root.facts.canRewrite; iconName: "credit-card"; text: qsTr("Write the card"); busy: root.facts.busy; onClicked: root.facts.writeCard() }
                    BigButton { visible: root.facts.canRewrite; kind: "secondary"; iconName: "x"; text: qsTr("Give up the card"); onClicked: cancel.open() }
                    BigButton { visible: root.facts.canDispute; kind: "secondary"; iconName: "message-square"; text: qsTr("They dispute it"); onClicked: disputes.open() }
                    BigButton { visible: root.facts.canCancel; kind: "secondary"; iconName: "undo-2"; text: qsTr("Take the payment back"); onClicked: cancel.open() }
                }
            }
            Card {
                visible: root.facts.disputes.length > 0
                title: qsTr("Disputes")
                padding: Theme.s2
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.disputes
                    ListRow { required property var modelData; pressable: false; iconName: modelData.icon; tone: modelData.tone; title: modelData.title; subtitle: modelData.about; Layout.fillWidth: true }
                }
            }
            Card {
                title: qsTr("What happened")
                padding: Theme.s2
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.steps
                    PayStepRow {
                        required property var modelData
                        required property int index
                        step: modelData
                        first: index === 0
                        last: index === root.facts.steps.length - 1
                        Layout.fillWidth: true
                    }
                }
            }
        }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillHeight: root.wide  // upright the slip leaves the room to what may be done
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.wide ? Math.max(Theme.px(330), root.width * 0.31) : root.width
            Layout.maximumWidth: root.wide ? Math.max(Theme.px(330), root.width * 0.31) : root.width
            Layout.preferredHeight: root.wide ? -1 : Theme.px(560)
            Flow {
                visible: root.facts.slipTabs.length > 1
                spacing: Theme.s1
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.slipTabs
                    Chip {
                        required property var modelData
                        text: modelData.label
                        lit: modelData.value === root.facts.slipChosen
                        onClicked: root.facts.chooseSlip(modelData.value)
                    }
                }
            }
            SlipPreview { source: root.facts.slip; label: root.facts.slipTitle; Layout.fillWidth: true; Layout.fillHeight: true; Layout.minimumHeight: Theme.px(160) }
            Txt { visible: text !== ""; text: root.facts.slipText; role: "caption"; tone: "soft"; Layout.fillWidth: true }
            BigButton { iconName: "printer"; kind: "secondary"; enabled: root.facts.canReprint && !root.facts.busy; text: qsTr("Print this slip again"); Layout.fillWidth: true; onClicked: root.facts.reprint() }
        }
    }
    PayCancelDialog { id: cancel; facts: root.facts }
    PayDisputeDialog { id: disputes; facts: root.facts }
}
