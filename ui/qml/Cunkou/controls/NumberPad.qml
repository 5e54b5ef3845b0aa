import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** Big keys for numbers. It keeps no number itself: whoever uses it decides what a key means. */
GridLayout {
    id: root

    /** The key left of 0: "." for amounts, "-" for codes, "" for none. */
    property string extraKey
    /** Height of a key. */
    property int keyHeight: Theme.px(72)

    signal key(string text)
    signal erase
    signal eraseAll

    columns: 3
    rowSpacing: Theme.px(10)
    columnSpacing: Theme.px(10)
    uniformCellWidths: true

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", root.extraKey, "0", "erase"]
        T.AbstractButton {
            id: button
            required property string modelData
            readonly property bool erases: modelData === "erase"
            Layout.fillWidth: true
            implicitHeight: Math.max(48, root.keyHeight)
            implicitWidth: Theme.px(104)
            opacity: modelData === "" ? 0 : 1
            enabled: modelData !== "" && root.enabled
            focusPolicy: Qt.TabFocus
            text: erases ? qsTr("Delete one") : modelData
            Accessible.role: Accessible.Button
            Accessible.name: text
            Accessible.ignored: modelData === ""
            autoRepeat: erases
            onClicked: erases ? root.erase() : root.key(modelData)
            onPressAndHold: if (erases) root.eraseAll()
            background: Rectangle {
                radius: Theme.radius
                color: button.down ? Theme.brandTint : Theme.surface
                border.width: Math.max(Theme.border, Theme.px(1))
                border.color: Theme.lineStrong
                FocusRing { target: button; parent: button }
            }
            contentItem: Item {
                Txt {
                    anchors.centerIn: parent
                    visible: !button.erases
                    text: button.modelData
                    role: "title"
                    Accessible.ignored: true
                }
                Icon { anchors.centerIn: parent; name: button.erases ? "delete" : ""; size: Theme.px(32) }
            }
        }
    }
}
