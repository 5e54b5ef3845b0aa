import QtQuick
import Cunkou

/** Where the keyboard is. Lies around a control; shown only to people who use the keys. */
Rectangle {
    id: root

    required property Item target
    property bool shown: target.visualFocus

    anchors.fill: target
    anchors.margins: -4
    radius: Theme.radius + 4
    color: "transparent"
    border.width: 3
    border.color: Theme.focus
    visible: shown
    z: 1
}
