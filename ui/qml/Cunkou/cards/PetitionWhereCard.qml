import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Where it is: village, group, grid, and how people call the place. */
Card {
    id: root

    required property PetitionTakeFacts facts

    function fill() {
        group.text = facts.values.group ?? ""
        grid.text = facts.values.grid ?? ""
        place.text = facts.values.place ?? ""
    }

    title: qsTr("Where is it?")
    Component.onCompleted: fill()

    Connections {
        target: root.facts
        function onFilled() { root.fill() }
    }
    ScrollArea {
        Layout.fillWidth: true
        Layout.fillHeight: true
        TextBox {
            id: place
            label: qsTr("How people call the place")
            placeholder: qsTr("By the drying ground, behind the school")
            maxLength: 200
            large: true
            error: root.facts.problems.place ?? ""
            Layout.fillWidth: true
            onEdited: text => root.facts.write("place", text)
        }
        RowLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            TextBox { id: group; label: qsTr("Village group"); purpose: "digits"; maxLength: 2; Layout.fillWidth: true; onEdited: text => root.facts.write("group", text) }
            TextBox { id: grid; label: qsTr("Grid, if known"); maxLength: 40; error: root.facts.problems.grid ?? ""; Layout.fillWidth: true; onEdited: text => root.facts.write("grid", text) }
        }
        ReasonTiles {
            label: qsTr("Village")
            options: root.facts.villages
            value: root.facts.village
            error: root.facts.problems.village ?? ""
            Layout.fillWidth: true
            onChosen: value => root.facts.chooseVillage(value)
        }
    }
}
