import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Cash in: typed, or by the notes that people hand over. */
Card {
    id: root

    required property PickupFacts facts

    spacing: Theme.s1
    TextBox {
        id: cash
        label: qsTr("Cash received, yuan")
        iconName: "banknote"
        purpose: "digits"
        maxLength: 10
        large: true
        error: root.facts.problems.received_fen ?? ""
        Layout.fillWidth: true
        Component.onCompleted: text = root.facts.receivedText
        onEdited: text => root.facts.receive(text)
    }
    Flow {
        spacing: Theme.s1
        Layout.fillWidth: true
        Repeater {
            model: root.facts.cashChoices
            Chip {
                required property var modelData
                text: qsTr("%1 yuan").arg(modelData.text)
                onClicked: { cash.text = modelData.value; root.facts.receive(modelData.value) }
            }
        }
    }
    NumberPad {
        extraKey: "."
        keyHeight: Math.min(Theme.px(72), (root.height - Theme.px(300)) / 4)
        Layout.fillWidth: true
        onKey: text => { cash.text += text; root.facts.receive(cash.text) }
        onErase: { cash.text = cash.text.slice(0, -1); root.facts.receive(cash.text) }
        onEraseAll: { cash.text = ""; root.facts.receive("") }
    }
    Item { Layout.fillHeight: true }
}
