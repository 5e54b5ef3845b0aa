import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Cash in by keys or by the notes that people hand over; the change is the one biggest figure. */
Card {
    id: root

    required property PayFacts facts
    readonly property string pad: facts.pad
    /** Two lines of amounts: the change makes room, so that no key moves under a finger. */
    readonly property bool tight: chips.lines > 1
    readonly property real keys: Math.max(48, Theme.px(62))

    padding: Theme.s2
    onPadChanged: (pad === "amount" ? amount : received).field.forceActiveFocus(Qt.OtherFocusReason)
    onActiveFocusChanged: if (activeFocus) (facts.startsAt === "amount" ? amount : received).field.forceActiveFocus()

    RowLayout {
        spacing: Theme.s3
        Layout.fillWidth: true
        Layout.fillHeight: true
        ColumnLayout {
            spacing: Theme.s1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: root.width * 0.52
            RowLayout {
                spacing: Theme.s1
                uniformCellSizes: true
                Layout.fillWidth: true
                PayAmountBox {
                    id: amount
                    visible: root.facts.amountAsked
                    label: qsTr("How much, yuan")
                    error: root.facts.problems.amount_fen ?? ""
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignTop
                    onEntered: root.facts.padTo("amount")
                    onEdited: text => root.facts.writeAmount(text)
                    onAccepted: received.field.forceActiveFocus(Qt.TabFocusReason)
                    Connections {
                        target: root.facts
                        function onAmountSet(text: string) { amount.text = text }
                    }
                }
                PayAmountBox {
                    id: received
                    label: qsTr("Cash received, yuan")
                    error: root.facts.problems.received_fen ?? ""
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignTop
                    onEntered: root.facts.padTo("received")
                    onEdited: text => root.facts.receive(text)
                    onAccepted: root.facts.enterCash()
                    Connections {
                        target: root.facts
                        function onReceivedSet(text: string) { received.text = text }
                    }
                }
            }
            RowLayout {
                visible: fault.text !== ""
                spacing: Theme.px(6)
                Layout.fillWidth: true
                Icon { name: "circle-alert"; size: Theme.iconSmall; color: Theme.danger }
                Txt { id: fault; role: "caption"; tone: "danger"; text: (amount.visible && amount.error) || received.error; Layout.fillWidth: true }
            }
            Flow {
                id: chips
                readonly property var choices: root.facts.pad === "amount" ? root.facts.amountChoices : root.facts.cashChoices
                readonly property int lines: root.pad === "amount" && choices.length > 5 ? 2 : 1
                readonly property int abreast: Math.max(1, Math.ceil(choices.length / lines))
                spacing: Theme.s1
                Layout.fillWidth: true
                Layout.preferredHeight: lines * Math.max(48, Theme.px(54)) + (lines - 1) * spacing
                Repeater {
                    model: chips.choices
                    PayNoteChip {
                        required property var modelData
                        width: (chips.width - (chips.abreast - 1) * chips.spacing) / chips.abreast - 0.5
                        text: modelData.label
                        lit: modelData.lit
                        onClicked: root.facts.chooseNote(modelData.value)
                    }
                }
            }
            Item { Layout.fillHeight: true }
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Txt { text: root.facts.changeLabel; role: "heading"; tone: root.facts.short ? "attention" : "soft"; wrapMode: Text.NoWrap }
                Txt {
                    text: root.facts.changeText
                    font.pixelSize: Theme.px(root.tight ? 32 : 72)
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.px(24)
                    strong: true
                    tone: root.facts.short ? "attention" : "brand"
                    wrapMode: Text.NoWrap
                    horizontalAlignment: Text.AlignRight
                    verticalAlignment: Text.AlignVCenter
                    Layout.fillWidth: true
                    Layout.preferredHeight: Theme.px(root.tight ? 48 : 108)
                }
            }
        }
        NumberPad {
            visible: !Qt.inputMethod.visible
            extraKey: "."
            keyHeight: root.keys
            Layout.fillWidth: true
            Layout.preferredWidth: root.width * 0.42
            onKey: text => root.facts.press(text)
            onErase: root.facts.erase()
            onEraseAll: root.facts.eraseAll()
        }
    }
}
