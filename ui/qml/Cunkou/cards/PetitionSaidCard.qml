import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What was taken down, line by line, and what is attached: heard and seen here. */
Card {
    id: root

    required property PetitionFacts facts

    visible: facts.lines.length > 0 || facts.attachments.length > 0
    title: qsTr("What was taken down")
    spacing: Theme.s1

    Repeater {
        model: root.facts.lines
        ColumnLayout {
            id: line
            required property var modelData
            spacing: 0
            Layout.fillWidth: true
            Txt { text: line.modelData.label; role: "caption"; tone: "soft"; Layout.fillWidth: true }
            Txt { text: line.modelData.value; lineHeight: 1.3; Layout.fillWidth: true }
        }
    }
    Repeater {
        model: root.facts.attachments
        ListRow {
            id: row
            required property var modelData
            required property int index
            readonly property bool plays: root.facts.attached.playing === modelData.digest
            iconName: plays ? "square" : modelData.how === "listen" ? "play" : modelData.icon
            title: modelData.title
            subtitle: plays ? qsTr("Playing; press to stop") : modelData.about
            pressable: modelData.how !== ""
            chevron: modelData.how === "see"
            ruled: index < root.facts.attachments.length - 1
            Layout.fillWidth: true
            onClicked: modelData.how === "listen" ? root.facts.attached.listen(modelData.digest) : root.facts.attached.see(modelData.digest, modelData.title)
        }
    }
    Txt { text: root.facts.attached.troubleText; visible: text !== ""; tone: "attention"; Layout.fillWidth: true }
}
