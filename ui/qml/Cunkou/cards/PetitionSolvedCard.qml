import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Is it solved? "Not solved" asks the county to answer again (C11); the button says so before it counts. */
Card {
    id: root

    required property PetitionFacts facts

    /** The question is over, or another petition is in hand. */
    function forget() { words.field.clear() }

    visible: facts.asksSolved
    title: facts.askTitle
    spacing: Theme.s1

    ColumnLayout {
        spacing: Theme.s1
        Layout.fillWidth: true
        Repeater {
            model: root.facts.solvedOptions
            PetitionChoiceTile {
                required property var modelData
                text: modelData.label
                iconName: modelData.icon
                lit: modelData.value === root.facts.solved
                bad: modelData.value === "no"
                Layout.fillWidth: true
                onClicked: root.facts.chooseSolved(modelData.value)
            }
        }
    }
    NoteBox { id: words; visible: root.facts.solved !== ""; label: qsTr("What they say to it"); error: root.facts.problems.words ?? ""; maxLength: 300; Layout.fillWidth: true }
    BigButton {
        visible: root.facts.solved !== ""
        kind: "primary"
        iconName: root.facts.solved === "no" ? "rotate-ccw" : "check"
        busy: root.facts.busy
        text: root.facts.solvedText
        Layout.fillWidth: true
        onClicked: root.facts.rate(words.text)
    }
}
