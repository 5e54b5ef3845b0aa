import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What the county says to the counter. */
CounterPage {
    id: root

    required property MessagesFacts facts

    title: qsTr("Messages from the county")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: list

    EmptyState {
        anchors.fill: parent
        visible: root.facts.loaded && root.facts.empty
        iconName: "message-square"
        title: qsTr("No messages yet")
        text: qsTr("When the county writes, it stands here and on the home page.")
    }
    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded && !root.facts.empty
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        Card {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: root.width * 0.42
            ListView {
                id: list
                model: root.facts.rows
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                activeFocusOnTab: true
                Layout.fillWidth: true
                Layout.fillHeight: true
                delegate: ListRow {
                    required property int id
                    required iconName
                    required property bool unread
                    required title
                    required subtitle
                    required tone
                    strong: unread
                    chevron: true
                    width: list.width
                    onClicked: root.facts.choose(id)
                }
            }
        }
        Card {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: root.width * 0.58
            EmptyState {
                visible: root.facts.chosen === 0
                iconName: "file-text"
                title: qsTr("Choose a message")
                text: qsTr("Opening it counts as read.")
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            StatusPill { visible: root.facts.chosen !== 0 && root.facts.urgent; text: qsTr("To be read at once"); tone: "danger"; iconName: "octagon-alert" }
            Txt { visible: root.facts.chosen !== 0; text: root.facts.heading; role: "title"; strong: true; Layout.fillWidth: true }
            Txt { visible: root.facts.chosen !== 0; text: root.facts.whenText; role: "caption"; tone: "soft"; Layout.fillWidth: true }
            ScrollArea {
                visible: root.facts.chosen !== 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Txt { text: root.facts.bodyText; role: "heading"; lineHeight: 1.3; Layout.fillWidth: true }
            }
        }
    }
}
