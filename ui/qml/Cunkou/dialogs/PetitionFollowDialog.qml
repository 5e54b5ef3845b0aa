import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Somebody else wants to hear of a petition too, instead of filing the same again (C7). */
CounterDialog {
    id: root

    required property PetitionFacts facts

    title: qsTr("Who wants to hear of it too?")
    text: qsTr("They get a slip, and are told what the county says.")
    onOpened: { root.facts.forgive(); who.field.clear(); phone.field.clear(); who.field.forceActiveFocus(Qt.PopupFocusReason) }

    TextBox { id: who; label: qsTr("Name"); maxLength: 40; error: root.facts.problems.name ?? ""; Layout.fillWidth: true }
    TextBox { id: phone; label: qsTr("Phone, if there is one"); purpose: "digits"; maxLength: 15; error: root.facts.problems.phone ?? ""; Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        BigButton { kind: "secondary"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
        BigButton { iconName: "users"; busy: root.facts.busy; enabled: who.text.trim() !== ""; text: qsTr("Let them follow it"); Layout.fillWidth: true; onClicked: root.facts.follow(who.text, phone.text) }
    }
    Connections {
        target: root.facts
        function onDone() { root.close() }
    }
}
