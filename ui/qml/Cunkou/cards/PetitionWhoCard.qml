import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Who speaks: found as the village knows people, somebody new, or nobody by name; who came along. */
Card {
    id: root

    required property PetitionTakeFacts facts
    readonly property bool chosen: facts.nameText !== "" || facts.making

    signal behalfAsked

    function fill() {
        name.text = facts.values.name ?? ""
        address.text = facts.values.address ?? ""
    }

    title: qsTr("Who comes with it?")
    Component.onCompleted: fill()
    activeFocusOnTab: false
    onActiveFocusChanged: if (activeFocus && !chosen) search.field.forceActiveFocus()

    Connections {
        target: root.facts
        function onFilled() { root.fill() }
    }
    SearchBox {
        id: search
        visible: !root.chosen
        label: qsTr("Initials, phone tail or nickname")
        placeholder: label
        Layout.fillWidth: true
        onEdited: text => root.facts.person.find(text)
        onAccepted: if (root.facts.person.people.length > 0) root.facts.person.choose(root.facts.person.people[0].id)
    }
    Txt { visible: !root.chosen && text !== ""; text: root.facts.person.hintText; tone: "soft"; Layout.fillWidth: true }
    TroubleBanner { tone: "info"; dismissable: false; text: root.facts.anonymous ? qsTr("Anonymous: no name is kept. Choose a person here to change it.") : ""; Layout.fillWidth: true }
    EmptyState {
        visible: !root.chosen && root.facts.person.people.length === 0 && root.facts.person.hintText === ""
        iconName: "users"
        title: qsTr("Find them as the village knows them")
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
    ScrollArea {
        visible: !root.chosen && (root.facts.person.people.length > 0 || root.facts.person.hintText !== "")
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            model: root.facts.person.people
            ListRow {
                required property var modelData
                iconName: "user-round"
                title: modelData.name
                subtitle: modelData.subtitle
                trailingText: modelData.tail
                strong: true
                Layout.fillWidth: true
                onClicked: { search.text = ""; root.facts.person.choose(modelData.id) }
            }
        }
    }
    RowLayout {
        visible: !root.chosen
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { kind: "secondary"; iconName: "user-plus"; text: qsTr("Not on the roll"); Layout.fillWidth: true; onClicked: root.facts.make() }
        BigButton { kind: "secondary"; iconName: "user-x"; text: qsTr("No name, anonymous"); Layout.fillWidth: true; onClicked: root.facts.nameless() }
    }
    ScrollArea {
        visible: root.chosen
        Layout.fillWidth: true
        Layout.fillHeight: true
        RowLayout {
            visible: root.facts.known
            spacing: Theme.s2
            Layout.fillWidth: true
            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                Txt { text: root.facts.nameText; font.pixelSize: Theme.type("figure"); strong: true; tone: "brandDeep"; Layout.fillWidth: true }
                Txt { text: root.facts.aboutText; visible: text !== ""; role: "heading"; tone: "soft"; Layout.fillWidth: true }
            }
            BigButton { kind: "quiet"; iconName: "rotate-ccw"; text: qsTr("Somebody else"); onClicked: root.facts.someoneElse() }
        }
        RowLayout {
            visible: !root.facts.known
            spacing: Theme.s2
            Layout.fillWidth: true
            TextBox { id: name; label: qsTr("Name"); maxLength: 40; error: root.facts.problems.name ?? ""; Layout.fillWidth: true; onEdited: text => root.facts.write("name", text) }
            BigButton { kind: "quiet"; iconName: "search"; text: qsTr("Search the roll"); Layout.alignment: Qt.AlignBottom; onClicked: root.facts.someoneElse() }
        }
        TextBox { id: address; label: qsTr("Where they live"); maxLength: 100; error: root.facts.problems.address ?? ""; Layout.fillWidth: true; onEdited: text => root.facts.write("address", text) }
        RowLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            TextBox {
                id: more
                label: qsTr("Representatives who came along, at most five")
                placeholder: qsTr("A name, then “Add”")
                maxLength: 40
                error: root.facts.problems.representatives ?? ""
                Layout.fillWidth: true
                onAccepted: { root.facts.addRepresentative(text); clear() }
            }
            BigButton { kind: "secondary"; iconName: "plus"; text: qsTr("Add"); Layout.alignment: more.error === "" ? Qt.AlignBottom : Qt.AlignVCenter; onClicked: { root.facts.addRepresentative(more.text); more.clear() } }
        }
        Flow {
            visible: root.facts.representatives.length > 0
            spacing: Theme.s1
            Layout.fillWidth: true
            Repeater {
                model: root.facts.representatives
                Chip {
                    required property var modelData
                    iconName: "x"
                    text: modelData
                    Accessible.description: qsTr("Press to take this name off")
                    onClicked: root.facts.removeRepresentative(modelData)
                }
            }
        }
        BigButton {
            visible: !App.acting.acting && root.facts.nameText !== ""
            kind: "secondary"
            iconName: "id-card"
            text: qsTr("Act for this person, who is here")
            onClicked: root.behalfAsked()
        }
    }
}
