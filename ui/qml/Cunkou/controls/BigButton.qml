import QtQuick
import QtQuick.Templates as T
import Cunkou

/** The button that does something. One primary on a page; the others are secondary or quiet. */
T.AbstractButton {
    id: root

    /** primary, secondary, danger or quiet. */
    property string kind: "primary"
    /** Its icon, before the word. */
    property string iconName
    /** A step is running: the button says so and waits. */
    property bool busy: false

    readonly property bool filled: enabled && (kind === "primary" || kind === "danger")
    readonly property color inkColor: !enabled ? Theme.inkSoft : filled ? Theme.brandInk : kind === "quiet" ? Theme.brand : Theme.ink

    implicitWidth: Math.max(Theme.touch, row.implicitWidth + 2 * Theme.s3)
    implicitHeight: Theme.touch
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radius
        color: {
            if (!root.enabled) return root.kind === "quiet" ? "transparent" : Theme.sunken
            if (root.kind === "primary") return root.down ? Theme.brandDeep : Theme.brand
            if (root.kind === "danger") return root.down ? Theme.dangerDeep : Theme.danger
            return root.down ? Theme.brandTint : root.kind === "quiet" ? "transparent" : Theme.surface
        }
        border.width: root.kind === "secondary" || (Theme.highContrast && !root.enabled && root.kind !== "quiet") ? Math.max(Theme.border, Theme.px(1.5)) : 0
        border.color: root.enabled ? Theme.lineStrong : Theme.line
        FocusRing { target: root; parent: root }
    }
    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.s1 + 4
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.busy ? "hourglass" : root.iconName
                color: root.filled || !root.enabled ? root.inkColor : Theme.brand
            }
            Txt {
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                color: root.inkColor
                font.pixelSize: Theme.px(22)
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                width: Math.min(implicitWidth, root.width - 2 * Theme.s1 - (root.iconName === "" ? 0 : Theme.icon + row.spacing))
                Accessible.ignored: true
            }
        }
    }
}
