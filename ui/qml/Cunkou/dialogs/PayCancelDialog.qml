import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Taking a payment back: what is on the slip typed again, why, and the PIN of the one who may allow it. */
CounterDialog {
    id: root

    required property PaymentFacts facts

    title: facts.canRewrite ? qsTr("Give up the card") : qsTr("Take the payment back")
    text: facts.cancelText
    width: Math.min(Theme.px(720), Theme.counterWidth - 2 * Theme.s3)
    onOpened: { facts.beginCancel(); form.active = false; form.active = true }

    Connections {
        target: root.facts
        function onCancelled() { root.close() }
    }
    TroubleBanner { text: root.facts.troubleText; visible: text !== "" && root.opened; onDismissed: root.facts.dismissTrouble(); Layout.fillWidth: true }
    Loader {
        id: form
        active: false
        Layout.fillWidth: true
        Layout.maximumHeight: Theme.px(470)
        sourceComponent: ScrollArea {
            implicitHeight: contentHeight
            RowLayout {
                visible: !root.facts.canRewrite
                spacing: Theme.s2
                uniformCellSizes: true
                Layout.fillWidth: true
                TextBox { id: serial; label: qsTr("Number on the slip, again"); purpose: "latin"; maxLength: 40; error: root.facts.problems.serial ?? ""; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; onEdited: text => root.facts.retype("serial", text); Component.onCompleted: field.forceActiveFocus(Qt.PopupFocusReason) }
                TextBox { label: qsTr("Account, again"); purpose: "latin"; maxLength: 40; error: root.facts.problems.account ?? ""; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; onEdited: text => root.facts.retype("account", text) }
                TextBox { label: qsTr("Amount, again"); purpose: "digits"; maxLength: 13; error: root.facts.problems.amount ?? ""; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; onEdited: text => root.facts.retype("amount", text) }
            }
            ReasonTiles { visible: !root.facts.canRewrite; label: qsTr("Why"); options: root.facts.cancelReasons; value: root.facts.cancelReason; error: root.facts.problems.reason ?? ""; Layout.fillWidth: true; onChosen: value => root.facts.chooseCancelReason(value) }
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                ReasonTiles { label: qsTr("Who allows it"); options: root.facts.authorities; value: root.facts.authority; error: root.facts.problems.authority ?? ""; Layout.fillWidth: true; onChosen: value => root.facts.chooseAuthority(value) }
                TextBox { label: qsTr("Their PIN"); purpose: "digits"; maxLength: 8; field.echoMode: TextInput.Password; error: root.facts.problems.pin ?? ""; Layout.preferredWidth: Theme.px(200); onEdited: text => root.facts.retype("pin", text); onAccepted: root.facts.cancel() }
            }
        }
    }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { kind: "secondary"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
        BigButton { kind: "danger"; iconName: "undo-2"; busy: root.facts.busy; enabled: root.facts.cancelReady && !root.facts.busy; text: qsTr("Take it back"); Layout.fillWidth: true; onClicked: root.facts.cancel() }
    }
}
