import QtQuick
import QtQuick.Layouts
import Cunkou

/** A report's figures side by side; the first is the one that is asked for. */
Card {
    id: root

    /** [{value, label}] */
    required property var figures

    padding: Theme.s2
    Flow {
        spacing: Theme.s4
        Layout.fillWidth: true
        Repeater {
            model: root.figures
            Column {
                id: figure
                required property var modelData
                required property int index
                Txt {
                    text: figure.modelData.value
                    font.pixelSize: Theme.px(figure.index === 0 ? 44 : 32)
                    strong: true
                    tone: figure.index === 0 ? "brandDeep" : "ink"
                    height: Theme.px(66)
                    verticalAlignment: Text.AlignBottom
                    wrapMode: Text.NoWrap
                }
                Txt { text: figure.modelData.label; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap }
            }
        }
    }
}
