import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What the point must do again and again: how long it still holds, and the signature when it is done. */
CounterPage {
    id: root

    required property DutiesFacts facts
    readonly property int signed: facts.signed

    title: qsTr("Duties")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    onSignedChanged: note.clear()

    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: root.wide ? 0 : root.height * 0.42
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Icon { name: root.facts.headlineTone === "danger" ? "octagon-alert" : "circle-check"; size: Theme.iconBig; color: Theme.tone(root.facts.headlineTone) }
                Txt { text: root.facts.headline; role: "title"; strong: true; tone: root.facts.headlineTone; Layout.fillWidth: true }
            }
            Card {
                padding: Theme.s1
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.lines
                    WorkRow {
                        required property var modelData
                        iconName: modelData.tone === "danger" ? "circle-alert" : "clipboard-check"
                        tone: modelData.tone
                        title: modelData.title
                        subtitle: modelData.subtitle
                        pillText: modelData.due
                        pillTone: modelData.tone
                        picked: modelData.code === root.facts.chosen
                        Layout.fillWidth: true
                        onClicked: root.facts.choose(modelData.code)
                    }
                }
            }
        }
        Card {
            Layout.fillWidth: !root.wide
            Layout.fillHeight: true
            Layout.preferredWidth: root.wide ? root.width * 0.44 : root.width
            Layout.maximumWidth: root.wide ? root.width * 0.44 : root.width
            SectionTitle { text: root.facts.name; Layout.fillWidth: true }
            Txt { text: root.facts.dueText; role: "figure"; strong: true; tone: root.facts.tone; Layout.fillWidth: true }
            Txt { text: root.facts.about; tone: "soft"; Layout.fillWidth: true }
            TextBox { id: note; label: qsTr("A word about it, if you like"); error: root.facts.problems.note ?? ""; maxLength: 200; Layout.fillWidth: true; onAccepted: text => root.facts.sign(text) }
            EvidencePhotoCard { photo: root.facts.photo; label: qsTr("Photograph it"); visible: root.facts.photo.possible; Layout.fillWidth: true }
            BigButton {
                iconName: "clipboard-check"
                busy: root.facts.busy
                text: qsTr("Done today, I sign")
                Layout.fillWidth: true
                onClicked: root.facts.sign(note.text)
            }
            SectionTitle { text: qsTr("Signed before"); visible: root.facts.past.length > 0 }
            ScrollArea {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Repeater {
                    model: root.facts.past
                    ListRow {
                        required property var modelData
                        pressable: false
                        iconName: "check"
                        title: modelData.day
                        subtitle: modelData.note
                        trailingText: modelData.by
                        Layout.fillWidth: true
                    }
                }
            }
        }
    }
}
