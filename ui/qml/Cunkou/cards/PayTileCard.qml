import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One biller: its sign, what one calls it, how it stands. One that has stopped says why and still opens. */
T.AbstractButton {
    id: root

    /** {biller, icon, colour, title, name, state, tone, stopped} */
    required property var tile
    /** Height that is there for it. */
    property real room: 0

    implicitHeight: Math.max(Theme.px(128), room, words.implicitHeight + Theme.s3)
    implicitWidth: Theme.px(220)
    focusPolicy: Qt.StrongFocus
    text: tile.title
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: tile.name + " " + tile.state
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radius
        color: root.tile.stopped ? Theme.sunken : root.down ? Theme.brandTint : Theme.surface
        border.width: Math.max(Theme.border, Theme.px(1))
        border.color: root.tile.stopped ? Theme.line : Theme.lineStrong
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
            PayBillerSign { icon: root.tile.icon; colour: root.tile.colour; size: Theme.px(60); dim: root.tile.stopped }
            ColumnLayout {
                spacing: Theme.px(2)
                Layout.fillWidth: true
                Txt { text: root.tile.title; role: "heading"; strong: true; tone: root.tile.stopped ? "soft" : "ink"; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true; Accessible.ignored: true }
                Txt { text: root.tile.state !== "" ? root.tile.state : root.tile.name === root.tile.title ? "" : root.tile.name; visible: text !== ""; role: "caption"; tone: root.tile.tone; maximumLineCount: 3; elide: Text.ElideRight; Layout.fillWidth: true }
            }
        }
    }
}
