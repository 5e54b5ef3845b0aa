import QtQuick
import QtQuick.Templates as T
import Cunkou

/** One answer to a question, as large as a finger wants it: icon and word; lit when chosen. */
T.AbstractButton {
    id: root

    property string iconName
    property bool lit: false
    /** Something is wrong: the icon says so too. */
    property bool bad: false

    implicitHeight: Theme.touch
    implicitWidth: row.implicitWidth + Theme.s4
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: lit
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radius
        color: root.lit || root.down ? Theme.tint(root.bad ? "attention" : "brand") : Theme.surface
        border.width: root.lit ? 2 : Math.max(Theme.border, 1)
        border.color: root.lit ? Theme.tone(root.bad ? "attention" : "brand") : Theme.lineStrong
        FocusRing { target: root; parent: root }
    }
    contentItem: Item {
        Row {
            id: row
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.s2
            spacing: Theme.s2
            Icon { anchors.verticalCenter: parent.verticalCenter; name: root.iconName; color: Theme.tone(root.bad ? "attention" : "brand") }
            Txt {
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                font.pixelSize: Theme.px(22)
                strong: root.lit
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                width: Math.min(implicitWidth, root.width - Theme.s4 - Theme.icon - row.spacing)
                Accessible.ignored: true
            }
        }
    }
}
