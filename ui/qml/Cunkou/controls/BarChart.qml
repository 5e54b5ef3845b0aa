import QtQuick
import QtQuick.Layouts
import Cunkou

/** A few days side by side; the last one is the one that counts. */
Item {
    id: root

    /** [{value: real, label: string, text: string}]; the label stands below, the text above the bar that is lit. */
    required property var bars
    /** What is shown, in words. */
    required property string label
    property int lit: bars.length - 1
    readonly property int labelHeight: bars.some(bar => (bar.label ?? "") !== "") ? Theme.px(26) : 0
    readonly property real most: bars.reduce((most, bar) => Math.max(most, bar.value), 1)

    implicitHeight: Theme.px(120)
    implicitWidth: Theme.px(320)
    Accessible.role: Accessible.Chart
    Accessible.name: label

    RowLayout {
        anchors.fill: parent
        spacing: Theme.px(6)
        Repeater {
            model: root.bars
            Item {
                id: bar
                required property var modelData
                required property int index
                Layout.fillWidth: true
                Layout.fillHeight: true
                Rectangle {
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: root.labelHeight
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.min(parent.width, Theme.px(28))
                    height: Math.max(Theme.px(3), (bar.height - root.labelHeight) * bar.modelData.value / root.most)
                    radius: Theme.px(4)
                    color: bar.index === root.lit ? Theme.brand : Theme.brandBar
                }
                Txt {
                    anchors.bottom: parent.bottom
                    anchors.horizontalCenter: parent.horizontalCenter
                    role: "caption"
                    tone: bar.index === root.lit ? "ink" : "soft"
                    text: bar.modelData.label ?? ""
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
