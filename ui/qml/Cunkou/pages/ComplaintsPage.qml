import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Complaints: how many days are left for each, what was done, and the answer. */
CounterPage {
    id: root

    required property ComplaintsFacts facts
    readonly property int done: facts.done
    readonly property real side: wide ? width * 0.52 : width

    title: qsTr("Complaints")
    troubleText: facts.making ? "" : facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    onDoneChanged: words.clear()

    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: root.width > root.height ? -1 : root.height * 0.42
            BigButton {
                kind: root.facts.rows.length > 0 && !root.facts.making ? "secondary" : "primary"
                visible: !root.facts.making
                iconName: "plus"
                text: qsTr("Somebody complains")
                Layout.fillWidth: true
                onClicked: root.facts.begin("")
            }
            EmptyState {
                visible: root.facts.rows.length === 0
                iconName: "message-square"
                title: qsTr("No complaints")
                text: qsTr("Scan a parcel to take one down.")
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            Card {
                visible: root.facts.rows.length > 0
                padding: Theme.s1
                Layout.fillWidth: true
                Layout.fillHeight: true
                ScrollArea {
                    spacing: 0
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Repeater {
                        model: root.facts.rows
                        WorkRow {
                            required property var modelData
                            iconName: modelData.icon
                            tone: modelData.tone
                            title: modelData.title
                            subtitle: modelData.subtitle
                            pillText: modelData.due
                            pillTone: modelData.tone
                            picked: modelData.id === root.facts.chosen && !root.facts.making
                            Layout.fillWidth: true
                            onClicked: root.facts.choose(modelData.id)
                        }
                    }
                }
            }
        }
        Loader {
            active: root.facts.making
            visible: active
            Layout.minimumHeight: item ? (item as Item).Layout.minimumHeight : 0
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            sourceComponent: ComplaintFormCard { facts: root.facts }
        }
        ColumnLayout {
            visible: !root.facts.making && root.facts.slip !== ""
            spacing: Theme.s2
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            SlipPreview { source: root.facts.slip; Layout.fillWidth: true; Layout.fillHeight: true }
            BigButton { iconName: "check"; text: qsTr("Done"); Layout.fillWidth: true; onClicked: root.facts.choose(root.facts.chosen) }
        }
        Card {
            visible: !root.facts.making && root.facts.slip === "" && root.facts.rows.length > 0
            spacing: Theme.s1
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            Txt { text: root.facts.dueText; role: "figure"; strong: true; tone: root.facts.tone; Layout.fillWidth: true }
            Txt { text: root.facts.dueDay; tone: "soft"; Layout.fillWidth: true }
            SectionTitle { text: root.facts.title; Layout.fillWidth: true; Layout.topMargin: Theme.s1 }
            Txt { text: root.facts.about; tone: "soft"; Layout.fillWidth: true }
            ScrollArea {
                spacing: Theme.s1
                Layout.fillWidth: true
                Layout.fillHeight: true
                Txt { text: root.facts.words; role: "heading"; Layout.fillWidth: true }
                Repeater {
                    model: root.facts.steps
                    ListRow { required property var modelData; pressable: false; iconName: "check"; title: modelData.title; subtitle: modelData.subtitle; Layout.fillWidth: true }
                }
                TroubleBanner { text: root.facts.answerText; tone: "info"; dismissable: false; Layout.fillWidth: true }
            }
            TextBox {
                id: words
                visible: root.facts.isOpen
                label: qsTr("What was done, or what was answered")
                maxLength: 300
                error: root.facts.problems.text ?? root.facts.problems.answer ?? ""
                Layout.fillWidth: true
            }
            RowLayout {
                visible: root.facts.isOpen
                spacing: Theme.s2
                uniformCellSizes: true
                Layout.fillWidth: true
                BigButton { kind: "secondary"; iconName: "pencil"; busy: root.facts.busy; text: qsTr("Keep a note"); Layout.fillWidth: true; onClicked: root.facts.note(words.text) }
                BigButton { iconName: "check"; busy: root.facts.busy; text: qsTr("They have the answer"); Layout.fillWidth: true; onClicked: root.facts.answer(words.text) }
            }
        }
    }
}
