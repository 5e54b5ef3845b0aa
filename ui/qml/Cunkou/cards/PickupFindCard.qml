import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What the search found, person by person; a press puts a parcel on the counter. */
Card {
    id: root

    required property PickupFacts facts

    padding: Theme.s2
    spacing: 0
    EmptyState {
        visible: root.facts.groups.length === 0
        iconName: root.facts.emptyIcon
        title: root.facts.emptyTitle
        text: root.facts.emptyText
        actionText: root.facts.goneId === "" ? "" : qsTr("Look at it")
        onActed: App.nav.open("ParcelPage", { id: Number(root.facts.goneId) })
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
    ScrollArea {
        visible: root.facts.groups.length > 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            model: root.facts.groups
            ColumnLayout {
                id: person
                required property var modelData
                required property int index
                spacing: 0
                Layout.fillWidth: true
                RowLayout {
                    Layout.fillWidth: true
                    Layout.leftMargin: Theme.s1
                    spacing: Theme.s2
                    Txt { text: person.modelData.name; role: "heading"; strong: true; maximumLineCount: 1; elide: Text.ElideRight; Layout.maximumWidth: root.width / 2 }
                    Txt { text: person.modelData.about; tone: "soft"; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true }
                    BigButton {
                        visible: person.modelData.all !== ""
                        kind: "quiet"
                        implicitHeight: Theme.touchSmall
                        text: person.modelData.all
                        onClicked: root.facts.takeAll(person.index)
                    }
                }
                Repeater {
                    model: person.modelData.parcels
                    PickupRow {
                        required property var modelData
                        parcel: modelData
                        Layout.fillWidth: true
                        onClicked: root.facts.take(modelData.id)
                    }
                }
            }
        }
    }
}
