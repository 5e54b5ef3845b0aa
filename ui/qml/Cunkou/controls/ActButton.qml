import QtQuick
import Cunkou

/** One of several things that may be done now; words only where there is little room. */
BigButton {
    id: root

    property bool plain: false
    /** Its icon where there is room. */
    property string sign

    kind: "secondary"
    iconName: plain ? "" : sign
    implicitWidth: plain ? words.advanceWidth + Theme.s4 : Math.max(Theme.touch, contentItem.implicitWidth + 2 * Theme.s2)
    implicitHeight: plain ? Theme.touchSmall : Theme.touch

    TextMetrics { id: words; text: root.text; font.family: root.font.family; font.pixelSize: Theme.px(22) }
}
