import QtQuick
import QtQuick.Layouts
import Cunkou

/** One line of a table: a name, then numbers. */
RowLayout {
    id: root

    required property var cells
    property bool head: false
    readonly property int number: Math.min(Theme.px(96), width / (cells.length + 1))

    spacing: 0
    Repeater {
        model: root.cells
        Txt {
            required property string modelData
            required property int index
            text: modelData
            role: root.head ? "caption" : "body"
            tone: root.head ? "soft" : "ink"
            strong: !root.head && index === 0
            horizontalAlignment: index === 0 ? Text.AlignLeft : Text.AlignRight
            verticalAlignment: Text.AlignVCenter
            wrapMode: index === 0 ? Text.Wrap : Text.NoWrap
            fontSizeMode: index === 0 ? Text.FixedSize : Text.HorizontalFit
            minimumPixelSize: Theme.px(14)
            Layout.fillWidth: true
            Layout.preferredWidth: index === 0 ? root.number : index === root.cells.length - 1 ? root.number * 1.2 : root.number * 0.8
            Layout.minimumHeight: Theme.px(root.head ? 32 : 44)
        }
    }
}
