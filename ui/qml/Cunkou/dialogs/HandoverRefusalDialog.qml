import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** One side takes nothing: why, in a word. Everything stays where it was. */
CounterDialog {
    id: root

    required property HandoverFacts facts
    required property string courier

    title: qsTr("The whole batch is refused?")
    text: qsTr("Everything stays where it was. The slip says so, and both sign.")
    onOpened: note.field.forceActiveFocus(Qt.PopupFocusReason)

    Connections {
        target: root.facts
        function onChanged() { if (root.facts.stage === "done") root.close() }
    }
    TextBox { id: note; label: qsTr("Why"); maxLength: 200; error: root.facts.problems.note ?? root.facts.problems.courier ?? ""; Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { kind: "secondary"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
        BigButton { kind: "danger"; iconName: "ban"; busy: root.facts.busy; text: qsTr("Refused: print"); Layout.fillWidth: true; onClicked: root.facts.refuse(root.courier, note.text) }
    }
}
