import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** One petition: where it stands, what is owed and by whom, what the county says, what the resident says to it. */
CounterPage {
    id: root

    required property PetitionFacts facts
    readonly property bool overlaid: more.opened || back.opened || follower.opened
    readonly property real side: wide ? Math.max(Theme.px(340), width * 0.33) : width

    title: qsTr("This petition")
    troubleText: overlaid ? "" : facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()

    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            PetitionStateCard { facts: root.facts; Layout.fillWidth: true }
            PetitionWordCard { facts: root.facts; Layout.fillWidth: true; onReadAsked: read.open() }
            PetitionSaidCard { facts: root.facts; Layout.fillWidth: true }
            Card {
                title: qsTr("What has happened")
                padding: Theme.s2
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.steps
                    PetitionRungRow {
                        required property var modelData
                        required property int index
                        step: modelData
                        first: index === 0
                        last: index === root.facts.steps.length - 1
                        Layout.fillWidth: true
                    }
                }
            }
        }
        ScrollArea {
            Layout.fillWidth: !root.wide
            Layout.fillHeight: root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            Layout.preferredHeight: root.wide ? -1 : Math.min(contentHeight, root.height * 0.4)
            PetitionSolvedCard { id: solved; facts: root.facts; Layout.fillWidth: true }
            PetitionDueCard { facts: root.facts; Layout.fillWidth: true }
            StatusPill { visible: text !== ""; text: root.facts.ratedText; iconName: "star"; tone: "info"; Layout.fillWidth: true }
            BigButton { visible: root.facts.canSupplement; kind: "secondary"; iconName: "plus"; text: root.facts.supplementTitle; Layout.fillWidth: true; onClicked: more.open() }
            BigButton { visible: root.facts.canFollow; kind: "secondary"; iconName: "users"; text: qsTr("Somebody follows it too"); Layout.fillWidth: true; onClicked: follower.open() }
            BigButton { visible: root.facts.canWithdraw; kind: "secondary"; iconName: "undo-2"; text: qsTr("They take it back"); Layout.fillWidth: true; onClicked: back.open() }
            SlipPreview { visible: root.facts.slip !== ""; source: root.facts.slip; Layout.fillWidth: true; Layout.preferredHeight: Theme.px(420) }
        }
    }
    PetitionReadDialog {
        id: read
        title: root.facts.wordTitle
        words: root.facts.wordText
        review: root.facts.reviewText
        busy: root.facts.busy
        onHeard: root.facts.told("read_out")
        onPrintAsked: root.facts.printWord()
    }
    PetitionSayDialog {
        id: more
        facts: root.facts
        title: root.facts.supplementTitle
        label: qsTr("What they add")
        field: "text"
        iconName: "send"
        confirmText: qsTr("Send it on")
        maxLength: 20000
        onSaid: words => root.facts.supplement(words)
    }
    PetitionSayDialog {
        id: back
        facts: root.facts
        title: qsTr("They take it back?")
        text: qsTr("It stays on the list as taken back; the county works on it no longer.")
        label: qsTr("Why")
        field: "reason"
        iconName: "undo-2"
        danger: true
        confirmText: qsTr("Withdraw it")
        onSaid: words => root.facts.withdraw(words)
    }
    PetitionFollowDialog { id: follower; facts: root.facts }
    PetitionPictureDialog { attached: root.facts.attached }
    Connections {
        target: root.facts
        function onDone() { solved.forget() }
    }
}
