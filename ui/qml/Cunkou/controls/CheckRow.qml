import QtQuick
import QtQuick.Templates as T
import Cunkou

/** Yes or no, as a whole row to press. */
T.CheckBox {
    id: root

    property string subtitle

    implicitHeight: Math.max(Theme.touch, words.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(240)
    focusPolicy: Qt.StrongFocus
    Accessible.name: text
    Accessible.description: subtitle
    Keys.onReturnPressed: click()

    indicator: Rectangle {
        y: (root.height - height) / 2
        width: Theme.px(32)
        height: width
        radius: Theme.px(8)
        color: root.checked ? (root.enabled ? Theme.brand : Theme.inkSoft) : Theme.surface
        border.width: 2
        border.color: root.checked ? Theme.brand : Theme.lineStrong
        Icon { anchors.centerIn: parent; name: root.checked ? "check" : ""; color: Theme.brandInk; size: Theme.px(24) }
    }
    background: Item { FocusRing { target: root; parent: root } }
    contentItem: Item {
        implicitHeight: words.implicitHeight
        Column {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.px(48)
            width: parent.width - x
            Txt {
                text: root.text
                width: parent.width
                tone: root.enabled ? "ink" : "soft"
                Accessible.ignored: true
            }
            Txt {
                role: "caption"
                tone: "soft"
                text: root.subtitle
                visible: text !== ""
                width: parent.width
            }
        }
    }
}
