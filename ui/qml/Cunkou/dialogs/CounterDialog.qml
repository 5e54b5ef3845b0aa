import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cunkou

/** A question that cannot wait, over the page. Esc and the shade close it without an answer. */
Popup {
    id: root

    property string title
    property string text
    default property alias content: column.data

    parent: Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(Theme.px(560), parent ? parent.width - 2 * Theme.s3 : 0)
    padding: Theme.s3
    modal: true
    focus: true
    closePolicy: Popup.CloseOnEscape | Popup.CloseOnPressOutside
    Overlay.modal: Rectangle { color: Theme.shade }
    background: Rectangle {
        radius: Theme.radius
        color: Theme.surface
        border.width: Theme.border
        border.color: Theme.line
    }
    contentItem: ColumnLayout {
        id: column
        spacing: Theme.s2
        Txt { role: "heading"; strong: true; text: root.title; visible: text !== ""; Layout.fillWidth: true }
        Txt { tone: "soft"; text: root.text; visible: text !== ""; Layout.fillWidth: true }
    }
}
