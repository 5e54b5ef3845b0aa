import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Taking in: scan after scan. The biggest thing is where the parcel in hand goes. */
CounterPage {
    id: root

    required property IntakeFacts facts

    title: qsTr("Take in")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: entry

    /** Digits answer a question; everywhere else the keyboard writes a number. */
    function place() {
        if (!activeFocus) return
        if (facts.stage === "choose") choice.arrive()
        else if (facts.stage === "ask") question.arrive()
        else entry.field.forceActiveFocus(Qt.OtherFocusReason)
    }

    Connections {
        target: root.facts
        function onChanged() { if (root.facts.stage + root.facts.waybillText !== placed.last) { placed.last = root.facts.stage + root.facts.waybillText; root.place() } }
    }
    QtObject { id: placed; property string last }

    GridLayout {
        anchors.fill: parent
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2

        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.verticalStretchFactor: 3
            TextBox {
                id: entry
                label: qsTr("Scan the next one, or type the waybill")
                labelShown: false
                placeholder: label
                iconName: "scan-barcode"
                purpose: "latin"
                maxLength: 80
                large: true
                Layout.fillWidth: true
                onAccepted: text => { root.facts.enter(text); entry.clear() }
            }
            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: {
                    let least = Theme.px(360)
                    for (const card of children) if (card.visible) least = Math.max(least, card.Layout.minimumHeight)
                    return least
                }
                Card {
                    anchors.fill: parent
                    visible: root.facts.stage === "empty"
                    EmptyState {
                        iconName: "scan-barcode"
                        title: qsTr("Ready: scan a parcel")
                        text: qsTr("The shelf and the label come by themselves. No touch is needed.")
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                    }
                }
                IntakeParcelCard {
                    anchors.fill: parent
                    visible: root.facts.stage === "taken" || root.facts.stage === "repeated"
                    facts: root.facts
                    onCarrierAsked: carriers.open()
                }
                IntakeChoiceCard {
                    id: choice
                    anchors.fill: parent
                    visible: root.facts.stage === "choose"
                    facts: root.facts
                    onCarrierAsked: carriers.open()
                }
                IntakeQuestionCard {
                    id: question
                    anchors.fill: parent
                    visible: root.facts.stage === "ask"
                    facts: root.facts
                }
            }
        }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.wide ? Math.max(Theme.px(340), root.width * 0.32) : root.width
            Layout.maximumWidth: root.wide ? Math.max(Theme.px(340), root.width * 0.32) : root.width
            Layout.verticalStretchFactor: 2
            IntakeManifestCard { facts: root.facts; Layout.fillWidth: true; onOtherAsked: vans.open() }
            Card {
                padding: Theme.s1
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                ScrollArea {
                    spacing: 0
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Repeater {
                        model: root.facts.waiting
                        ListRow {
                            required property var modelData
                            iconName: "circle-question-mark"
                            tone: "attention"
                            title: modelData.text
                            subtitle: qsTr("Its carrier is not chosen yet")
                            Layout.fillWidth: true
                            onClicked: root.facts.resume(modelData.waybill)
                        }
                    }
                    Repeater {
                        model: root.facts.recents
                        IntakeRow {
                            required property string id
                            Layout.fillWidth: true
                            onClicked: root.facts.bring(id)
                        }
                    }
                    EmptyState {
                        visible: root.facts.recents.count === 0 && root.facts.waiting.length === 0
                        iconName: "package"
                        title: qsTr("Nothing taken in yet")
                        Layout.fillWidth: true
                    }
                }
            }
            BigButton {
                iconName: "clipboard-check"
                visible: root.facts.manifest !== ""
                busy: root.facts.closing.busy
                text: qsTr("All unloaded, print the slip")
                Layout.fillWidth: true
                onClicked: root.facts.closeManifest()
            }
        }
    }
    ParcelRecipientDialog { picker: root.facts.picker; onClosed: root.place() }
    ManifestCloseDialog { closing: root.facts.closing; onClosed: root.place() }
    ChoiceDialog {
        id: carriers
        title: qsTr("Which carrier?")
        options: root.facts.carriers
        onChosen: value => root.facts.choose(value)
        onClosed: root.place()
    }
    ChoiceDialog {
        id: vans
        title: qsTr("Which manifest is being unloaded?")
        options: root.facts.manifests
        onChosen: value => root.facts.takeManifest(value)
        onClosed: root.place()
    }
    Shortcut { sequence: "F6"; enabled: root.visible; onActivated: root.facts.pickRecipient() }
    Shortcut { sequence: "F7"; enabled: root.visible; onActivated: root.facts.undo() }
    Shortcut { sequence: "F8"; enabled: root.visible; onActivated: root.facts.reprint() }
}
