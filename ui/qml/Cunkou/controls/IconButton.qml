import QtQuick
import QtQuick.Templates as T
import Cunkou

/** A button without room for its word; the word is still its name. */
T.AbstractButton {
    id: root

    required property string iconName
    property color color: Theme.ink

    implicitWidth: Theme.touchSmall
    implicitHeight: Theme.touchSmall
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.down ? Theme.brandTint : "transparent"
        FocusRing { target: root; parent: root }
    }
    contentItem: Item {
        Icon { anchors.centerIn: parent; name: root.iconName; color: root.enabled ? root.color : Theme.inkSoft }
    }
}
