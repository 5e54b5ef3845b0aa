import QtQuick
import QtQuick.Layouts
import Cunkou

/** One queue of a resident: what waits, and below, quieter, what is over. */
Card {
    id: root

    /** {title, count, empty, rows, before, beforeTitle} */
    required property var queue

    signal opened(string page, var args)

    title: queue.title
    spacing: 0
    trailing: StatusPill { text: root.queue.count; tone: "attention"; visible: text !== "" }

    Repeater {
        model: root.queue.rows
        ListRow {
            required property var modelData
            iconName: modelData.icon
            tone: modelData.tone
            title: modelData.title
            subtitle: modelData.subtitle
            trailingText: modelData.trailing
            trailingTone: modelData.tone === "brand" ? "soft" : modelData.tone
            strong: true
            pressable: modelData.page !== ""
            chevron: pressable
            Layout.fillWidth: true
            onClicked: root.opened(modelData.page, modelData.args)
        }
    }
    Txt {
        visible: root.queue.rows.length === 0
        text: root.queue.empty
        tone: "soft"
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.s1
    }
    Txt {
        visible: root.queue.before.length > 0
        text: root.queue.beforeTitle
        role: "caption"
        tone: "soft"
        strong: true
        Layout.topMargin: Theme.s2
    }
    Repeater {
        model: root.queue.before
        ListRow {
            required property var modelData
            iconName: modelData.icon
            tone: modelData.tone
            title: modelData.title
            subtitle: modelData.subtitle
            trailingText: modelData.trailing
            pressable: modelData.page !== ""
            Layout.fillWidth: true
            onClicked: root.opened(modelData.page, modelData.args)
        }
    }
}
