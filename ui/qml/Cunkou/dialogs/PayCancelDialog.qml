import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Taking a payment back: what is on the slip typed again, and why; then the PIN of the one who may allow it. */
CounterDialog {
    id: root

    required property PaymentFacts facts
    property bool proving: false

    title: facts.canRewrite ? qsTr("Give up the card") : qsTr("Take the payment back")
    text: facts.cancelText
    width: Math.min(Theme.px(proving ? 480 : 720), Theme.counterWidth - 2 * Theme.s3)
    onOpened: { facts.beginCancel(); proving = false; form.active = false; form.active = true }
    onClosed: form.active = false

    Connections {
        target: root.facts
        function onCancelled() { root.close() }
        function onRestated() {
            if (root.facts.troubleText !== "") pad.clear()
            if (Object.keys(root.facts.problems).length > 0) root.proving = false
        }
    }
    TroubleBanner { text: root.facts.troubleText; visible: text !== "" && root.opened && Object.keys(root.facts.problems).length === 0; onDismissed: root.facts.dismissTrouble(); Layout.fillWidth: true }
    Loader {
        id: form
        active: false
        visible: !root.proving
        Layout.fillWidth: true
        Layout.preferredHeight: visible && item ? Math.min(item.contentHeight, Theme.px(430)) : 0
        sourceComponent: ScrollArea {
            GridLayout {
                visible: !root.facts.canRewrite
                columns: width < Theme.px(520) ? 1 : 3
                columnSpacing: Theme.s2
                Layout.fillWidth: true
                TextBox { label: qsTr("Number on the slip, again"); purpose: "latin"; maxLength: 40; error: root.facts.problems.serial ?? ""; Layout.fillWidth: true; Layout.preferredWidth: Theme.px(270); Layout.alignment: Qt.AlignTop; onEdited: text => root.facts.retype("serial", text); Component.onCompleted: if (visible) field.forceActiveFocus(Qt.PopupFocusReason) }
                TextBox { label: qsTr("Account, again"); purpose: "latin"; maxLength: 40; error: root.facts.problems.account ?? ""; Layout.fillWidth: true; Layout.preferredWidth: Theme.px(210); Layout.alignment: Qt.AlignTop; onEdited: text => root.facts.retype("account", text) }
                TextBox { label: qsTr("Amount, again"); purpose: "digits"; maxLength: 13; error: root.facts.problems.amount ?? ""; Layout.fillWidth: true; Layout.preferredWidth: Theme.px(170); Layout.alignment: Qt.AlignTop; onEdited: text => root.facts.retype("amount", text) }
            }
            ReasonTiles { visible: !root.facts.canRewrite; label: qsTr("Why"); options: root.facts.cancelReasons; value: root.facts.cancelReason; error: root.facts.problems.reason ?? ""; Layout.fillWidth: true; onChosen: value => root.facts.chooseCancelReason(value) }
            ReasonTiles { label: qsTr("Who allows it"); options: root.facts.authorities; value: root.facts.authority; error: root.facts.problems.authority ?? ""; Layout.fillWidth: true; onChosen: value => root.facts.chooseAuthority(value) }
        }
    }
    PinPad {
        id: pad
        visible: root.proving
        busy: root.facts.busy
        confirmText: qsTr("Take it back")
        Layout.fillWidth: true
        onEntered: pin => root.facts.cancel(pin)
    }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { kind: "secondary"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
        BigButton {
            visible: !root.proving
            iconName: "key-round"
            enabled: root.facts.cancelReady
            text: qsTr("Then the PIN of %1").arg(root.facts.authorityName)
            Layout.fillWidth: true
            onClicked: { root.facts.dismissTrouble(); root.proving = true; pad.forceActiveFocus(Qt.OtherFocusReason) }
        }
    }
}
