import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Labels and unclaimed letters destroyed before a witness, and the ledger of it. */
CounterPage {
    id: root

    required property DestructionFacts facts
    readonly property int signed: facts.signed
    readonly property bool letters: facts.what === "letters"
    readonly property real side: wide ? width * 0.44 : width

    title: qsTr("Destruction")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    onSignedChanged: { witness.clear(); method.clear() }

    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        Card {
            padding: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            SegmentedChoice {
                label: qsTr("What is destroyed")
                options: [{ value: "labels", label: qsTr("Labels"), icon: "tags" }, { value: "letters", label: qsTr("Unclaimed letters"), icon: "inbox" }]
                value: root.facts.what
                Layout.fillWidth: true
                onChosen: value => root.facts.choose(value)
            }
            ScrollArea {
                Layout.fillWidth: true
                Layout.fillHeight: true
                FailureCard { failures: root.facts.failures; Layout.fillWidth: true }
                RowLayout {
                    spacing: Theme.s2
                    visible: !root.letters
                    Layout.fillWidth: true
                    Txt { text: root.facts.labelsCount; role: "giant"; strong: true; tone: root.facts.anyDue ? "attention" : "brandDeep"; wrapMode: Text.NoWrap }
                    Txt { text: root.facts.labelsText; Layout.fillWidth: true }
                }
                Txt { visible: root.letters; text: root.facts.lettersText; role: "heading"; strong: true; Layout.fillWidth: true }
                Repeater {
                    model: root.letters ? root.facts.letters : []
                    WorkRow {
                        required property var modelData
                        iconName: modelData.picked ? "square-check" : "square"
                        title: modelData.title
                        subtitle: modelData.subtitle
                        picked: modelData.picked
                        Layout.fillWidth: true
                        onClicked: root.facts.toggle(modelData.id)
                    }
                }
                TextBox { id: witness; label: qsTr("Witness, not yourself"); iconName: "user-check"; visible: root.facts.anyDue; maxLength: 40; error: root.facts.problems.witness ?? ""; Layout.fillWidth: true }
                TextBox { id: method; label: qsTr("How: shredded, burnt"); visible: root.facts.anyDue; maxLength: 40; error: root.facts.problems.method ?? ""; Layout.fillWidth: true }
                EvidencePhotoCard { visible: root.facts.anyDue && root.facts.photo.possible; photo: root.facts.photo; label: qsTr("Photograph it"); Layout.fillWidth: true }
            }
            BigButton {
                iconName: "eraser"
                enabled: root.facts.anyDue
                busy: root.facts.busy
                text: qsTr("Destroyed before us both")
                Layout.fillWidth: true
                onClicked: sure.open()
            }
        }
        SlipPreview { visible: source !== ""; source: root.facts.slip; Layout.fillHeight: true; Layout.fillWidth: !root.wide; Layout.preferredWidth: root.side; Layout.maximumWidth: root.side }
        Card {
            visible: root.facts.slip === ""
            title: qsTr("Destruction ledger")
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            Txt { visible: root.facts.ledger.length === 0; text: qsTr("Nothing has been destroyed yet."); tone: "soft"; Layout.fillWidth: true }
            ScrollArea {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Repeater {
                    model: root.facts.ledger
                    ListRow { required property var modelData; pressable: false; iconName: "eraser"; title: modelData.title; subtitle: modelData.subtitle; Layout.fillWidth: true }
                }
            }
        }
    }
    ConfirmDialog {
        id: sure
        danger: true
        title: qsTr("All of it destroyed?")
        text: qsTr("The people on it leave this computer for good.")
        confirmText: qsTr("Destroyed, print the slip")
        iconName: "eraser"
        onConfirmed: root.facts.sign(witness.text, method.text)
    }
}
