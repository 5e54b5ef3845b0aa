import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** How the answer finds the person, and how long answers take, honestly. */
Card {
    id: root

    required property PetitionTakeFacts facts

    function fill() {
        phone.text = facts.values.phone ?? ""
        household.text = facts.values.household ?? ""
    }

    title: qsTr("How does the answer find them?")
    Component.onCompleted: fill()

    Connections {
        target: root.facts
        function onFilled() { root.fill() }
    }
    ScrollArea {
        Layout.fillWidth: true
        Layout.fillHeight: true
        TroubleBanner {
            tone: "info"
            dismissable: false
            text: root.facts.anonymous ? qsTr("Anonymous: they come with the query code on the slip and ask here. No phone is kept.") : ""
            Layout.fillWidth: true
        }
        GridLayout {
            visible: !root.facts.anonymous
            columns: root.width >= Theme.px(560) ? 3 : 1
            columnSpacing: Theme.s2
            rowSpacing: Theme.s1
            uniformCellWidths: true
            Layout.fillWidth: true
            Repeater {
                model: root.facts.contacts
                PetitionChoice {
                    required property var modelData
                    choice: modelData
                    lit: modelData.value === root.facts.contact
                    Layout.fillWidth: true
                    onClicked: root.facts.chooseContact(modelData.value)
                }
            }
        }
        RowLayout {
            visible: !root.facts.anonymous
            spacing: Theme.s2
            Layout.fillWidth: true
            TextBox { id: phone; label: qsTr("Phone"); purpose: "digits"; maxLength: 20; error: root.facts.problems.phone ?? ""; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; onEdited: text => root.facts.write("phone", text) }
            TextBox { id: household; label: qsTr("Household number"); purpose: "latin"; maxLength: 20; error: root.facts.problems.household ?? ""; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; onEdited: text => root.facts.write("household", text) }
        }
        RowLayout {
            visible: root.facts.expectText !== ""
            spacing: Theme.s2
            Layout.topMargin: Theme.s2
            Layout.fillWidth: true
            Icon { name: "clock"; color: Theme.brand; size: Theme.iconBig }
            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                Txt { text: qsTr("Tell them how long it takes"); role: "caption"; tone: "soft"; Layout.fillWidth: true }
                Txt { text: root.facts.expectText; role: "heading"; Layout.fillWidth: true }
            }
        }
    }
}
