import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Every petition: by due day, state or village, what is to be told, whom to call on. */
CounterPage {
    id: root

    required property PetitionListFacts facts

    title: qsTr("All petitions")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: search

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.s2
        GridLayout {
            columns: root.wide ? 2 : 1
            columnSpacing: Theme.s2
            rowSpacing: Theme.s1
            Layout.fillWidth: true
            TabStrip {
                tabs: root.facts.tabs
                value: root.facts.tab
                Layout.fillWidth: true
                onChosen: value => { search.field.clear(); root.facts.choose(value) }
            }
            SearchBox {
                id: search
                label: qsTr("Number, name, phone tail, words")
                placeholder: label
                purpose: "text"
                Layout.fillWidth: true
                Layout.preferredWidth: root.wide ? root.width * 0.34 : root.width
                Layout.maximumWidth: root.wide ? root.width * 0.34 : root.width
                onEdited: text => root.facts.find(text)
                onAccepted: text => root.facts.find(text)
            }
        }
        RowLayout {
            visible: root.facts.loaded && !root.facts.empty
            spacing: Theme.s2
            Layout.fillWidth: true
            Txt { text: root.facts.countText; tone: "soft"; wrapMode: Text.NoWrap }
            StatusPill { visible: text !== ""; text: root.facts.lateText; iconName: "triangle-alert"; tone: "danger" }
            Item { Layout.fillWidth: true }
            BigButton { visible: root.facts.canPrint; kind: "secondary"; iconName: "printer"; implicitHeight: Theme.touchSmall; busy: root.facts.busy; text: qsTr("Print the call-out list"); onClicked: root.facts.printCalls() }
        }
        RowLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Card {
                padding: Theme.s2
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                EmptyState {
                    visible: root.facts.loaded && root.facts.empty
                    iconName: root.facts.tab === "find" ? "search-x" : "message-square"
                    title: root.facts.emptyTitle
                    text: root.facts.emptyText
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
                RowList {
                    id: list
                    visible: count > 0
                    model: root.facts.rows
                    section.property: "section"
                    section.delegate: Txt {
                        required property string section
                        text: section
                        tone: "brandDeep"
                        strong: true
                        topPadding: section === "" ? 0 : Theme.s1
                        leftPadding: Theme.s1
                        height: section === "" ? 0 : implicitHeight
                        width: list.width
                    }
                    onAtYEndChanged: if (atYEnd && count > 0) root.facts.more()
                    delegate: PetitionListRow {
                        required property string id
                        width: list.width
                        onClicked: root.facts.open(id)
                    }
                }
            }
            ColumnLayout {
                visible: root.facts.slip !== ""
                spacing: Theme.s2
                Layout.fillHeight: true
                Layout.preferredWidth: root.width * 0.36
                Layout.maximumWidth: root.width * 0.36
                SlipPreview { source: root.facts.slip; Layout.fillWidth: true; Layout.fillHeight: true }
                BigButton { kind: "secondary"; iconName: "x"; text: qsTr("Put the slip away"); Layout.fillWidth: true; onClicked: root.facts.closeSlip() }
            }
        }
    }
}
