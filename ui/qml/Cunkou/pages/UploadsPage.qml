import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What is not yet at the county: one word, the next step, and everything behind it. */
CounterPage {
    id: root

    required property UploadsFacts facts

    title: qsTr("Sending to the county")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: send

    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2

        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: root.wide ? 0 : contentHeight
            Layout.maximumHeight: root.wide ? root.height : contentHeight
            Layout.preferredWidth: root.width * 0.55
            Card {
                Layout.fillWidth: true
                spacing: Theme.s1
                RowLayout {
                    spacing: Theme.s2
                    Layout.fillWidth: true
                    Icon { name: root.facts.icon; size: Theme.px(64); color: Theme.tone(root.facts.tone) }
                    Txt {
                        text: root.facts.statusText
                        font.pixelSize: Theme.px(56)
                        strong: true
                        tone: root.facts.tone
                        Layout.fillWidth: true
                    }
                }
                Txt { text: root.facts.nextText; role: "heading"; Layout.fillWidth: true }
                RowLayout {
                    visible: root.facts.count > 0
                    spacing: Theme.s2
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.s1
                    Txt { text: root.facts.countText; role: "figure"; strong: true; Layout.alignment: Qt.AlignBaseline }
                    Txt { text: qsTr("not yet at the county"); Layout.alignment: Qt.AlignBaseline }
                    Txt { text: root.facts.oldestText; tone: "soft"; Layout.alignment: Qt.AlignBaseline; Layout.fillWidth: true }
                }
                ProgressStrip {
                    visible: root.facts.sending
                    value: root.facts.progress
                    label: qsTr("Sent so far")
                    Layout.fillWidth: true
                }
                TroubleBanner {
                    text: root.facts.resultText
                    tone: root.facts.resultTone === "attention" ? "attention" : "info"
                    dismissable: false
                    Layout.fillWidth: true
                }
                BigButton {
                    id: send
                    text: qsTr("Send it now")
                    iconName: "send"
                    busy: root.facts.sending
                    enabled: !root.facts.sending
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.s1
                    onClicked: root.facts.sendNow()
                }
                Txt { text: root.facts.nextTryText; role: "caption"; tone: "soft"; visible: text !== ""; Layout.fillWidth: true }
            }
            Card {
                visible: root.facts.asideRows.count > 0
                title: qsTr("The county has not taken these")
                spacing: 0
                Layout.fillWidth: true
                Txt { text: qsTr("They are kept here and there; nothing is lost. The county says what to do."); role: "caption"; tone: "soft"; Layout.fillWidth: true; Layout.bottomMargin: Theme.s1 }
                Repeater {
                    model: root.facts.asideRows
                    ListRow {
                        required title
                        required subtitle
                        iconName: "triangle-alert"
                        tone: "attention"
                        pressable: false
                        Layout.fillWidth: true
                    }
                }
            }
        }
        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 0
            Layout.preferredWidth: root.width * 0.4
            Card {
                visible: root.facts.lanes.length > 0
                title: qsTr("In this order")
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.lanes
                    ListRow {
                        required property var modelData
                        required property int index
                        iconName: modelData.icon
                        title: modelData.label
                        trailingText: modelData.countText
                        pressable: false
                        ruled: index < root.facts.lanes.length - 1
                        implicitHeight: Theme.px(52)
                        Layout.fillWidth: true
                    }
                }
            }
            Card {
                title: qsTr("The county's word")
                spacing: Theme.s1
                Layout.fillWidth: true
                Txt { text: qsTr("Last time heard: %1").arg(root.facts.successText); Layout.fillWidth: true }
                Txt { text: qsTr("Last time it failed: %1").arg(root.facts.failureText); tone: "soft"; visible: root.facts.failureText !== ""; Layout.fillWidth: true }
                ListRow {
                    iconName: "message-square"
                    tone: root.facts.unread > 0 ? "info" : "soft"
                    title: qsTr("Messages from the county")
                    trailingText: root.facts.unread > 0 ? qsTr("%1 unread").arg(root.facts.unread) : ""
                    trailingTone: "info"
                    chevron: true
                    ruled: false
                    Layout.fillWidth: true
                    onClicked: App.nav.open("MessagesPage")
                }
            }
            Card {
                visible: root.facts.exchangeRows.count > 0
                title: qsTr("The last times")
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.exchangeRows
                    ListRow {
                        required title
                        required subtitle
                        required iconName
                        required tone
                        pressable: false
                        Layout.fillWidth: true
                    }
                }
            }
        }
    }
}
