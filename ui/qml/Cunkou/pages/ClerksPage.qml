import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Clerks' accounts, for a lead who has given the PIN again. */
CounterPage {
    id: root

    required property ClerksFacts facts
    property string closing
    property string closingName

    title: qsTr("Clerks")
    troubleText: Object.keys(facts.problems).length > 0 ? "" : facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: facts.gate === "pin" ? gate.pad : fresh

    GateCard {
        id: gate
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(Theme.px(520), parent.width)
        visible: root.facts.gate !== "open"
        gate: root.facts.gate
        text: root.facts.gateText
        busy: root.facts.busy
        onEntered: pin => root.facts.prove(pin)
    }
    ColumnLayout {
        anchors.fill: parent
        visible: root.facts.gate === "open" && root.facts.stage === "list"
        spacing: Theme.s2
        BigButton { id: fresh; text: qsTr("Open an account"); iconName: "plus"; onClicked: root.facts.begin() }
        Card {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            ListView {
                id: list
                model: root.facts.rows
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                Layout.fillWidth: true
                Layout.fillHeight: true
                delegate: ListRow {
                    id: row
                    required property string id
                    required iconName
                    required property bool retired
                    required property bool me
                    required property string resetName
                    required property string closeName
                    required title
                    required subtitle
                    tone: retired ? "soft" : "brand"
                    pressable: false
                    implicitHeight: Theme.px(84)
                    width: list.width
                    trailing: [
                        BigButton { visible: !row.retired && !row.me; text: qsTr("New PIN"); kind: "secondary"; Accessible.name: row.resetName; onClicked: root.facts.beginReset(row.id, row.title) },
                        BigButton {
                            visible: !row.retired && !row.me
                            text: qsTr("Close")
                            kind: "quiet"
                            Accessible.name: row.closeName
                            onClicked: { root.closing = row.id; root.closingName = row.title; confirm.open() }
                        }
                    ]
                }
            }
        }
    }
    ScrollArea {
        anchors.fill: parent
        visible: root.facts.gate === "open" && root.facts.stage !== "list"
        ClerkOpenCard {
            facts: root.facts
            visible: root.facts.stage === "new"
            Layout.fillWidth: true
        }
        PinResetCard {
            facts: root.facts
            visible: root.facts.stage === "reset"
            Layout.fillWidth: true
        }
    }
    ConfirmDialog {
        id: confirm
        title: qsTr("Close the account of %1?").arg(root.closingName)
        text: qsTr("This person cannot sign in any more. What was done stays in the books.")
        confirmText: qsTr("Close the account")
        danger: true
        iconName: "ban"
        onConfirmed: root.facts.close(root.closing, root.closingName)
    }
}
