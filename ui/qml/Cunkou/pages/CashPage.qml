import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Where the point's money is, whose it is, what may still be taken; and the ways between drawer, safe and bank. */
CounterPage {
    id: root

    required property CashFacts facts
    readonly property string stage: facts.loaded ? facts.stage : ""
    readonly property real side: wide ? Math.max(Theme.px(320), width * 0.28) : width

    title: qsTr("Cash")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    onStageChanged: Qt.callLater(arrive)
    firstFocus: stage === "count" ? count : stage === "sign" ? sign : stage === "done" ? done : look

    GridLayout {
        id: look
        onActiveFocusChanged: if (activeFocus) nextItemInFocusChain().forceActiveFocus(Qt.OtherFocusReason)
        anchors.fill: parent
        visible: root.stage === "state"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            TillPlacesCard { facts: root.facts; Layout.fillWidth: true }
            GridLayout {
                columns: root.wide ? 2 : 1
                columnSpacing: Theme.s2
                rowSpacing: Theme.s2
                Layout.fillWidth: true
                Card {
                    title: qsTr("How that is reckoned")
                    padding: Theme.s2
                    spacing: 0
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                    Repeater {
                        model: root.facts.limitLines
                        TillLineRow { required property var modelData; line: modelData; Layout.fillWidth: true }
                    }
                    Txt { text: root.facts.limitNote; role: "caption"; tone: "soft"; Layout.fillWidth: true; Layout.topMargin: Theme.s1 }
                }
                Card {
                    title: qsTr("Cash in, seven days")
                    padding: Theme.s2
                    spacing: Theme.px(4)
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                    BarChart { bars: root.facts.bars; label: root.facts.barsText; Layout.fillWidth: true; Layout.fillHeight: true; Layout.minimumHeight: Theme.px(140) }
                    Txt { text: root.facts.barsText; role: "caption"; tone: "soft"; Layout.fillWidth: true }
                }
            }
            Card {
                title: qsTr("Whose money it is")
                padding: Theme.s2
                spacing: 0
                Layout.fillWidth: true
                Txt { visible: root.facts.lines.length === 0; text: qsTr("Nothing is owed to anybody."); tone: "soft"; Layout.fillWidth: true }
                Repeater {
                    model: root.facts.lines
                    TillLineRow { required property var modelData; line: modelData; Layout.fillWidth: true }
                }
                RowLayout {
                    spacing: Theme.s1
                    Layout.topMargin: Theme.s1
                    Layout.fillWidth: true
                    Icon { name: "cloud-upload"; size: Theme.iconSmall; color: Theme.inkSoft }
                    Txt { text: root.facts.unsentText; tone: "soft"; Layout.fillWidth: true }
                }
            }
        }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillHeight: root.wide
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            Card {
                visible: root.facts.openingText !== ""
                padding: Theme.s2
                Layout.fillWidth: true
                Txt { text: root.facts.openingText; Layout.fillWidth: true }
                BigButton { iconName: "clipboard-check"; text: qsTr("Count and check it"); Layout.fillWidth: true; onClicked: root.facts.begin("opening") }
            }
            GridLayout {
                columns: root.wide ? 1 : 2
                columnSpacing: Theme.s2
                rowSpacing: Theme.s2
                uniformCellWidths: true
                Layout.fillWidth: true
                BigButton { kind: "secondary"; iconName: "archive"; text: qsTr("Into the safe"); implicitHeight: Theme.px(76); Layout.fillWidth: true; onClicked: root.facts.begin("to_vault") }
                BigButton { kind: "secondary"; iconName: "archive-restore"; text: qsTr("Out of the safe"); implicitHeight: Theme.px(76); Layout.fillWidth: true; onClicked: root.facts.begin("from_vault") }
                BigButton { kind: "secondary"; iconName: "store"; text: qsTr("To the bank"); implicitHeight: Theme.px(76); Layout.fillWidth: true; onClicked: root.facts.begin("to_bank") }
                BigButton { kind: "secondary"; iconName: "door-open"; text: qsTr("Open the drawer"); implicitHeight: Theme.px(76); Layout.fillWidth: true; onClicked: why.open() }
            }
            Item { Layout.fillHeight: true }
            BigButton { kind: "secondary"; iconName: "wallet"; text: qsTr("To the shift"); Layout.fillWidth: true; onClicked: App.nav.open("ShiftPage") }
        }
    }
    TillCountCard {
        id: count
        anchors.fill: parent
        visible: root.stage === "count"
        wide: root.wide
        count: root.facts.count
        title: root.facts.countTitle
        hint: root.facts.countHint
        error: root.facts.problems.counts ?? ""
        doText: qsTr("Counted, go on")
        onDone: root.facts.counted()
        onBack: root.facts.back()
    }
    TillMoveCard {
        id: sign
        anchors.fill: parent
        visible: root.stage === "sign"
        wide: root.wide
        facts: root.facts
    }
    TillDoneCard {
        id: done
        anchors.fill: parent
        visible: root.stage === "done"
        wide: root.wide
        title: root.facts.doneTitle
        verdict: root.facts.doneText
        lines: root.facts.count.lines
        slip: root.facts.slip
        BigButton { text: qsTr("Done"); Layout.fillWidth: true; onClicked: root.facts.leave() }
    }
    ChoiceDialog {
        id: why
        title: qsTr("Why is the drawer opened?")
        options: root.facts.reasons
        onChosen: value => root.facts.openDrawer(value)
    }
}
