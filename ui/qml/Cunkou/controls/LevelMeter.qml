import QtQuick
import Cunkou

/** How loud it is, 0 to 1, as bars that light up; from afar one sees that one is heard. */
Item {
    id: root

    required property real level
    /** The level in a word, for those who cannot see it. */
    required property string label

    readonly property int bars: Math.max(8, Math.floor(width / Theme.px(18)))

    implicitWidth: Theme.px(240)
    implicitHeight: Theme.px(36)
    Accessible.role: Accessible.Indicator
    Accessible.name: label

    Row {
        anchors.fill: parent
        spacing: Theme.px(6)
        Repeater {
            model: root.bars
            Rectangle {
                required property int index
                readonly property bool lit: index < Math.ceil(root.level * root.bars)
                width: (root.width - (root.bars - 1) * Theme.px(6)) / root.bars
                height: root.height
                radius: Theme.px(4)
                color: lit ? (index > root.bars * 0.85 ? Theme.attention : Theme.brand) : Theme.sunken
                border.width: Theme.highContrast ? 1 : 0
                border.color: Theme.line
            }
        }
    }
}
