import QtQuick
import Cunkou

/** A box for an amount: large figures at the right, as on a till. */
TextBox {
    id: root

    /** It has got the keyboard. */
    signal entered

    purpose: "digits"
    maxLength: 13
    large: true
    saysError: false
    field.font.pixelSize: Math.min(Theme.px(38), Math.max(Theme.px(20), width / 6))
    field.leftPadding: Theme.s1
    field.horizontalAlignment: TextInput.AlignRight
    field.onActiveFocusChanged: if (field.activeFocus) root.entered()
}
