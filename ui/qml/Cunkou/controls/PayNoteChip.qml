import QtQuick
import QtQuick.Templates as T
import Cunkou

/** An amount to press: what people hand over, or what they usually ask for. */
T.AbstractButton {
    id: root

    property bool lit: false

    implicitHeight: Math.max(48, Theme.px(54))
    implicitWidth: words.implicitWidth + Theme.s2
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: lit
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.lit || root.down ? Theme.brandTint : Theme.surface
        border.width: root.lit ? 2 : Math.max(Theme.border, 1)
        border.color: root.lit ? Theme.brand : Theme.lineStrong
        FocusRing { target: root; parent: root }
    }
    contentItem: Item {
        Txt {
            id: words
            anchors.centerIn: parent
            text: root.text
            font.pixelSize: Theme.px(22)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(14)
            width: Math.min(implicitWidth, root.width - Theme.s1)
            color: root.lit ? Theme.brandDeep : Theme.ink
            strong: root.lit
            wrapMode: Text.NoWrap
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
