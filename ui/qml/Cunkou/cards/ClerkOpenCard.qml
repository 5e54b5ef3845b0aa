import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A new account with its first PIN. */
Card {
    id: root

    required property ClerksFacts facts

    title: facts.heading
    TextBox { id: name; label: qsTr("Name"); maxLength: root.facts.nameMax; error: root.facts.problems.name ?? ""; Layout.fillWidth: true }
    TextBox { id: code; label: qsTr("Short code, letters or digits"); purpose: "latin"; maxLength: 8; error: root.facts.problems.code ?? ""; Layout.fillWidth: true }
    SegmentedChoice { id: role; label: qsTr("Role"); options: root.facts.roles; value: "clerk"; Layout.fillWidth: true }
    TextBox { id: pin; label: qsTr("First PIN, to be changed at once"); purpose: "digits"; maxLength: root.facts.pinMax; error: root.facts.problems.pin ?? ""; Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        BigButton {
            text: qsTr("Open the account")
            iconName: "check"
            busy: root.facts.busy
            enabled: !root.facts.busy
            Layout.fillWidth: true
            onClicked: root.facts.open({ name: name.text, code: code.text, role: role.value, pin: pin.text })
        }
        BigButton { text: qsTr("Leave it"); kind: "secondary"; onClicked: root.facts.cancel() }
    }
    onVisibleChanged: {
        for (const box of [name, code, pin]) box.field.clear()
        role.value = "clerk"
        if (visible) name.field.forceActiveFocus()
    }
}
