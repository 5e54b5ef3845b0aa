import QtQuick
import QtQuick.Layouts
import Cunkou

/** A figure with its word; what adds up is strong and has a rule above. */
Item {
    id: root

    /** {title, note, value, strong} */
    required property var line
    readonly property bool strong: line.strong === "yes"

    implicitHeight: Math.max(Theme.px(root.strong ? 52 : 44), words.implicitHeight + Theme.s1)
    implicitWidth: Theme.px(240)
    Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: Theme.border; color: Theme.line }
    RowLayout {
        anchors.fill: parent
        spacing: Theme.s2
        Txt { id: words; text: root.line.title; strong: root.strong; tone: root.strong ? "ink" : "soft"; Layout.fillWidth: true }
        Txt { visible: text !== ""; text: root.line.note ?? ""; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap }
        Txt {
            text: root.line.value
            strong: root.strong
            tone: root.line.tone ?? "ink"
            font.pixelSize: Theme.px(root.strong ? 26 : 20)
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
            Layout.minimumWidth: Theme.px(96)
        }
    }
}
