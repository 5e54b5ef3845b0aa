import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The catalogue in force; one with faults never replaces it. */
Card {
    id: root

    required property SettingsFacts facts

    title: qsTr("Catalogue in force")
    Txt { text: root.facts.catalogueText; role: "heading"; Layout.fillWidth: true }
    Txt { text: qsTr("Carriers, shelves, fees, holidays, villages and words. It comes from the county."); tone: "soft"; Layout.fillWidth: true }
    BigButton {
        text: qsTr("Look for a new one")
        kind: "secondary"
        iconName: "refresh-cw"
        busy: root.facts.busy
        enabled: root.facts.canBackUp && !root.facts.busy
        Layout.fillWidth: true
        onClicked: root.facts.reloadCatalogue()
    }
    RowLayout {
        visible: root.facts.catalogueResult !== ""
        spacing: Theme.s1
        Layout.fillWidth: true
        Icon { name: root.facts.catalogueTone === "good" ? "circle-check" : "triangle-alert"; color: Theme.tone(root.facts.catalogueTone) }
        Txt { text: root.facts.catalogueResult; tone: root.facts.catalogueTone; strong: true; Layout.fillWidth: true }
    }
    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        Repeater {
            model: root.facts.catalogueProblems
            ListRow {
                required property var modelData
                iconName: "circle-alert"
                tone: "attention"
                title: modelData.title
                subtitle: modelData.subtitle
                pressable: false
                Layout.fillWidth: true
            }
        }
    }
}
