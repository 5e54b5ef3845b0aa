import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The petitions' front page: a new one biggest; drafts, answers that came, what is due. */
CounterPage {
    id: root

    required property PetitionsFacts facts

    title: qsTr("Petitions")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: search

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
            SearchBox {
                id: search
                label: qsTr("Number's end, name, or a word of it")
                placeholder: label
                Layout.fillWidth: true
                onEdited: text => root.facts.find(text)
                onAccepted: if (root.facts.found.length === 1) root.facts.open(root.facts.found[0].id)
            }
            GridLayout {
                id: acts
                visible: !root.facts.searching
                columns: width >= Theme.px(620) ? 2 : 1
                columnSpacing: Theme.s2
                rowSpacing: Theme.s2
                Layout.fillWidth: true
                ActionCard { id: begin; iconName: "mic"; text: qsTr("New petition"); subtitle: qsTr("Spoken, written, with photos"); Layout.fillWidth: true; onClicked: App.nav.open("PetitionTakePage") }
                BigButton { kind: "secondary"; iconName: "search"; text: qsTr("Ask how it stands"); implicitHeight: acts.columns > 1 ? begin.implicitHeight : Theme.touch; Layout.fillWidth: acts.columns === 1; onClicked: App.nav.open("PetitionAskPage") }
            }
            PetitionListCard {
                visible: root.facts.searching
                title: qsTr("Found")
                rows: root.facts.found
                emptyText: root.facts.emptyText
                Layout.fillWidth: true
                Layout.fillHeight: true
                onChosen: id => root.facts.open(id)
            }
            PetitionListCard {
                visible: !root.facts.searching
                title: qsTr("Drafts")
                countText: root.facts.draftsText
                rows: root.facts.drafts
                emptyText: qsTr("No drafts. What is begun stays here until it is filed.")
                Layout.fillWidth: true
                Layout.fillHeight: true
                onChosen: id => root.facts.goOn(id)
            }
        }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.wide ? Math.max(Theme.px(400), root.width * 0.4) : root.width
            Layout.maximumWidth: root.wide ? Math.max(Theme.px(400), root.width * 0.4) : root.width
            PetitionListCard {
                title: qsTr("Answers to tell")
                countText: root.facts.answersText
                rows: root.facts.answers
                emptyText: qsTr("Nothing new from the county.")
                Layout.fillWidth: true
                Layout.fillHeight: true
                onChosen: id => root.facts.open(id)
            }
            PetitionListCard {
                title: qsTr("Due next")
                countText: root.facts.lateText
                countTone: "danger"
                rows: root.facts.due
                emptyText: qsTr("Nothing is open.")
                Layout.fillWidth: true
                Layout.fillHeight: true
                onChosen: id => root.facts.open(id)
            }
            BigButton { kind: "secondary"; iconName: "list"; text: qsTr("All petitions"); Layout.fillWidth: true; onClicked: App.nav.open("PetitionListPage") }
        }
    }
}
