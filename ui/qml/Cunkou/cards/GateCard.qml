import QtQuick
import QtQuick.Layouts
import Cunkou

/** What only a lead may: the PIN once more, or, for anybody else, whom to ask. */
Card {
    id: root

    /** `pin` asks for it, `closed` says that a lead is needed. */
    required property string gate
    required property string text
    property bool busy: false
    readonly property alias pad: pad

    signal entered(string pin)

    function clear() { pad.clear() }

    Icon { name: "lock"; size: Theme.iconBig; color: Theme.brand; Layout.alignment: Qt.AlignHCenter }
    Txt {
        text: root.text
        role: "heading"
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
    PinPad {
        id: pad
        visible: root.gate === "pin"
        focus: visible
        busy: root.busy
        confirmText: qsTr("Unlock")
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredWidth: Math.min(Theme.px(380), root.width - 2 * root.padding)
        onEntered: pin => { root.entered(pin); clear() }
        onVisibleChanged: if (visible) forceActiveFocus()
    }
}
