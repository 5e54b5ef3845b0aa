import QtQuick
import Cunkou

/** A biller's icon on a ground of its own colour. */
Rectangle {
    id: root

    required property string icon
    /** Of the catalogue; empty for the house's own. */
    required property string colour
    property int size: Theme.px(52)
    property bool dim: false

    readonly property color ink: dim ? Theme.inkSoft : colour === "" || Theme.highContrast ? Theme.brand : colour

    implicitWidth: size
    implicitHeight: size
    radius: size / 2
    color: dim || Theme.highContrast ? Theme.sunken : Theme.surface
    Rectangle { anchors.fill: parent; radius: parent.radius; visible: !root.dim && !Theme.highContrast; color: root.ink; opacity: 0.11 }
    Icon { anchors.centerIn: parent; name: root.icon === "" ? "receipt-japanese-yen" : root.icon; size: root.size * 0.58; color: root.ink }
}
