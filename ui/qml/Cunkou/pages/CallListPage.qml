import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Who has to be told by voice, by village group: print the list, or keep what a call came to. */
CounterPage {
    id: root

    required property CallListFacts facts
    readonly property int told: facts.told

    title: qsTr("Call-out list")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    onToldChanged: note.clear()

    EmptyState {
        anchors.fill: parent
        visible: root.facts.loaded && root.facts.people.count === 0 && root.facts.slip === ""
        iconName: "megaphone"
        title: qsTr("Everybody knows")
        text: qsTr("Nobody without a phone has a parcel waiting that they were not told of.")
    }
    GridLayout {
        anchors.fill: parent
        visible: root.facts.people.count > 0 || root.facts.slip !== ""
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: root.width > root.height ? -1 : root.height * 0.42
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Txt { text: root.facts.countText; role: "heading"; strong: true; Layout.fillWidth: true }
                BigButton {
                    kind: "secondary"
                    iconName: "printer"
                    enabled: root.facts.people.count > 0
                    text: qsTr("Print the call-out list")
                    onClicked: root.facts.printList()
                }
            }
            Card {
                padding: Theme.s1
                Layout.fillWidth: true
                Layout.fillHeight: true
                RowList {
                    id: list
                    model: root.facts.people
                    section.property: "group"
                    section.delegate: Txt {
                        required property string section
                        text: section
                        tone: "brandDeep"
                        strong: true
                        topPadding: Theme.s1
                        leftPadding: Theme.s1
                        width: list.width
                    }
                    delegate: WorkRow {
                        required property string id
                        required title
                        required subtitle
                        required pillText
                        required pillTone
                        iconName: "user-round"
                        picked: id === root.facts.chosen
                        width: list.width
                        onClicked: root.facts.choose(id)
                    }
                }
            }
        }
        ColumnLayout {
            visible: root.facts.slip !== ""
            spacing: Theme.s2
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.wide ? root.width * 0.42 : root.width
            SlipPreview { source: root.facts.slip; Layout.fillWidth: true; Layout.fillHeight: true }
            BigButton { kind: "secondary"; iconName: "arrow-left"; text: qsTr("Back to the list"); Layout.fillWidth: true; onClicked: root.facts.closeSlip() }
        }
        Card {
            visible: root.facts.slip === "" && root.facts.name !== ""
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.wide ? root.width * 0.42 : root.width
            Layout.maximumWidth: root.wide ? root.width * 0.42 : root.width
            Txt { text: root.facts.name; role: "title"; strong: true; tone: "brandDeep"; Layout.fillWidth: true }
            Txt { text: root.facts.phone; visible: text !== ""; role: "figure"; strong: true; wrapMode: Text.NoWrap; Layout.fillWidth: true }
            Txt { text: root.facts.about; tone: "soft"; Layout.fillWidth: true }
            ScrollArea {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.px(80)
                Repeater {
                    model: root.facts.parcels
                    ListRow {
                        required property var modelData
                        pressable: false
                        iconName: "package"
                        title: modelData.code
                        subtitle: modelData.carrier
                        trailingText: modelData.days
                        trailingTone: modelData.daysTone
                        strong: true
                        Layout.fillWidth: true
                    }
                }
            }
            TextBox { id: note; label: qsTr("What was said"); maxLength: 200; error: root.facts.problems.note ?? ""; Layout.fillWidth: true }
            GridLayout {
                columns: 2
                columnSpacing: Theme.s1
                rowSpacing: Theme.s1
                uniformCellWidths: true
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.outcomes
                    BigButton {
                        required property var modelData
                        required property int index
                        kind: index === 0 ? "primary" : "secondary"
                        iconName: modelData.icon
                        text: modelData.label
                        Layout.fillWidth: true
                        onClicked: root.facts.outcome(modelData.value, note.text)
                    }
                }
            }
        }
    }
}
