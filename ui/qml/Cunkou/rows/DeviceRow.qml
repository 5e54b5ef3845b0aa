import QtQuick
import Cunkou

/** One device in a word; trouble comes with what to do. */
ListRow {
    id: root

    /** {icon, name, stateText, tone, page} */
    required property var device

    iconName: device.icon
    tone: device.tone
    title: device.name
    trailingText: device.stateText
    trailingTone: device.tone
    ruled: false
    least: Theme.touchSmall
}
