import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What the county says, in large type, and how it reaches the resident. */
Card {
    id: root

    required property PetitionFacts facts

    signal readAsked

    visible: facts.wordTitle !== ""
    title: facts.wordTitle
    spacing: Theme.s1
    trailing: StatusPill { visible: root.facts.untold; text: qsTr("Not told yet"); tone: "attention"; iconName: "bell" }

    Txt { text: root.facts.wordAbout; visible: text !== ""; role: "caption"; tone: "soft"; Layout.fillWidth: true }
    Txt { text: root.facts.wordText; visible: text !== ""; role: "heading"; lineHeight: 1.4; Layout.fillWidth: true }
    RowLayout {
        visible: root.facts.wordSealed
        spacing: Theme.s1
        Layout.fillWidth: true
        Icon { name: "lock"; color: Theme.info }
        Txt { text: qsTr("These words are sealed. They open with the query code on the resident's slip."); tone: "info"; Layout.fillWidth: true }
    }
    Txt { text: root.facts.reviewText; visible: text !== ""; tone: "attention"; Layout.fillWidth: true }
    Flow {
        spacing: Theme.s1
        Layout.fillWidth: true
        Layout.topMargin: Theme.s1
        BigButton { visible: !root.facts.wordSealed; kind: root.facts.untold ? "primary" : "secondary"; iconName: "book-open"; text: qsTr("Read it to them"); onClicked: root.readAsked() }
        BigButton { visible: !root.facts.wordSealed; kind: "secondary"; iconName: "printer"; text: qsTr("Print it"); enabled: !root.facts.busy; onClicked: root.facts.printWord() }
        BigButton { visible: root.facts.wordSealed; kind: "secondary"; iconName: "key-round"; text: qsTr("Open with the query code"); onClicked: root.facts.openByCode() }
        BigButton { visible: root.facts.untold && !root.facts.wordSealed; kind: "secondary"; iconName: "phone-call"; text: qsTr("Told by phone"); enabled: !root.facts.busy; onClicked: root.facts.told("called") }
    }
}
