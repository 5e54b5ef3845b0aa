import QtQuick
import QtQuick.Layouts
import Cunkou

/** A few numbers of today, and the days before as bars. */
Card {
    id: root

    /** [{value, label}] */
    required property var figures
    property var bars: []
    property string barsText

    spacing: Theme.px(6)
    trailing: Txt { visible: root.bars.length > 0; text: root.barsText; role: "caption"; tone: "soft" }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.s1
        Repeater {
            model: root.figures
            ColumnLayout {
                id: figure
                required property var modelData
                spacing: 0
                Layout.fillWidth: true
                Txt { text: figure.modelData.value; font.pixelSize: Theme.px(root.width < Theme.px(350) ? 32 : 38); strong: true; wrapMode: Text.NoWrap; Layout.fillWidth: true }
                Txt { text: figure.modelData.label; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap; Layout.fillWidth: true }
            }
        }
    }
    BarChart {
        visible: root.bars.length > 0
        bars: root.bars
        label: root.barsText
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.px(56)
        Layout.preferredHeight: Theme.px(84)
    }
}
