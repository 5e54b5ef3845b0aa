import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Who stands beside it, and why the count may differ. Names only: they sign on paper. */
Card {
    id: root

    required property ShiftFacts facts

    Txt { text: qsTr("Counted, yuan"); role: "heading"; tone: "soft" }
    Txt { text: root.facts.count.totalText; role: "figure"; strong: true; tone: "brand"; wrapMode: Text.NoWrap; Layout.fillWidth: true }
    TextBox {
        id: witness
        label: qsTr("Witness's name, if somebody stands beside")
        text: root.facts.witness
        maxLength: 40
        iconName: "users"
        error: root.facts.problems.witness ?? ""
        Layout.fillWidth: true
        onEdited: text => root.facts.write("witness", text)
    }
    NoteBox {
        label: qsTr("If the count may differ: why")
        text: root.facts.note
        maxLength: 200
        error: root.facts.problems.note ?? ""
        Layout.fillWidth: true
        onEdited: text => root.facts.write("note", text)
    }
    Txt { text: qsTr("The difference is shown after this; the slip cannot be changed then."); tone: "soft"; Layout.fillWidth: true }
    Item { Layout.fillHeight: true }
}
