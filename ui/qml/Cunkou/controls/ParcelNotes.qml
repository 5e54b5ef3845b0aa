import QtQuick
import QtQuick.Layouts
import Cunkou

/** What to mind about a parcel: one strip each, the gravest first. */
ColumnLayout {
    id: root

    /** [{icon, tone, text}] */
    required property var notes

    spacing: Theme.s1
    visible: notes.length > 0
    Repeater {
        model: root.notes
        Rectangle {
            id: strip
            required property var modelData
            Layout.fillWidth: true
            implicitHeight: Math.max(Theme.px(44), words.implicitHeight + Theme.s1 + 4)
            radius: Theme.radiusSmall
            color: Theme.tint(modelData.tone)
            border.width: Theme.highContrast ? 2 : 0
            border.color: Theme.tone(modelData.tone)
            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: Theme.s2
                anchors.rightMargin: Theme.s2
                spacing: Theme.s1 + 4
                Icon { name: strip.modelData.icon; color: Theme.tone(strip.modelData.tone); size: Theme.iconSmall }
                Txt { id: words; text: strip.modelData.text; tone: strip.modelData.tone; Layout.fillWidth: true }
            }
        }
    }
}
