import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou
import Cunkou.Bridge

/** Who may sign in here: one tile each. */
Flickable {
    id: root

    implicitHeight: grid.implicitHeight
    contentHeight: grid.implicitHeight
    clip: contentHeight > height
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar {}

    GridLayout {
        id: grid
        width: root.width
        columns: Math.max(1, Math.floor(root.width / Theme.px(290)))
        columnSpacing: Theme.s2
        rowSpacing: Theme.s2
        uniformCellWidths: true
        Repeater {
            model: App.session.tiles
            T.AbstractButton {
                id: tile
                required property var modelData
                Layout.fillWidth: true
                implicitHeight: Theme.px(92)
                focusPolicy: Qt.StrongFocus
                text: modelData.name
                Accessible.role: Accessible.Button
                Accessible.name: text
                Accessible.description: modelData.roleText
                Keys.onReturnPressed: click()
                onClicked: App.session.choose(modelData.code, modelData.name)
                background: Rectangle {
                    radius: Theme.radius
                    color: tile.down ? Theme.brandTint : Theme.surface
                    border.width: Math.max(Theme.border, 1)
                    border.color: Theme.lineStrong
                    FocusRing { target: tile; parent: tile }
                }
                contentItem: RowLayout {
                    spacing: Theme.s2
                    Rectangle {
                        Layout.leftMargin: Theme.s2
                        implicitWidth: Theme.px(56)
                        implicitHeight: width
                        radius: width / 2
                        color: Theme.brandTint
                        Txt { anchors.centerIn: parent; text: tile.modelData.initial; role: "heading"; strong: true; tone: "brandDeep"; Accessible.ignored: true }
                    }
                    ColumnLayout {
                        spacing: 0
                        Layout.fillWidth: true
                        Txt { text: tile.modelData.name; role: "heading"; wrapMode: Text.NoWrap; elide: Text.ElideRight; Layout.fillWidth: true; Accessible.ignored: true }
                        Txt { text: tile.modelData.roleText; role: "caption"; tone: "soft" }
                    }
                }
            }
        }
    }
}
