import QtQuick
import Cunkou

/** Where one searches: F3 or Ctrl+F brings the keyboard here from anywhere on the page. */
TextBox {
    id: root

    labelShown: false
    iconName: "search"
    purpose: "latin"
    large: true

    Shortcut {
        sequences: ["F3", StandardKey.Find]
        enabled: root.visible && root.enabled
        onActivated: { root.field.forceActiveFocus(Qt.ShortcutFocusReason); root.field.selectAll() }
    }
}
