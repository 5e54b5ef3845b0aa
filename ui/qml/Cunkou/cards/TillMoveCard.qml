import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Who signs for the cash that moves, and the bank's word for what went there. */
GridLayout {
    id: root

    required property CashFacts facts
    property bool wide: true
    readonly property bool bank: facts.purpose === "to_bank"
    readonly property bool opening: facts.purpose === "opening"

    columns: wide ? 2 : 1
    columnSpacing: Theme.s3
    rowSpacing: Theme.s2
    onActiveFocusChanged: if (activeFocus) witness.field.forceActiveFocus()

    Card {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: root.width / 2
        SegmentedChoice {
            visible: root.bank
            label: qsTr("Where it comes from")
            options: root.facts.sources
            value: root.facts.source
            Layout.fillWidth: true
            onChosen: value => root.facts.chooseSource(value)
        }
        TextBox {
            visible: root.opening
            label: qsTr("Name of who is responsible")
            text: root.facts.signedBy
            maxLength: 40
            error: root.facts.problems.signed_by ?? ""
            Layout.fillWidth: true
            onEdited: text => root.facts.write("signedBy", text)
        }
        TextBox {
            id: witness
            label: qsTr("Name of the second person, who signs too")
            text: root.facts.witness
            maxLength: 40
            iconName: "users"
            error: root.facts.problems.witness ?? ""
            Layout.fillWidth: true
            onEdited: text => root.facts.write("witness", text)
        }
        TextBox {
            visible: root.bank
            label: qsTr("Number on the bank's slip")
            text: root.facts.slipNumber
            purpose: "latin"
            maxLength: 40
            iconName: "file-text"
            error: root.facts.problems.slip ?? ""
            Layout.fillWidth: true
            onEdited: text => root.facts.write("slipNumber", text)
        }
        EvidencePhotoCard {
            visible: root.bank
            photo: root.facts.photo
            label: qsTr("Photo of the bank's slip")
            Layout.fillWidth: true
        }
        Txt { text: qsTr("The slip has a line for each to sign."); tone: "soft"; Layout.fillWidth: true }
        Item { Layout.fillHeight: true }
    }
    ColumnLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: root.width / 2
        Card {
            title: root.facts.countTitle
            spacing: Theme.s1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Txt { text: root.facts.count.totalText; role: "figure"; strong: true; tone: "brand"; wrapMode: Text.NoWrap; Layout.fillWidth: true }
            ScrollArea {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Repeater {
                    model: root.facts.count.lines
                    TillLineRow { required property var modelData; line: modelData; Layout.fillWidth: true }
                }
            }
        }
        BigButton {
            iconName: "printer"
            text: root.opening ? qsTr("It agrees, print the agreement") : qsTr("Move it, print the slip")
            busy: root.facts.busy
            enabled: !root.facts.busy
            implicitHeight: Theme.px(80)
            Layout.fillWidth: true
            onClicked: root.facts.confirm()
        }
        BigButton { kind: "secondary"; iconName: "arrow-left"; text: qsTr("One step back"); Layout.fillWidth: true; onClicked: root.facts.back() }
    }
}
