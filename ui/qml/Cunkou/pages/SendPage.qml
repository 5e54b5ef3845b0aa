import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Sending: what is begun and what waits; the form in three steps; paid, printed. */
CounterPage {
    id: root

    required property SendFacts facts
    readonly property string stage: facts.stage
    readonly property bool filling: stage === "people" || stage === "parcel" || stage === "pay"
    readonly property real side: wide ? Math.max(Theme.px(360), width * 0.34) : width

    title: qsTr("Send a parcel")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: stage === "list" ? start : null
    onStageChanged: if (activeFocus) (stage === "list" ? start : stage === "done" ? next : form).forceActiveFocus(Qt.OtherFocusReason)

    // The list
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "list" && root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: !root.wide
            Layout.fillHeight: root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            ActionCard { id: start; iconName: "package-plus"; text: qsTr("Send one"); subtitle: qsTr("See the card, open the box, weigh it"); Layout.fillWidth: true; onClicked: root.facts.begin() }
            BigButton { kind: "secondary"; iconName: "ban"; text: qsTr("Cannot be taken"); Layout.fillWidth: true; onClicked: refusals.open() }
            Txt { text: qsTr("Scan a label to find its sending."); tone: "soft"; Layout.fillWidth: true }
            Item { visible: root.wide; Layout.fillHeight: true }
        }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            EmptyState { visible: root.facts.drafts.length + root.facts.waiting.length === 0; iconName: "send"; title: qsTr("Nothing is begun"); text: qsTr("Drafts and parcels that wait for the van stand here."); Layout.fillWidth: true; Layout.fillHeight: true }
            Card {
                visible: root.facts.drafts.length > 0
                title: qsTr("Begun, not closed")
                padding: Theme.s2
                Layout.fillWidth: true
                Layout.fillHeight: true
                ScrollArea {
                    spacing: 0
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Repeater {
                        model: root.facts.drafts
                        WorkRow { required property var modelData; iconName: modelData.icon; title: modelData.title; subtitle: modelData.subtitle; pillText: modelData.state; pillTone: "info"; Layout.fillWidth: true; onClicked: root.facts.goOn(modelData.id) }
                    }
                }
            }
            Card {
                visible: root.facts.waiting.length > 0
                title: qsTr("Waits for the van")
                padding: Theme.s2
                Layout.fillWidth: true
                Layout.fillHeight: true
                trailing: StatusPill { visible: text !== ""; tone: "attention"; text: root.facts.waitingText }
                ScrollArea {
                    spacing: 0
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Repeater {
                        model: root.facts.waiting
                        WorkRow { required property var modelData; iconName: modelData.icon; title: modelData.title; subtitle: modelData.subtitle; pillText: modelData.state; pillTone: "attention"; Layout.fillWidth: true; onClicked: root.facts.goOn(modelData.id) }
                    }
                }
            }
        }
    }
    // The form: made anew for each sending, so that its boxes begin with what is known
    Loader {
        id: form
        anchors.fill: parent
        active: root.filling
        visible: active
        sourceComponent: GridLayout {
            columns: root.wide ? 2 : 1
            columnSpacing: Theme.s3
            rowSpacing: Theme.s2
            ColumnLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: root.width > root.height ? -1 : root.height * 0.55
                TabStrip {
                    tabs: [{ value: "people", label: qsTr("1 Who") }, { value: "parcel", label: qsTr("2 What") }, { value: "pay", label: qsTr("3 Money") }]
                    value: root.stage
                    Layout.fillWidth: true
                    onChosen: value => root.facts.toStep(value)
                }
                SendPeopleCard { visible: root.stage === "people"; facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true }
                SendParcelCard { visible: root.stage === "parcel"; facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true }
                SendPayCard { visible: root.stage === "pay"; facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true }
            }
            SendPriceCard {
                facts: root.facts
                Layout.fillHeight: root.wide
                Layout.fillWidth: !root.wide
                Layout.preferredWidth: root.side
                Layout.maximumWidth: root.side
                onRefuseAsked: refusals.open()
                onKeepAsked: keeping.open()
            }
        }
    }
    // Done
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "done"
        columns: root.wide ? 3 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: root.wide
            Icon { name: "circle-check"; size: Theme.px(72); color: Theme.brand }
            Txt { text: qsTr("Taken for sending"); role: "title"; strong: true; tone: "brandDeep"; Layout.fillWidth: true }
            Txt { text: root.facts.doneText; role: "heading"; wrapMode: Text.WrapAnywhere; Layout.fillWidth: true }
            Txt { visible: root.facts.doneChange !== ""; text: qsTr("Change"); tone: "soft" }
            Txt { visible: text !== ""; text: root.facts.doneChange; role: "figure"; strong: true; wrapMode: Text.NoWrap }
            Item { Layout.fillHeight: true }
            BigButton { id: next; iconName: "check"; text: qsTr("Done"); implicitHeight: Theme.px(76); Layout.fillWidth: true; onClicked: root.facts.toList() }
        }
        SlipPreview { source: root.facts.slip; label: qsTr("The sender's slip"); Layout.fillWidth: true; Layout.fillHeight: true }
        SlipPreview { source: root.facts.labelSlip; label: qsTr("The label on the parcel"); Layout.fillWidth: true; Layout.fillHeight: true }
    }
    ChoiceDialog {
        id: refusals
        title: qsTr("Why can it not be taken?")
        options: root.facts.refusals.map(one => ({ value: one.value, label: one.label, icon: "ban", tone: "attention" }))
        onChosen: value => root.facts.refuse(value)
    }
    ChoiceDialog {
        id: keeping
        title: qsTr("How long does the parcel stay here?")
        options: [{ value: "1", label: qsTr("Until tomorrow"), icon: "clock" }, { value: "3", label: qsTr("For three days"), icon: "clock" }, { value: "7", label: qsTr("A week"), icon: "clock" }]
        onChosen: value => root.facts.keepHere(Number(value))
    }
    SendWaybillDialog { facts: root.facts }
}
