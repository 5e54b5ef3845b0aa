import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** One resident: who, how to reach, and everything that waits for the person and the household. */
CounterPage {
    id: root

    required property ResidentFacts facts

    title: facts.name
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: handOut.enabled ? handOut : edit

    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: root.wide
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: root.wide ? root.width * 0.36 : root.width
            Layout.maximumWidth: root.wide ? root.width * 0.4 : root.width
            spacing: Theme.s1
            Txt { text: root.facts.name; role: "figure"; strong: true; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true }
            Txt { text: root.facts.nickname === "" ? "" : qsTr("called %1").arg(root.facts.nickname); tone: "soft"; visible: text !== ""; Layout.fillWidth: true }
            Txt { text: root.facts.placeText; tone: "soft"; visible: text !== ""; Layout.fillWidth: true }
            Txt {
                text: root.facts.waitingText
                role: "title"
                strong: true
                tone: root.facts.waiting > 0 ? "attention" : "soft"
                Layout.fillWidth: true
                Layout.topMargin: Theme.s1
            }
            BigButton {
                id: handOut
                text: qsTr("Hand out")
                iconName: "package-check"
                enabled: root.facts.waiting > 0
                Layout.fillWidth: true
                onClicked: root.facts.handOut()
            }
            ListRow {
                iconName: root.facts.channelIcon
                title: root.facts.phoneText
                subtitle: root.facts.channelText
                pressable: false
                Layout.fillWidth: true
            }
            ListRow {
                visible: root.facts.homeService
                iconName: "heart-handshake"
                title: qsTr("Things are brought home")
                pressable: false
                Layout.fillWidth: true
            }
            ListRow {
                visible: root.facts.note !== ""
                iconName: "clipboard-list"
                title: root.facts.note
                pressable: false
                Layout.fillWidth: true
            }
            BigButton {
                id: edit
                text: qsTr("Change phone, nickname, note")
                kind: "secondary"
                iconName: "pencil"
                Layout.fillWidth: true
                onClicked: root.facts.edit()
            }
            Item { Layout.fillHeight: true }
        }
        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Repeater {
                model: root.facts.queues
                QueueCard {
                    required property var modelData
                    queue: modelData
                    Layout.fillWidth: true
                    onOpened: (page, args) => App.nav.open(page, args)
                }
            }
            Card {
                visible: root.facts.family.length > 0
                title: qsTr("Of the same household")
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.family
                    ListRow {
                        required property var modelData
                        required property int index
                        iconName: "user-round"
                        title: modelData.name
                        trailingText: modelData.tail
                        chevron: true
                        ruled: index < root.facts.family.length - 1
                        Layout.fillWidth: true
                        onClicked: root.facts.openResident(modelData.id)
                    }
                }
            }
        }
    }
}
