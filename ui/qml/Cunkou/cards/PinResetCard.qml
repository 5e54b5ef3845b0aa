import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A first PIN again; the person responsible for the point answers for it with name and ID number. */
Card {
    id: root

    required property ClerksFacts facts

    title: facts.heading
    Txt { text: qsTr("Only the last four characters of the ID number are kept."); tone: "soft"; Layout.fillWidth: true }
    TextBox { id: responsible; label: qsTr("Name of the person responsible"); maxLength: root.facts.nameMax; error: root.facts.problems.responsible ?? ""; Layout.fillWidth: true }
    TextBox { id: idNumber; label: qsTr("That person's ID number"); purpose: "latin"; maxLength: 18; error: root.facts.problems.id_number ?? ""; Layout.fillWidth: true }
    TextBox { id: pin; label: qsTr("First PIN, to be changed at once"); purpose: "digits"; maxLength: root.facts.pinMax; error: root.facts.problems.pin ?? ""; Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        BigButton {
            text: qsTr("Give the new PIN")
            iconName: "key-round"
            busy: root.facts.busy
            enabled: !root.facts.busy
            Layout.fillWidth: true
            onClicked: root.facts.reset({ pin: pin.text, responsible: responsible.text, idNumber: idNumber.text })
        }
        BigButton { text: qsTr("Leave it"); kind: "secondary"; onClicked: root.facts.cancel() }
    }
    onVisibleChanged: {
        for (const box of [responsible, idNumber, pin]) box.field.clear()
        if (visible) responsible.field.forceActiveFocus()
    }
}
