import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Something is added to a petition, or it is taken back: a few words, and the button that says what they do. */
CounterDialog {
    id: root

    required property PetitionFacts facts
    required property string label
    required property string confirmText
    /** The field whose fault belongs to the words. */
    required property string field
    property string iconName: "check"
    property bool danger: false
    property int maxLength: 300

    signal said(string words)

    onOpened: { root.facts.forgive(); words.field.clear(); words.field.forceActiveFocus(Qt.PopupFocusReason) }

    NoteBox { id: words; label: root.label; error: root.facts.problems[root.field] ?? ""; maxLength: root.maxLength; Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        BigButton { kind: "secondary"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
        BigButton { kind: root.danger ? "danger" : "primary"; iconName: root.iconName; busy: root.facts.busy; text: root.confirmText; Layout.fillWidth: true; onClicked: root.said(words.text) }
    }
    Connections {
        target: root.facts
        function onDone() { root.close() }
    }
}
