import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Backups, and where the keys are kept, said plainly. */
Card {
    id: root

    required property SettingsFacts facts

    title: qsTr("Backups")
    trailing: StatusPill { text: root.facts.backupText; tone: root.facts.backupTone; iconName: "archive" }

    Txt { text: qsTr("One is made by itself every day; seven are kept. They are encrypted like the books."); tone: "soft"; Layout.fillWidth: true }
    BigButton {
        text: qsTr("Make a backup now")
        iconName: "save"
        busy: root.facts.busy
        enabled: root.facts.canBackUp && !root.facts.busy
        Layout.fillWidth: true
        onClicked: root.facts.backUp()
    }
    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        Repeater {
            model: root.facts.backups
            ListRow {
                required property var modelData
                iconName: "archive"
                title: modelData.title
                subtitle: modelData.subtitle
                trailingText: modelData.size
                pressable: false
                Layout.fillWidth: true
            }
        }
    }
    SectionTitle { text: qsTr("Keys"); Layout.topMargin: Theme.s1 }
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Icon { name: root.facts.keyIcon; color: Theme.tone(root.facts.keyTone) }
        Txt { text: root.facts.keyText; Layout.fillWidth: true }
    }
}
