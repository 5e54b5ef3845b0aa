import QtQuick
import QtQuick.Layouts
import Cunkou

/** Ask before something that cannot be taken back. */
CounterDialog {
    id: root

    /** What the button does, as a verb: never "OK". */
    required property string confirmText
    property string cancelText: qsTr("Leave it")
    property string iconName: "check"
    /** Something is lost by it. */
    property bool danger: false

    signal confirmed

    onOpened: danger ? cancel.forceActiveFocus(Qt.PopupFocusReason) : confirm.forceActiveFocus(Qt.PopupFocusReason)

    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.s1
        spacing: Theme.s2
        BigButton {
            id: cancel
            kind: "secondary"
            text: root.cancelText
            Layout.fillWidth: true
            onClicked: root.close()
        }
        BigButton {
            id: confirm
            kind: root.danger ? "danger" : "primary"
            iconName: root.iconName
            text: root.confirmText
            Layout.fillWidth: true
            onClicked: { root.close(); root.confirmed() }
        }
    }
}
