import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A closed sending: its waybill, scanned when the carrier's label is there, and its label again. */
CounterDialog {
    id: root

    required property SendFacts facts

    title: facts.inHandNumber
    text: facts.inHandText
    onOpened: { number.clear(); (number.visible ? number.field : again).forceActiveFocus(Qt.PopupFocusReason) }
    onClosed: facts.putDown()

    Connections {
        target: root.facts
        function onWaybillAsked() { root.open() }
        function onWaybillDone() { root.close() }
    }
    TroubleBanner { text: root.facts.troubleText; onDismissed: root.facts.dismissTrouble(); Layout.fillWidth: true }
    TextBox { id: number; visible: root.facts.needsWaybill; label: qsTr("Scan the carrier's waybill"); iconName: "scan-barcode"; purpose: "latin"; maxLength: 40; error: root.facts.problems.waybill ?? ""; Layout.fillWidth: true; onAccepted: text => root.facts.attach(text) }
    BigButton { visible: root.facts.needsWaybill; iconName: "check"; busy: root.facts.busy; text: qsTr("This is its waybill"); Layout.fillWidth: true; onClicked: root.facts.attach(number.text) }
    BigButton { id: again; kind: "secondary"; iconName: "tag"; text: qsTr("Print the label again"); Layout.fillWidth: true; onClicked: root.facts.labelAgain() }
    BigButton { kind: "quiet"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
}
