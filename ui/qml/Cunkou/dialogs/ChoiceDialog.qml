import QtQuick
import QtQuick.Layouts
import Cunkou

/** One of several, each a row. */
CounterDialog {
    id: root

    /** [{value, label, subtitle, icon, tone}] */
    required property var options

    signal chosen(string value)

    ScrollArea {
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(contentHeight, Theme.px(480))
        spacing: 0
        Repeater {
            model: root.options
            ListRow {
                required property var modelData
                required property int index
                Layout.fillWidth: true
                title: modelData.label
                subtitle: modelData.subtitle ?? ""
                iconName: modelData.icon ?? "chevron-right"
                tone: modelData.tone ?? "brand"
                ruled: index < root.options.length - 1
                onClicked: { root.close(); root.chosen(modelData.value) }
            }
        }
    }
    BigButton {
        kind: "secondary"
        text: qsTr("Leave it")
        Layout.fillWidth: true
        onClicked: root.close()
    }
}
