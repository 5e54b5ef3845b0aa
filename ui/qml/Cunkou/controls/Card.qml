import QtQuick
import QtQuick.Layouts
import Cunkou

/** A white sheet on the paper. Children stand in a column. */
Rectangle {
    id: root

    /** Its heading; empty for none. */
    property string title
    /** At the right of the heading: a pill, a small button. */
    property alias trailing: trailing.data
    property int padding: Theme.s3
    property alias spacing: column.spacing
    default property alias content: column.data

    // Honest about the least it needs: a page without that room scrolls (CounterPage) instead of losing its buttons.
    Layout.minimumHeight: column.Layout.minimumHeight + 2 * padding
    implicitWidth: column.implicitWidth + 2 * padding
    implicitHeight: column.implicitHeight + 2 * padding
    radius: Theme.radius
    color: Theme.surface
    border.width: Theme.border
    border.color: Theme.line

    ColumnLayout {
        id: column
        anchors.fill: parent
        anchors.margins: root.padding
        spacing: Theme.s2
        RowLayout {
            visible: root.title !== ""
            Layout.fillWidth: true
            SectionTitle { text: root.title; Layout.fillWidth: true }
            Row { id: trailing; spacing: Theme.s1 }
        }
    }
}
