import QtQuick
import QtQuick.Layouts
import Cunkou

/** A short list of petitions or drafts, each a row to press. */
Card {
    id: root

    /** [{id, icon, title, subtitle, state?, due?, when?, tone}] */
    required property var rows
    required property string emptyText
    property string countText
    property string countTone: "info"

    signal chosen(int id)

    padding: Theme.s2
    spacing: Theme.s1
    trailing: StatusPill { visible: text !== ""; text: root.countText; tone: root.countTone }
    Txt { visible: root.rows.length === 0; text: root.emptyText; tone: "soft"; Layout.fillWidth: true }
    Item { visible: root.rows.length === 0; Layout.fillHeight: true }
    ScrollArea {
        visible: root.rows.length > 0
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            model: root.rows
            ListRow {
                required property var modelData
                required property int index
                iconName: modelData.icon
                tone: modelData.tone === "soft" ? "brand" : modelData.tone
                title: modelData.title
                subtitle: [modelData.subtitle, modelData.state ?? "", modelData.due ?? ""].filter(word => word !== "").join(" · ")
                trailingText: modelData.when ?? ""
                ruled: index < root.rows.length - 1
                chevron: true
                Layout.fillWidth: true
                onClicked: root.chosen(modelData.id)
            }
        }
    }
}
