import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cunkou

/** A list that may be long: only the rows in sight exist. Arrow keys walk through all of it, Enter presses a row. */
ListView {
    id: root

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    highlightMoveDuration: 0
    // A list squeezed to nothing cannot be scrolled: two rows at least.
    Layout.minimumHeight: Math.min(count * Theme.px(76), Theme.px(132))
    Layout.fillWidth: true
    Layout.fillHeight: true
    ScrollBar.vertical: ScrollBar {}

    /** Arrows go on from the row that a finger or Tab has reached. */
    Connections {
        target: root.Window.window
        function onActiveFocusItemChanged() {
            let row = root.activeFocus ? root.Window.activeFocusItem : null
            while (row && row.parent !== root.contentItem) row = row.parent
            for (let index = 0; row && index < root.count; index++) if (root.itemAtIndex(index) === row) root.currentIndex = index
        }
    }
}
