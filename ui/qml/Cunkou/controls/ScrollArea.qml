import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cunkou

/** A column that may be longer than the screen. */
Flickable {
    id: root

    default property alias content: column.data
    property alias spacing: column.spacing

    contentWidth: width
    contentHeight: column.implicitHeight
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar {}

    ColumnLayout {
        id: column
        width: root.width
        spacing: Theme.s2
    }
}
