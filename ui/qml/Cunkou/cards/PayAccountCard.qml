import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Whose account: typed, scanned, or found by the person. */
GridLayout {
    id: root

    required property PayFacts facts
    property bool wide: true

    columns: wide ? 2 : 1
    columnSpacing: Theme.s3
    rowSpacing: Theme.s2
    activeFocusOnTab: false
    onActiveFocusChanged: if (activeFocus) number.field.forceActiveFocus()

    ColumnLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: root.wide ? root.width * 0.42 : root.width
        Layout.maximumWidth: root.wide ? root.width * 0.42 : root.width
        PayBillerLine { icon: root.facts.icon; colour: root.facts.colour; title: root.facts.billerName; subtitle: root.facts.modelText; Layout.fillWidth: true }
        SearchBox {
            id: number
            label: qsTr("Account number, or the person")
            placeholder: root.facts.exampleText
            error: root.facts.problems.account ?? ""
            maxLength: 60
            Layout.fillWidth: true
            Component.onCompleted: text = root.facts.accountText
            onEdited: text => root.facts.find(text)
            onAccepted: text => root.facts.enter(text)
        }
        NumberPad {
            visible: !Qt.inputMethod.visible
            Layout.fillWidth: true
            onKey: text => { number.text += text; root.facts.find(number.text) }
            onErase: { number.text = number.text.slice(0, -1); root.facts.find(number.text) }
            onEraseAll: { number.text = ""; root.facts.find("") }
        }
        BigButton {
            visible: root.facts.takesCard
            kind: "secondary"
            iconName: "credit-card"
            busy: root.facts.busy
            text: qsTr("Read the card")
            Layout.fillWidth: true
            onClicked: root.facts.readCard()
        }
        BigButton {
            iconName: "search"
            enabled: number.text !== ""
            busy: root.facts.busy
            text: qsTr("What is owed?")
            Layout.fillWidth: true
            onClicked: root.facts.enter(number.text)
        }
    }
    Card {
        padding: Theme.s2
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        EmptyState {
            visible: root.facts.found.length === 0
            iconName: root.facts.foundIcon
            title: root.facts.foundTitle
            text: root.facts.foundText
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        ScrollArea {
            visible: root.facts.found.length > 0
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Repeater {
                model: root.facts.found
                PayAccountRow {
                    required property var modelData
                    account: modelData
                    Layout.fillWidth: true
                    onClicked: root.facts.askAccount(modelData.biller, modelData.account)
                }
            }
        }
    }
}
