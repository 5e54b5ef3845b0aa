import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One question of the spine: what it asks, what was answered, and whether it is done. Pressing jumps there. */
T.AbstractButton {
    id: root

    /** {step, title, value, icon, state: open, done or wrong} */
    required property var step
    property bool front: false

    readonly property bool done: step.state === "done"
    readonly property bool wrong: step.state === "wrong"

    implicitHeight: Math.max(Theme.touch, words.implicitHeight + Theme.s1)
    implicitWidth: Theme.px(200)
    focusPolicy: Qt.StrongFocus
    text: step.title
    Accessible.role: Accessible.PageTab
    Accessible.name: text
    Accessible.description: step.value
    Accessible.selected: front
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.front ? Theme.brandTint : root.down ? Theme.sunken : "transparent"
        border.width: root.front ? 2 : 0
        border.color: Theme.brand
        FocusRing { target: root; parent: root; anchors.margins: 0 }
    }
    contentItem: RowLayout {
        spacing: Theme.s1
        Rectangle {
            implicitWidth: Theme.px(36)
            implicitHeight: implicitWidth
            radius: width / 2
            color: root.done ? Theme.brand : root.wrong ? Theme.attentionTint : "transparent"
            border.width: root.done ? 0 : 2
            border.color: root.wrong ? Theme.attention : root.front ? Theme.brand : Theme.lineStrong
            Layout.leftMargin: Theme.s1
            Icon {
                anchors.centerIn: parent
                name: root.done ? "check" : root.wrong ? "circle-alert" : root.step.icon
                size: Theme.px(20)
                color: root.done ? Theme.brandInk : root.wrong ? Theme.attention : root.front ? Theme.brand : Theme.inkSoft
            }
        }
        ColumnLayout {
            id: words
            spacing: 0
            Layout.fillWidth: true
            Txt { text: root.text; strong: root.front; tone: root.front ? "brandDeep" : "ink"; wrapMode: Text.NoWrap; elide: Text.ElideRight; Layout.fillWidth: true; Accessible.ignored: true }
            Txt { text: root.step.value; visible: text !== ""; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap; elide: Text.ElideRight; Layout.fillWidth: true; Accessible.ignored: true }
        }
    }
}
