import QtQuick
import Cunkou
import Cunkou.Bridge

/** What the county has intercepted: why, since when, and where it stands if it is here. */
CounterPage {
    id: root

    required property HoldsFacts facts

    title: qsTr("Intercepted parcels")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: list

    EmptyState {
        anchors.fill: parent
        visible: root.facts.loaded && list.count === 0
        iconName: "shield-check"
        title: qsTr("Nothing is intercepted")
        text: qsTr("When the county forbids to release a parcel, it stands here until that is lifted.")
    }
    Card {
        anchors.fill: parent
        visible: list.count > 0
        title: root.facts.countText
        padding: Theme.s2
        spacing: Theme.s1
        RowList {
            id: list
            model: root.facts.rows
            delegate: ListRow {
                required property string id
                required property string place
                required property bool here
                required title
                required subtitle
                required tone
                iconName: "ban"
                strong: here
                pressable: here
                chevron: here
                trailingText: place
                width: list.width
                onClicked: root.facts.open(id)
            }
        }
    }
}
