import QtQuick
import Cunkou
import Cunkou.Bridge

/** The on-screen keyboard's place at the bottom of its parent, which lies in the window. The keyboard itself (and its dictionary) loads at the first need. */
Rectangle {
    id: root

    readonly property bool wanted: App.onScreenKeyboard && Qt.inputMethod.visible

    height: wanted && panel.item ? panel.item.height : 0
    color: Theme.sunken
    clip: true
    z: 5

    Binding {
        target: Theme
        property: "keyboardArea"
        value: Qt.rect(root.parent.x, root.parent.height - root.height, root.width, root.height)
    }
    Connections {
        target: App
        function onKeyboardWanted() {
            panel.active = true
            Qt.inputMethod.show()
        }
    }
    Loader {
        id: panel
        // Its height follows its width; more than this would leave no room to read what one writes.
        width: Math.min(root.width, Theme.px(root.width > Theme.px(1000) ? 900 : 1000))
        anchors.horizontalCenter: parent.horizontalCenter
        active: false
        visible: root.wanted
        source: "KeyboardPanel.qml"
    }
}
