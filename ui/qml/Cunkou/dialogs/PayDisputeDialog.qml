import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What the person disputes: one touch opens it. A note first, if there is one. */
CounterDialog {
    id: root

    required property PaymentFacts facts

    title: qsTr("What is wrong with it?")
    text: qsTr("One touch sends it to the county.")
    onOpened: note.field.clear()

    ReasonTiles {
        options: root.facts.disputeCodes
        Layout.fillWidth: true
        onChosen: value => { root.close(); root.facts.dispute(value, note.text) }
    }
    NoteBox { id: note; label: qsTr("In their words, if you like"); maxLength: 300; Layout.fillWidth: true }
    BigButton { kind: "quiet"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
}
