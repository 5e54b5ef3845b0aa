import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One picture of the category pages: what it is, and what lies behind it. */
T.AbstractButton {
    id: root

    /** {title, hint, icon} */
    required property var tile
    /** Height that is there for it. */
    property real room: 0

    implicitHeight: Math.max(Theme.px(92), room, words.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(180)
    focusPolicy: Qt.StrongFocus
    text: tile.title
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: tile.hint
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.brandTint : Theme.surface
        border.width: Math.max(Theme.border, 1)
        border.color: Theme.lineStrong
        FocusRing { target: root; parent: root }
    }
    contentItem: Item {
        RowLayout {
            id: words
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: Theme.s2
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s2
            Icon { name: root.tile.icon; size: Theme.px(36); color: Theme.brand }
            ColumnLayout {
                spacing: Theme.px(2)
                Layout.fillWidth: true
                Txt { text: root.text; strong: true; maximumLineCount: 3; elide: Text.ElideRight; Layout.fillWidth: true; Accessible.ignored: true }
                Txt { text: root.tile.hint; visible: text !== ""; role: "caption"; tone: "soft"; maximumLineCount: 1; wrapMode: Text.WrapAnywhere; elide: Text.ElideRight; Layout.fillWidth: true; Accessible.ignored: true }
            }
        }
    }
}
