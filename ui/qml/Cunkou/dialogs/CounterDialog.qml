import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A question that cannot wait, over the page. Esc and the shade close it without an answer. */
Popup {
    id: root

    property string title
    property string text
    default property alias content: column.data

    parent: Overlay.overlay
    x: (Theme.counterWidth - width) / 2
    y: Math.max(Theme.s2, ((parent ? parent.height : 0) - Theme.keyboardHeight - height) / 2)
    width: Math.min(Theme.px(560), Theme.counterWidth - 2 * Theme.s3)
    padding: Theme.s3
    modal: true
    focus: true
    // The keyboard and the twins lie outside the dialog and must neither close it nor be blocked by its shade.
    closePolicy: Theme.keyboardHeight > 0 || App.twinsPanel ? Popup.CloseOnEscape : Popup.CloseOnEscape | Popup.CloseOnPressOutside
    Overlay.modal: Item {
        id: shade
        containmentMask: QtObject {
            function contains(point: point): bool {
                const keys = Theme.keyboardArea
                return point.x < Theme.counterWidth && !(point.x >= keys.x && point.y >= keys.y && point.y < keys.y + keys.height)
            }
        }
        Rectangle {
            width: Theme.counterWidth
            height: Theme.keyboardHeight > 0 ? Theme.keyboardArea.y : shade.height
            color: Theme.shade
        }
        Rectangle {
            y: Theme.keyboardArea.y
            width: Theme.keyboardArea.x
            height: Theme.keyboardHeight
            color: Theme.shade
        }
        Rectangle {
            y: Theme.keyboardArea.y + Theme.keyboardHeight
            width: Theme.counterWidth
            height: Theme.keyboardHeight > 0 ? shade.height - y : 0
            color: Theme.shade
        }
    }
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
