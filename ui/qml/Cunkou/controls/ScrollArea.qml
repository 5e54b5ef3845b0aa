import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cunkou

/** A column that may be longer than the screen. */
Flickable {
    id: root

    default property alias content: column.data
    property alias spacing: column.spacing

    property real heightBefore: 0

    /** Scroll until what has the keyboard is in sight: after Tab, and when the on-screen keyboard takes room. */
    function revealFocus() {
        const item = Window.activeFocusItem
        let above = item
        while (above && above !== contentItem) above = above.parent
        if (!above || !item) return
        const top = item.mapToItem(contentItem, 0, 0).y
        const low = top + item.height + Theme.s2 - height
        if (contentY < low) contentY = Math.min(low, Math.max(0, contentHeight - height))
        if (contentY > top) contentY = Math.max(0, top - Theme.s2)
    }

    // A list squeezed to nothing cannot be scrolled: two rows at least.
    Layout.minimumHeight: Math.min(contentHeight, Theme.px(132))
    onHeightChanged: {
        if (height < heightBefore) Qt.callLater(revealFocus)
        heightBefore = height
    }
    contentWidth: width
    contentHeight: column.implicitHeight
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar {}

    Connections {
        target: root.Window.window
        function onActiveFocusItemChanged() { Qt.callLater(root.revealFocus) }
    }
    ColumnLayout {
        id: column
        width: root.width
        spacing: Theme.s2
    }
}
