import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The matter itself: spoken first, in one line by the clerk, and written where somebody wants to. */
ScrollArea {
    id: root

    required property PetitionTakeFacts facts

    function fill() {
        summary.text = facts.values.summary ?? ""
        text.text = facts.values.text ?? ""
        request.text = facts.values.request ?? ""
    }

    Component.onCompleted: fill()

    Connections {
        target: root.facts
        function onFilled() { root.fill() }
    }
    VoiceCard { voice: root.facts.voice; Layout.fillWidth: true }
    Card {
        Layout.fillWidth: true
        TextBox {
            id: summary
            label: qsTr("In one line, by the clerk")
            placeholder: qsTr("The lamps of group three have been dark for three months")
            maxLength: 80
            large: true
            error: root.facts.problems.summary ?? ""
            Layout.fillWidth: true
            onEdited: text => root.facts.write("summary", text)
        }
        TextBox {
            id: request
            label: qsTr("What is asked for")
            maxLength: 200
            error: root.facts.problems.request ?? ""
            Layout.fillWidth: true
            onEdited: text => root.facts.write("request", text)
        }
        NoteBox {
            id: text
            label: qsTr("In writing, if wanted")
            maxLength: 20000
            error: root.facts.problems.text ?? root.facts.problems.voice ?? ""
            Layout.fillWidth: true
            onEdited: text => root.facts.write("text", text)
        }
    }
}
