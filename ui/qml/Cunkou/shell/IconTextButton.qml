import QtQuick
import QtQuick.Templates as T
import Cunkou

/** A button on a dark ground: icon and word, a thin frame. */
T.AbstractButton {
    id: root

    required property string iconName

    implicitHeight: Theme.touchSmall
    implicitWidth: row.implicitWidth + Theme.s3
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: click()

    background: Rectangle {
        radius: Theme.radiusSmall
        color: "transparent"
        border.width: root.visualFocus ? 3 : 1
        border.color: Theme.brandInk
    }
    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.s1
            Icon { anchors.verticalCenter: parent.verticalCenter; name: root.iconName; color: Theme.brandInk; size: Theme.iconSmall }
            Txt { text: root.text; tone: "onBrand"; wrapMode: Text.NoWrap; Accessible.ignored: true }
        }
    }
}
