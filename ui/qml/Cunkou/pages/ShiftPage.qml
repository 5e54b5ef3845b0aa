import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The shift: counted when it begins, counted when it ends or is handed over, and the end of the day. */
CounterPage {
    id: root

    required property ShiftFacts facts
    readonly property string stage: facts.loaded ? facts.stage : ""
    readonly property real side: wide ? Math.max(Theme.px(330), width * 0.32) : width

    title: qsTr("Shift")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    onStageChanged: Qt.callLater(arrive)
    firstFocus: stage === "count" ? count : stage === "sign" ? sign : stage === "day" ? day : stage === "done" ? done : begin

    // How things stand
    GridLayout {
        id: begin
        onActiveFocusChanged: if (activeFocus) nextItemInFocusChain().forceActiveFocus(Qt.OtherFocusReason)
        anchors.fill: parent
        visible: root.stage === "state"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        TillStateCard { facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillHeight: root.wide
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            BigButton {
                visible: root.facts.state === "none"
                iconName: "door-open"
                text: qsTr("Count and begin the shift")
                implicitHeight: Theme.px(88)
                Layout.fillWidth: true
                onClicked: root.facts.begin("open")
            }
            BigButton {
                visible: root.facts.state === "forgotten"
                iconName: "wallet"
                text: qsTr("Count and close it")
                implicitHeight: Theme.px(88)
                Layout.fillWidth: true
                onClicked: root.facts.begin("forgotten")
            }
            BigButton {
                visible: root.facts.state === "open" && root.facts.mine
                iconName: "users"
                text: qsTr("Hand over to the next clerk")
                implicitHeight: Theme.px(88)
                Layout.fillWidth: true
                onClicked: root.facts.begin("hand")
            }
            BigButton {
                visible: root.facts.state === "open" && root.facts.mine
                kind: "secondary"
                iconName: "log-out"
                text: qsTr("Close the shift")
                implicitHeight: Theme.px(72)
                Layout.fillWidth: true
                onClicked: root.facts.begin("close")
            }
            BigButton {
                visible: root.facts.state === "opening"
                iconName: "clipboard-check"
                text: qsTr("Check the old balance")
                implicitHeight: Theme.px(88)
                Layout.fillWidth: true
                onClicked: App.nav.open("CashPage")
            }
            BigButton {
                visible: root.facts.state === "none"
                kind: "secondary"
                iconName: "sun"
                text: qsTr("End the day")
                Layout.fillWidth: true
                onClicked: root.facts.tallyDay()
            }
            Txt { visible: root.facts.state === "open" && root.facts.mine; text: qsTr("To end the day, close the shift first."); role: "caption"; tone: "soft"; horizontalAlignment: Text.AlignHCenter; Layout.fillWidth: true }
            Item { Layout.fillHeight: true }
            BigButton { kind: "secondary"; iconName: "wallet"; text: qsTr("Where the money is"); Layout.fillWidth: true; onClicked: App.nav.open("CashPage") }
            BigButton { kind: "secondary"; iconName: "chart-column"; text: qsTr("Shift slips and reports"); Layout.fillWidth: true; onClicked: App.nav.open("TillReportsPage") }
        }
    }
    // The count
    TillCountCard {
        id: count
        anchors.fill: parent
        visible: root.stage === "count"
        wide: root.wide
        count: root.facts.count
        title: root.facts.countTitle
        hint: root.facts.countHint
        error: root.facts.problems.counts ?? ""
        doText: root.facts.countDo
        busy: root.facts.busy
        onDone: root.facts.counted()
        onBack: root.facts.back()
    }
    // Who signs, and who takes over
    GridLayout {
        id: sign
        onActiveFocusChanged: if (activeFocus) nextItemInFocusChain().forceActiveFocus(Qt.OtherFocusReason)
        anchors.fill: parent
        visible: root.stage === "sign"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        TillSignCard { facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true; Layout.preferredWidth: root.width / 2 }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: root.width / 2
            TillTakerCard { visible: root.facts.purpose === "hand"; facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true }
            Card {
                visible: root.facts.purpose !== "hand"
                title: qsTr("As counted")
                spacing: Theme.s1
                Layout.fillWidth: true
                Layout.fillHeight: true
                Txt { visible: !root.facts.count.begun; text: qsTr("The drawer is empty."); tone: "soft"; Layout.fillWidth: true }
                ScrollArea {
                    spacing: 0
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Repeater {
                        model: root.facts.count.lines
                        TillLineRow { required property var modelData; line: modelData; Layout.fillWidth: true }
                    }
                }
            }
            BigButton {
                visible: root.facts.purpose !== "hand"
                iconName: "printer"
                text: root.facts.signDo
                busy: root.facts.busy
                enabled: !root.facts.busy
                implicitHeight: Theme.px(88)
                Layout.fillWidth: true
                onClicked: root.facts.close()
            }
            BigButton { kind: "secondary"; iconName: "arrow-left"; text: qsTr("One step back"); Layout.fillWidth: true; onClicked: root.facts.back() }
        }
    }
    // The tally of the day
    GridLayout {
        id: day
        onActiveFocusChanged: if (activeFocus) nextItemInFocusChain().forceActiveFocus(Qt.OtherFocusReason)
        anchors.fill: parent
        visible: root.stage === "day"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        Card {
            title: root.facts.tallyText
            Layout.fillWidth: true
            Layout.fillHeight: true
            ScrollArea {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Repeater {
                    model: root.facts.tally
                    TillLineRow { required property var modelData; line: modelData; Layout.fillWidth: true }
                }
            }
            TroubleBanner {
                visible: root.facts.mustEmpty
                tone: "attention"
                dismissable: false
                text: qsTr("The county wants the drawer empty at the end of the day: bring the cash to the safe or the bank first.")
                Layout.fillWidth: true
            }
            BigButton { visible: root.facts.mustEmpty; kind: "secondary"; iconName: "wallet"; text: qsTr("Where the money is"); Layout.fillWidth: true; onClicked: App.nav.open("CashPage") }
        }
        Card {
            title: qsTr("Signatures")
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: Math.max(Theme.px(380), root.side)
            Layout.maximumWidth: root.wide ? Math.max(Theme.px(380), root.side) : root.width
            TextBox {
                label: qsTr("Who has checked it")
                text: root.facts.signedBy
                maxLength: 40
                error: root.facts.problems.signed_by ?? ""
                Layout.fillWidth: true
                onEdited: text => root.facts.write("signedBy", text)
            }
            TextBox {
                label: qsTr("Second person, if there is one")
                text: root.facts.witness
                maxLength: 40
                error: root.facts.problems.witness ?? ""
                Layout.fillWidth: true
                onEdited: text => root.facts.write("witness", text)
            }
            Txt { text: qsTr("After this no money is taken today. Parcels without money go on as usual."); tone: "soft"; Layout.fillWidth: true }
            Item { Layout.fillHeight: true }
            BigButton {
                iconName: "printer"
                text: qsTr("End the day, print the slip")
                busy: root.facts.busy
                enabled: !root.facts.busy && !root.facts.mustEmpty
                implicitHeight: Theme.px(76)
                Layout.fillWidth: true
                onClicked: root.facts.endDay()
            }
            BigButton { kind: "secondary"; text: qsTr("Not yet"); Layout.fillWidth: true; onClicked: root.facts.leave() }
        }
    }
    // What came of it
    TillDoneCard {
        id: done
        anchors.fill: parent
        visible: root.stage === "done"
        wide: root.wide
        title: root.facts.doneTitle
        verdict: root.facts.doneText
        tone: root.facts.doneTone
        lines: root.facts.doneLines
        slip: root.facts.slip
        BigButton { visible: root.facts.doneNext === "trade"; iconName: "arrow-right"; text: qsTr("To the counter"); Layout.fillWidth: true; onClicked: root.facts.trade() }
        BigButton { visible: root.facts.doneNext === "open"; iconName: "door-open"; text: qsTr("Begin my shift with this count"); Layout.fillWidth: true; onClicked: root.facts.openAgain() }
        BigButton { visible: root.facts.doneNext === "day"; iconName: "sun"; text: qsTr("End the day"); Layout.fillWidth: true; onClicked: root.facts.tallyDay() }
        BigButton { kind: "secondary"; text: qsTr("Done"); Layout.fillWidth: true; onClicked: root.facts.leave() }
    }
}
