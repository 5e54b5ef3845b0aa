import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Taking a payment: whose account, what is owed, the cash, the change. The slip stands beside it all the while. */
CounterPage {
    id: root

    required property PayFacts facts
    readonly property string stage: facts.stage
    readonly property real side: wide ? Math.max(Theme.px(330), width * 0.31) : width

    title: facts.titleText
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: stage === "account" ? account : stage === "done" ? next : cash
    onStageChanged: Qt.callLater(focusStage)

    /** The stage's own boxes are made by the same change: they are asked for the keyboard after it. */
    function focusStage() { if (visible) arrive() }

    // Whose account
    Loader {
        id: account
        anchors.fill: parent
        active: root.stage === "account"
        visible: active
        sourceComponent: PayAccountCard { facts: root.facts; wide: root.wide; focus: true }
    }
    // What is owed, and the cash: made anew for each account, so that no box keeps the last one's figures
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "pay"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            PayBillCard {
                facts: root.facts
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            Loader {
                id: cash
                active: root.stage === "pay" && root.facts.mayPay
                visible: active
                Layout.fillWidth: true
                Layout.minimumHeight: item ? item.implicitHeight : 0
                sourceComponent: PayCashCard { facts: root.facts; focus: true }
            }
        }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            Layout.preferredHeight: root.wide ? -1 : Theme.px(560)
            AlsoStrip { also: root.facts.also; Layout.fillWidth: true }
            SlipPreview {
                source: root.facts.slip
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.px(160)
            }
            Txt {
                visible: text !== ""
                text: root.facts.waitText
                tone: "attention"
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            BigButton {
                visible: root.facts.mayPay
                iconName: "printer"
                enabled: root.facts.ready && !root.facts.busy
                busy: root.facts.busy
                text: qsTr("Take it, print the slip")
                implicitHeight: Theme.px(80)
                Layout.fillWidth: true
                onClicked: root.facts.take()
            }
            BigButton {
                visible: !root.facts.mayPay
                kind: "secondary"
                iconName: "arrow-left"
                text: qsTr("Another account")
                Layout.fillWidth: true
                onClicked: root.facts.again()
            }
        }
    }
    // Done
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "done"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            PayDoneCard { facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true }
            AlsoStrip { also: root.facts.also; Layout.fillWidth: true }
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                BigButton { kind: "secondary"; iconName: "undo-2"; text: qsTr("It was wrong"); implicitHeight: Theme.px(76); onClicked: root.facts.openTaken() }
                BigButton {
                    id: next
                    iconName: "arrow-right"
                    text: qsTr("Next payment")
                    implicitHeight: Theme.px(76)
                    Layout.fillWidth: true
                    onClicked: root.facts.next()
                }
            }
        }
        SlipPreview {
            source: root.facts.slip
            visible: source !== ""
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
        }
    }
    PayGuardDialog { facts: root.facts }
}
