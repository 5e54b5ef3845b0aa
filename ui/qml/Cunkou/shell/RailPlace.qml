import QtQuick
import QtQuick.Templates as T
import Cunkou

/** One place in the rail. */
T.AbstractButton {
    id: root

    required property string iconName
    property bool lit: false

    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.selected: lit
    Keys.onReturnPressed: click()

    background: Rectangle {
        anchors.fill: parent
        anchors.margins: 2
        radius: Theme.radiusSmall
        color: root.lit || root.down ? Theme.brand : "transparent"
        border.width: root.visualFocus ? 3 : root.lit && Theme.highContrast ? 2 : 0
        border.color: Theme.brandInk
    }
    contentItem: Item {
        Column {
            anchors.centerIn: parent
            // Ten places in large type leave no air between picture and word.
            spacing: Math.max(0, Math.min(Theme.px(4), root.height - Theme.px(30) - word.implicitHeight))
            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: root.iconName
                color: Theme.brandInk
                size: Theme.px(30)
            }
            Txt {
                id: word
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(implicitWidth, root.width - 4)
                text: root.text
                font.pixelSize: Theme.px(18)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.px(14)
                tone: "onBrand"
                strong: root.lit
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }
}
