import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Taking a petition down: one question after the other; the spine at the side shows how far, and jumps. */
CounterPage {
    id: root

    required property PetitionTakeFacts facts
    readonly property string stage: facts.stage
    /** Wide enough for every word below. */
    readonly property bool roomy: width >= Theme.px(1150)
    readonly property real side: wide ? Math.max(Theme.px(230), width * 0.2) : width

    title: qsTr("New petition")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: stage === "filed" ? another : card
    onStageChanged: Qt.callLater(focusStage)

    /** The stage's own boxes are made by the same change: they are asked for the keyboard after it. */
    function focusStage() { if (visible) arrive() }

    GridLayout {
        anchors.fill: parent
        visible: root.stage !== "" && root.stage !== "filed"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        Card {
            padding: Theme.s1
            Layout.fillWidth: !root.wide
            Layout.fillHeight: root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            GridLayout {
                columns: root.wide ? 1 : 4
                columnSpacing: Theme.px(4)
                rowSpacing: Theme.px(2)
                uniformCellWidths: true
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.steps
                    PetitionStep {
                        required property var modelData
                        step: modelData
                        front: modelData.step === root.stage
                        Layout.fillWidth: true
                        onClicked: root.facts.go(modelData.step)
                    }
                }
            }
            Item { visible: root.wide; Layout.fillHeight: true }
            Txt { visible: root.wide && text !== ""; text: root.facts.keptText; role: "caption"; tone: "soft"; horizontalAlignment: Text.AlignHCenter; Layout.fillWidth: true; Layout.bottomMargin: Theme.s1 }
        }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Loader {
                id: card
                active: root.stage !== "" && root.stage !== "filed"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: item ? Math.max((item as Item).Layout.minimumHeight, Theme.px(280)) : 0
                sourceComponent: ({who: who, open: open, about: about, say: say, evidence: evidence, where: where, answer: answer, read: read})[root.stage] ?? null
            }
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                IconButton { iconName: "trash-2"; color: Theme.danger; implicitWidth: Theme.touch; implicitHeight: Theme.touch; text: qsTr("Throw the draft away"); onClicked: dropping.open() }
                BigButton { visible: root.roomy; kind: "quiet"; iconName: "inbox"; text: qsTr("Later"); onClicked: root.facts.leave() }
                IconButton { visible: !root.roomy; iconName: "inbox"; color: Theme.brand; implicitWidth: Theme.touch; implicitHeight: Theme.touch; text: qsTr("Later"); onClicked: root.facts.leave() }
                Item { visible: root.roomy; Layout.fillWidth: true }
                BigButton { visible: root.stage !== "who"; kind: "secondary"; iconName: "arrow-left"; text: qsTr("Before"); Layout.fillWidth: !root.roomy; Layout.minimumWidth: 0; onClicked: root.facts.before() }
                BigButton {
                    visible: root.stage !== "read"
                    enabled: !(root.stage === "about" && root.facts.blocked)
                    iconName: "arrow-right"
                    text: qsTr("Next")
                    Layout.fillWidth: !root.roomy
                    Layout.preferredWidth: Theme.px(220)
                    onClicked: root.facts.next()
                }
                BigButton {
                    visible: root.stage === "read"
                    enabled: root.facts.missing.length === 0 && root.facts.similar.length === 0 && root.facts.confirmed !== ""
                    iconName: "send"
                    text: qsTr("File it, print the slip")
                    busy: root.facts.busy
                    Layout.fillWidth: !root.roomy
                    Layout.preferredWidth: Theme.px(300)
                    onClicked: root.facts.file()
                }
            }
        }
    }
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "filed"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            PetitionFiledCard { facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true }
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                BigButton { kind: "secondary"; iconName: "check"; text: qsTr("Done"); Layout.preferredWidth: Theme.px(200); onClicked: App.nav.back() }
                BigButton { id: another; iconName: "plus"; text: qsTr("Another petition"); Layout.fillWidth: true; onClicked: root.facts.another() }
            }
        }
        SlipPreview {
            source: root.facts.slip
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.wide ? Math.max(Theme.px(330), root.width * 0.31) : root.width
        }
    }
    Shortcut { sequence: "PgDown"; enabled: root.visible && !(root.stage === "about" && root.facts.blocked); onActivated: root.facts.next() }
    Shortcut { sequence: "PgUp"; enabled: root.visible; onActivated: root.facts.before() }
    Component { id: who; PetitionWhoCard { facts: root.facts; focus: true; onBehalfAsked: acting.open() } }
    Component { id: open; PetitionOpenCard { facts: root.facts } }
    Component { id: about; PetitionAboutCard { facts: root.facts } }
    Component { id: say; PetitionSayCard { facts: root.facts } }
    Component { id: evidence; PetitionEvidenceCard { facts: root.facts } }
    Component { id: where; PetitionWhereCard { facts: root.facts } }
    Component { id: answer; PetitionAnswerCard { facts: root.facts } }
    Component { id: read; PetitionReadCard { facts: root.facts } }
    PetitionBehalfDialog { id: acting; facts: root.facts }
    PetitionFilesDialog { evidence: root.facts.evidence }
    RedactDialog { redact: root.facts.redact }
    ConfirmDialog {
        id: dropping
        title: qsTr("Throw the draft away?")
        text: qsTr("All that was said and attached is gone for good.")
        confirmText: qsTr("Throw it away")
        iconName: "trash-2"
        danger: true
        onConfirmed: root.facts.drop()
    }
}
