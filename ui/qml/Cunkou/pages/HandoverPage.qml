import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Hand-over with the van, out or in: scan one by one, both sign. */
CounterPage {
    id: root

    required property HandoverFacts facts
    readonly property string stage: facts.stage
    readonly property real side: wide ? width * 0.44 : width

    title: qsTr("Hand-over")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: stage === "open" ? search : null
    onStageChanged: if (activeFocus) (stage === "open" ? search.field : stage === "done" ? next : load).forceActiveFocus(Qt.OtherFocusReason)

    // No batch yet
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "start"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: root.wide
            Txt { text: root.facts.readyText; role: "title"; strong: true; tone: root.facts.ready > 0 ? "brandDeep" : "soft"; Layout.fillWidth: true }
            TextBox { id: partner; label: qsTr("Who is at the other side"); iconName: "truck"; text: root.facts.partner; maxLength: 40; error: root.facts.problems.partner ?? ""; Layout.fillWidth: true }
            ActionCard { id: load; iconName: "upload"; text: qsTr("Load the van"); subtitle: qsTr("Returns and sendings leave"); Layout.fillWidth: true; onClicked: root.facts.load(partner.text) }
            ActionCard {
                iconName: "download"
                text: qsTr("Unload the van")
                subtitle: qsTr("What it brings, checked and signed")
                Layout.fillWidth: true
                onClicked: root.facts.vans.length > 0 ? vans.open() : root.facts.unload(partner.text, "")
            }
            Item { Layout.fillHeight: true }
        }
        Card {
            title: qsTr("Handed over before")
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            Txt { visible: root.facts.past.length === 0; text: qsTr("Nothing yet."); tone: "soft"; Layout.fillWidth: true }
            ScrollArea {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Repeater {
                    model: root.facts.past
                    ListRow {
                        required property var modelData
                        pressable: false
                        iconName: modelData.icon
                        title: modelData.title
                        subtitle: modelData.subtitle
                        trailing: StatusPill { text: modelData.verdict; tone: modelData.tone }
                        Layout.fillWidth: true
                    }
                }
            }
        }
    }
    // Scanning
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "open"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillHeight: root.wide
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            Card {
                padding: Theme.s2
                spacing: Theme.s1
                Layout.fillWidth: true
                RowLayout {
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    Txt { text: root.facts.countText; role: "giant"; strong: true; tone: "brandDeep"; wrapMode: Text.NoWrap }
                    ColumnLayout {
                        spacing: 0
                        Layout.fillWidth: true
                        Txt { text: root.facts.heading; role: "heading"; strong: true; Layout.fillWidth: true }
                        Txt { text: root.facts.countWord; tone: "soft"; Layout.fillWidth: true }
                        Txt { text: root.facts.problemText; visible: text !== ""; tone: "attention"; Layout.fillWidth: true }
                    }
                }
                Txt { text: root.facts.lastText; role: "heading"; tone: root.facts.lastTone; Layout.fillWidth: true }
                SearchBox { id: search; label: qsTr("Scan, or type the waybill"); placeholder: label; large: false; Layout.fillWidth: true; onAccepted: text => { root.facts.enter(text); search.clear() } }
            }
            Card {
                padding: Theme.s2
                spacing: Theme.s1
                title: root.facts.waitingText
                visible: root.facts.waiting.length > 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                ScrollArea {
                    spacing: 0
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Repeater {
                        model: root.facts.waiting
                        ListRow { required property var modelData; pressable: false; iconName: "package"; tone: "soft"; title: modelData.title; subtitle: modelData.subtitle; Layout.fillWidth: true }
                    }
                }
                BigButton { kind: "secondary"; iconName: "list-checks"; visible: root.facts.outgoing; text: qsTr("All of these are in the van"); Layout.fillWidth: true; onClicked: everything.open() }
            }
            Item { visible: root.facts.waiting.length === 0 && root.wide; Layout.fillHeight: true }
            BigButton { kind: "secondary"; iconName: "triangle-alert"; text: qsTr("A problem item"); Layout.fillWidth: true; onClicked: problem.open() }
        }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            FailureCard { failures: root.facts.failures; Layout.fillWidth: true }
            Card {
                padding: Theme.s2
                Layout.fillWidth: true
                Layout.fillHeight: true
                EmptyState { visible: root.facts.lines.length === 0; iconName: "scan-barcode"; title: qsTr("Nothing scanned yet"); Layout.fillWidth: true; Layout.fillHeight: true }
                ScrollArea {
                    visible: root.facts.lines.length > 0
                    spacing: 0
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Repeater {
                        model: root.facts.lines
                        ListRow {
                            required property var modelData
                            pressable: false
                            iconName: modelData.icon
                            tone: modelData.tone
                            title: modelData.title
                            subtitle: modelData.subtitle
                            strong: true
                            trailing: IconButton { iconName: "undo-2"; text: qsTr("Take out %1").arg(modelData.title); onClicked: root.facts.drop(modelData.id) }
                            Layout.fillWidth: true
                        }
                    }
                }
            }
            TextBox { id: courier; label: qsTr("Who signs for the other side"); iconName: "pencil"; maxLength: 40; error: root.facts.problems.courier ?? ""; Layout.fillWidth: true }
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                BigButton { kind: "secondary"; iconName: "ban"; text: qsTr("Nothing changes hands"); onClicked: refusal.open() }
                BigButton { iconName: "printer"; busy: root.facts.busy; text: qsTr("Both sign: print"); Layout.fillWidth: true; onClicked: root.facts.sign(courier.text) }
            }
        }
    }
    // Signed
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "done"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Txt { text: root.facts.countText; role: "giant"; strong: true; tone: "brandDeep"; wrapMode: Text.NoWrap }
                ColumnLayout {
                    spacing: 0
                    Layout.fillWidth: true
                    Txt { text: root.facts.verdictText; role: "title"; strong: true; tone: root.facts.verdictTone; Layout.fillWidth: true }
                    Txt { text: qsTr("Both sign the slip; each keeps one."); tone: "soft"; Layout.fillWidth: true }
                }
            }
            ScrollArea {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Repeater {
                    model: root.facts.lines
                    ListRow { required property var modelData; pressable: false; iconName: modelData.icon; tone: modelData.tone; title: modelData.title; subtitle: modelData.subtitle; Layout.fillWidth: true }
                }
            }
            EvidencePhotoCard { visible: root.facts.photo.possible; photo: root.facts.photo; label: qsTr("Photograph the signed slip"); Layout.fillWidth: true }
            BigButton { visible: root.facts.photo.picture !== "" && !root.facts.signatureKept; kind: "secondary"; iconName: "save"; text: qsTr("Keep this photo"); Layout.fillWidth: true; onClicked: root.facts.keepSignature() }
            BigButton { id: next; iconName: "check"; text: qsTr("Done"); Layout.fillWidth: true; onClicked: root.facts.again() }
        }
        SlipPreview { source: root.facts.slip; Layout.fillHeight: true; Layout.fillWidth: !root.wide; Layout.preferredWidth: root.side; Layout.maximumWidth: root.side }
    }
    ChoiceDialog {
        id: vans
        title: qsTr("Which van is it?")
        options: [...root.facts.vans, { value: "", label: qsTr("None of these"), icon: "truck" }]
        onChosen: value => root.facts.unload(partner.text, value)
    }
    ConfirmDialog {
        id: everything
        title: root.facts.waitingText
        text: qsTr("You have counted each of them into the van?")
        confirmText: qsTr("Yes, all are in")
        iconName: "list-checks"
        onConfirmed: root.facts.loadAll()
    }
    HandoverProblemDialog { id: problem; facts: root.facts }
    HandoverRefusalDialog { id: refusal; facts: root.facts; courier: courier.text }
}
