import QtQuick
import QtQuick.Templates as T
import Cunkou

/** A small word to press: a mark, a suggestion, a filter. */
T.AbstractButton {
    id: root

    property string iconName
    /** Lit: chosen. */
    property bool lit: false

    implicitHeight: Theme.touchSmall
    implicitWidth: Math.max(Theme.touch, row.implicitWidth + Theme.s3)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: lit
    Keys.onReturnPressed: click()

    background: Rectangle {
        radius: height / 2
        color: root.lit ? Theme.brandTint : root.down ? Theme.sunken : Theme.surface
        border.width: root.lit ? 2 : Math.max(Theme.border, 1)
        border.color: root.lit ? Theme.brand : Theme.lineStrong
        FocusRing { target: root; parent: root; radius: height / 2 }
    }
    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.px(6)
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.lit ? "check" : root.iconName
                size: Theme.iconSmall
                color: Theme.brand
            }
            Txt {
                text: root.text
                font.pixelSize: Theme.px(18)
                color: root.lit ? Theme.brandDeep : Theme.ink
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
