import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The village's people: search by whatever one knows, or leaf through the groups. */
CounterPage {
    id: root

    required property PeopleFacts facts

    title: qsTr("People")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: search

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.s2
        RowLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            SearchBox {
                id: search
                label: qsTr("Name, initials, phone tail, nickname or household")
                placeholder: label
                purpose: "text"
                Layout.fillWidth: true
                onEdited: text => root.facts.search(text)
                onAccepted: text => root.facts.search(text)
            }
            BigButton {
                text: qsTr("Add a person")
                iconName: "plus"
                kind: "secondary"
                Layout.preferredHeight: Theme.px(72)
                onClicked: root.facts.add()
            }
        }
        Flow {
            spacing: Theme.s1
            Layout.fillWidth: true
            Chip {
                text: qsTr("Told by voice")
                iconName: "volume-2"
                lit: root.facts.shelf === "voice"
                onClicked: { search.field.clear(); root.facts.browse("voice") }
            }
            Repeater {
                model: root.facts.groups
                Chip {
                    required property var modelData
                    text: modelData.label
                    lit: root.facts.shelf === modelData.value
                    onClicked: { search.field.clear(); root.facts.browse(modelData.value) }
                }
            }
        }
        Card {
            title: root.facts.listTitle
            trailing: Txt { text: root.facts.totalText; role: "caption"; tone: "soft" }
            spacing: Theme.s1
            Layout.fillWidth: true
            Layout.fillHeight: true
            EmptyState {
                visible: root.facts.loaded && root.facts.rows.count === 0
                iconName: "users"
                title: root.facts.emptyTitle
                text: root.facts.emptyText
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            ListView {
                id: list
                visible: count > 0
                model: root.facts.rows
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                reuseItems: true
                keyNavigationEnabled: true
                activeFocusOnTab: true
                Layout.fillWidth: true
                Layout.fillHeight: true
                delegate: ListRow {
                    required property string id
                    required property string tailText
                    required title
                    required subtitle
                    required iconName
                    strong: true
                    trailingText: tailText
                    chevron: true
                    width: list.width
                    onClicked: root.facts.open(id)
                }
            }
        }
    }
    Connections {
        target: root.facts
        function onChanged() { if (root.facts.query !== search.text && !search.field.activeFocus) search.text = root.facts.query }
    }
}
