import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One of a few large answers: its picture, what it is called, what it means. The chosen one is lit. */
T.AbstractButton {
    id: root

    /** {value, label, icon, text?} */
    required property var choice
    property bool lit: false

    implicitHeight: Math.max(Theme.px(88), words.implicitHeight + Theme.s3)
    implicitWidth: Theme.px(220)
    focusPolicy: Qt.StrongFocus
    text: choice.label
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.description: choice.text ?? ""
    Accessible.checkable: true
    Accessible.checked: lit
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radius
        color: root.lit ? Theme.brandTint : root.down ? Theme.sunken : Theme.surface
        border.width: root.lit ? 3 : Math.max(Theme.border, 1)
        border.color: root.lit ? Theme.brand : Theme.lineStrong
        FocusRing { target: root; parent: root }
    }
    contentItem: Item {
        RowLayout {
            id: words
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: Theme.s2
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s2
            Icon { name: root.lit ? "circle-check" : root.choice.icon; size: Theme.px(40); color: Theme.brand }
            ColumnLayout {
                spacing: Theme.px(2)
                Layout.fillWidth: true
                Txt { text: root.text; role: "heading"; strong: true; tone: root.lit ? "brandDeep" : "ink"; Layout.fillWidth: true; Accessible.ignored: true }
                Txt { text: root.choice.text ?? ""; visible: text !== ""; tone: "soft"; Layout.fillWidth: true }
            }
        }
    }
}
