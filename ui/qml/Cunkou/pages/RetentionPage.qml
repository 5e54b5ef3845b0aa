import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Parcels that have waited long, by stage: remind, keep the answer, send back what is refused. */
CounterPage {
    id: root

    required property RetentionFacts facts
    readonly property int kept: facts.kept

    title: qsTr("Waiting too long")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    onKeptChanged: note.clear()

    ColumnLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        spacing: Theme.s2
        RowLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            TabStrip { tabs: root.facts.tabs; value: root.facts.stage; Layout.fillWidth: true; onChosen: value => root.facts.filter(value) }
            StatusPill { visible: text !== "" && root.wide; tone: "attention"; iconName: "bell"; text: root.facts.dueText }
        }
        EmptyState {
            visible: root.facts.rows.count === 0
            iconName: "circle-check"
            title: qsTr("Nothing at this stage")
            text: qsTr("Parcels come here by themselves when they have lain for so many days.")
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        GridLayout {
            visible: root.facts.rows.count > 0
            columns: root.wide ? 2 : 1
            columnSpacing: Theme.s3
            rowSpacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            ColumnLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: root.width > root.height ? -1 : root.height * 0.42
                FailureCard { failures: root.facts.failures; Layout.fillWidth: true }
                Card {
                    padding: Theme.s1
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    RowList {
                        id: list
                        model: root.facts.rows
                        delegate: WorkRow {
                            required property string id
                            required iconName
                            required tone
                            required title
                            required subtitle
                            required pillText
                            required pillTone
                            picked: id === root.facts.chosen
                            width: list.width
                            onClicked: root.facts.choose(id)
                        }
                    }
                }
                BigButton {
                    kind: "secondary"
                    iconName: "message-square"
                    busy: root.facts.busy
                    text: qsTr("Message everybody of this stage")
                    Layout.fillWidth: true
                    onClicked: root.facts.message()
                }
            }
            Card {
                padding: Theme.s2
                spacing: Theme.s1
                Layout.fillWidth: !root.wide
                Layout.fillHeight: true
                Layout.preferredWidth: root.wide ? root.width * 0.46 : root.width
                Layout.maximumWidth: root.wide ? root.width * 0.46 : root.width
                RowLayout {
                    spacing: Theme.s2
                    Layout.fillWidth: true
                    Txt { text: root.facts.name; role: "title"; strong: true; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true }
                    Txt { text: root.facts.daysText; role: "heading"; tone: root.facts.tone; strong: true; wrapMode: Text.NoWrap }
                }
                Txt { text: root.facts.phone; visible: text !== ""; role: "figure"; strong: true; tone: "brandDeep"; wrapMode: Text.NoWrap; Layout.fillWidth: true }
                Txt { text: [root.facts.code, root.facts.about].join(" · "); tone: "soft"; Layout.fillWidth: true }
                TroubleBanner {
                    text: root.facts.refused ? qsTr("Refused. It goes back with the next van.") : ""
                    tone: "attention"
                    dismissable: false
                    Layout.fillWidth: true
                }
                BigButton { visible: root.facts.refused; iconName: "undo-2"; text: qsTr("Put it on the return list"); Layout.fillWidth: true; onClicked: root.facts.sendBack() }
                BigButton { visible: root.facts.refused; kind: "secondary"; iconName: "phone-call"; text: qsTr("Ask once more"); Layout.fillWidth: true; onClicked: root.facts.askAgain() }
                SegmentedChoice {
                    id: channel
                    visible: !root.facts.refused
                    label: qsTr("How")
                    options: [{ value: "call", label: qsTr("Rang"), icon: "phone-call" }, { value: "visit", label: qsTr("Went there"), icon: "map-pin" }]
                    value: "call"
                    Layout.fillWidth: true
                }
                TextBox { id: note; visible: !root.facts.refused; label: qsTr("What was said"); maxLength: 200; error: root.facts.problems.note ?? ""; Layout.fillWidth: true }
                GridLayout {
                    columns: 2
                    visible: !root.facts.refused
                    columnSpacing: Theme.s1
                    rowSpacing: Theme.s1
                    uniformCellWidths: true
                    Layout.fillWidth: true
                    Repeater {
                        model: root.facts.outcomes
                        BigButton {
                            required property var modelData
                            kind: "secondary"
                            iconName: modelData.icon
                            text: modelData.label
                            implicitHeight: Math.max(48, Theme.px(56))
                            Layout.fillWidth: true
                            onClicked: root.facts.remind(channel.value, modelData.value, note.text)
                        }
                    }
                }
                ScrollArea {
                    spacing: 0
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Repeater {
                        model: root.facts.past
                        ListRow { required property var modelData; pressable: false; iconName: "history"; tone: "soft"; title: modelData.title; subtitle: modelData.subtitle; Layout.fillWidth: true }
                    }
                }
            }
        }
    }
}
