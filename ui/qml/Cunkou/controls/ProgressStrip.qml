import QtQuick
import Cunkou

/** How far something is, 0 to 1. */
Rectangle {
    id: root

    required property real value
    /** Said for those who cannot see it. */
    required property string label

    implicitHeight: Theme.px(14)
    implicitWidth: Theme.px(200)
    radius: height / 2
    color: Theme.sunken
    border.width: Theme.highContrast ? 2 : 0
    border.color: Theme.line
    Accessible.role: Accessible.ProgressBar
    Accessible.name: label

    Rectangle {
        width: Math.max(parent.height, parent.width * Math.min(1, Math.max(0, root.value)))
        visible: root.value > 0
        height: parent.height
        radius: parent.radius
        color: Theme.brand
        Behavior on width { NumberAnimation { duration: Theme.quick } }
    }
}
