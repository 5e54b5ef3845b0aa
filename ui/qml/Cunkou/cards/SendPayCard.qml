import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Packing by the list, who pays, and the cash. */
Card {
    id: root

    required property SendFacts facts

    padding: Theme.s2
    ScrollArea {
        Layout.fillWidth: true
        Layout.fillHeight: true
        SegmentedChoice {
            label: qsTr("Who pays")
            options: [{ value: "yes", label: qsTr("The sender, now"), icon: "banknote" }, { value: "no", label: qsTr("The recipient, later"), icon: "hand-coins" }]
            value: root.facts.prepaid ? "yes" : "no"
            Layout.fillWidth: true
            onChosen: value => root.facts.setPrepaid(value === "yes")
        }
        SectionTitle { visible: root.facts.prepaid; text: qsTr("Packing") }
        Repeater {
            model: root.facts.prepaid ? root.facts.packing : []
            RowLayout {
                id: box
                required property var modelData
                spacing: Theme.s2
                Layout.fillWidth: true
                Txt { text: box.modelData.label; Layout.fillWidth: true }
                Txt { text: box.modelData.price; tone: "soft"; wrapMode: Text.NoWrap }
                IconButton { iconName: "minus"; enabled: box.modelData.count !== "0"; text: qsTr("One less: %1").arg(box.modelData.label); onClicked: root.facts.pack(box.modelData.value, -1) }
                Txt { text: box.modelData.count; role: "heading"; strong: true; horizontalAlignment: Text.AlignHCenter; Layout.preferredWidth: Theme.px(36) }
                IconButton { iconName: "plus"; text: qsTr("One more: %1").arg(box.modelData.label); onClicked: root.facts.pack(box.modelData.value, 1) }
            }
        }
        TextBox {
            id: received
            visible: root.facts.prepaid
            label: qsTr("Cash received, yuan")
            purpose: "digits"
            large: true
            maxLength: 8
            iconName: "banknote"
            error: root.facts.problems.received_fen ?? ""
            Layout.fillWidth: true
            onEdited: text => root.facts.receive(text)
        }
        RowLayout {
            visible: root.facts.prepaid && root.facts.cashChoices.length > 0
            spacing: Theme.s1
            uniformCellSizes: true
            Layout.fillWidth: true
            Repeater {
                model: root.facts.cashChoices
                BigButton {
                    required property var modelData
                    kind: "secondary"
                    text: modelData.text
                    Layout.fillWidth: true
                    onClicked: { received.text = modelData.value; root.facts.receive(modelData.value) }
                }
            }
        }
    }
}
