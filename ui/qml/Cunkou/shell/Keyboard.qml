import QtQuick
import Cunkou
import Cunkou.Bridge

/** The on-screen keyboard's place at the bottom. The keyboard itself (and its dictionary) loads at the first need. */
Item {
    id: root

    readonly property bool wanted: App.onScreenKeyboard && Qt.inputMethod.visible

    height: wanted && panel.item ? panel.item.height : 0
    clip: true
    z: 5

    onWantedChanged: if (wanted) panel.active = true

    Loader {
        id: panel
        width: root.width
        active: false
        visible: root.wanted
        source: "KeyboardPanel.qml"
    }
}
