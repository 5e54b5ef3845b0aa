import QtQuick
import QtQuick.Layouts
import Cunkou

/** The listed reasons as tiles, one lit. */
ColumnLayout {
    id: root

    /** [{value, label}] */
    required property var options
    property string value
    property string label
    /** What is wrong; empty hides it. */
    property string error

    signal chosen(string value)

    spacing: Theme.px(6)

    Txt { text: root.label; visible: text !== ""; role: "caption"; tone: "soft" }
    Flow {
        spacing: Theme.s1
        Layout.fillWidth: true
        Repeater {
            model: root.options
            Chip {
                required property var modelData
                text: modelData.label
                iconName: modelData.icon ?? ""
                lit: modelData.lit ?? modelData.value === root.value
                implicitHeight: Math.max(48, Theme.px(54))
                onClicked: root.chosen(modelData.value)
            }
        }
    }
    Txt { role: "caption"; tone: "danger"; text: root.error; visible: text !== ""; Layout.fillWidth: true }
}
