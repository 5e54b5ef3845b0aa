import QtQuick
import QtQuick.Layouts
import Cunkou

/** What could not be done, each with its reason; the rest stands. */
Card {
    id: root

    /** [{title, subtitle}] */
    required property var failures

    visible: failures.length > 0
    padding: Theme.s2
    spacing: 0
    title: qsTr("Not done: %1").arg(failures.length)
    Repeater {
        model: root.failures
        ListRow {
            required property var modelData
            pressable: false
            iconName: "triangle-alert"
            tone: "attention"
            title: modelData.title
            subtitle: modelData.subtitle
            Layout.fillWidth: true
        }
    }
}
