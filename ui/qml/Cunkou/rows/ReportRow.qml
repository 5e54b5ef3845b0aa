import QtQuick
import QtQuick.Layouts
import Cunkou

/** One line of a table: a name, then numbers. */
RowLayout {
    id: root

    required property var cells
    property bool head: false

    spacing: Theme.s1
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
            Layout.fillWidth: index === 0
            Layout.preferredWidth: index === 0 ? -1 : index === root.cells.length - 1 ? Theme.px(110) : Theme.px(66)
            Layout.minimumHeight: Theme.px(root.head ? 32 : 44)
        }
    }
}
