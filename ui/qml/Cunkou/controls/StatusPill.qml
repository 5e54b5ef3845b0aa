import QtQuick
import QtQuick.Templates as T
import Cunkou

/** A state in a word and an icon. Pressable only where `pressable` says so. */
T.AbstractButton {
    id: root

    property string iconName
    /** quiet, good, attention, danger or info. */
    property string tone: "quiet"
    property bool pressable: false
    /** Only the icon: the word remains its name. */
    property bool wordless: false
    /** A second, smaller line. */
    property string detail

    implicitHeight: detail !== "" ? Theme.px(58) : pressable ? Math.max(48, Theme.px(48)) : Theme.px(36)
    implicitWidth: Math.max(implicitHeight, wordless ? 0 : Theme.s3 + Theme.s1 + (iconName === "" ? 0 : Theme.iconSmall) + Math.max(words.implicitWidth, more.implicitWidth))
    focusPolicy: pressable ? Qt.StrongFocus : Qt.NoFocus
    enabled: true
    Accessible.role: pressable ? Accessible.Button : Accessible.StaticText
    Accessible.name: detail === "" ? text : text + " · " + detail
    Keys.onReturnPressed: if (pressable) click()

    background: Rectangle {
        radius: height / 2
        color: root.down && root.pressable ? Theme.sunken : Theme.tint(root.tone)
        border.width: Theme.highContrast ? 2 : 0
        border.color: Theme.tone(root.tone)
        FocusRing { target: root; parent: root; radius: height / 2 }
    }
    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.s1
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.iconName
                size: Theme.iconSmall
                color: Theme.tone(root.tone)
            }
            Column {
                id: column

                readonly property real room: Math.max(0, root.width - Theme.s3 - Theme.s1 - (root.iconName === "" ? 0 : Theme.iconSmall))

                anchors.verticalCenter: parent.verticalCenter
                visible: !root.wordless
                Txt {
                    id: words
                    role: "caption"
                    text: root.text
                    color: Theme.tone(root.tone)
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                    width: Math.min(implicitWidth, column.room)
                    Accessible.ignored: true
                }
                Txt {
                    id: more
                    role: "caption"
                    visible: text !== ""
                    text: root.detail
                    color: Theme.tone(root.tone)
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                    width: Math.min(implicitWidth, column.room)
                    Accessible.ignored: true
                }
            }
        }
    }
}
