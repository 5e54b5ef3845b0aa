import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One of the counter's main jobs, as large as it is frequent. */
T.AbstractButton {
    id: root

    required property string iconName
    property string subtitle

    /** Wide enough for the icon beside the words. */
    readonly property bool flat: width >= Theme.px(300)

    implicitHeight: Math.max(Theme.px(flat ? 112 : 148), words.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(240)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: subtitle
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.brandDeep : Theme.brand
        FocusRing { target: root; parent: root }
    }
    contentItem: Item {
        GridLayout {
            id: words
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.leftMargin: Theme.s3
            anchors.rightMargin: Theme.s2
            anchors.verticalCenter: parent.verticalCenter
            columns: root.flat ? 2 : 1
            columnSpacing: Theme.s3
            rowSpacing: Theme.px(2)
            Icon { name: root.iconName; color: Theme.brandInk; size: Theme.px(root.flat ? 52 : 40); Layout.rowSpan: root.flat ? 2 : 1 }
            Txt {
                text: root.text
                role: "title"
                strong: true
                tone: "onBrand"
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            Txt {
                text: root.subtitle
                role: "caption"
                tone: "onBrandSoft"
                maximumLineCount: 2
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
        }
    }
}
