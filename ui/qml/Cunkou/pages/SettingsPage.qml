import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** How this counter is set; what can do harm asks for a lead's PIN. */
CounterPage {
    id: root

    required property SettingsFacts facts

    title: qsTr("Settings")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: tabs

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.s2
        TabStrip {
            id: tabs
            tabs: root.facts.tabs
            value: root.facts.tab
            Layout.fillWidth: true
            onChosen: value => root.facts.choose(value)
        }
        GateCard {
            visible: root.facts.gate !== "open"
            gate: root.facts.gate
            text: root.facts.gateText
            busy: root.facts.busy
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: Math.min(Theme.px(520), root.width - 2 * Theme.pageMargin)
            onEntered: pin => root.facts.prove(pin)
        }
        ScrollArea {
            visible: root.facts.gate === "open"
            Layout.fillWidth: true
            Layout.fillHeight: true
            DayCard { facts: root.facts; visible: root.facts.tab === "screen" && root.facts.doubtText !== ""; Layout.fillWidth: true }
            ScreenSettingsCard { facts: root.facts; visible: root.facts.tab === "screen"; Layout.fillWidth: true }
            DayCard { facts: root.facts; visible: root.facts.tab === "screen" && root.facts.doubtText === ""; Layout.fillWidth: true }
            SafetyCard { facts: root.facts; visible: root.facts.tab === "safety"; Layout.fillWidth: true }
            CatalogueCard { facts: root.facts; visible: root.facts.tab === "catalogue"; Layout.fillWidth: true }
            Card {
                visible: root.facts.tab === "about"
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.about
                    ListRow {
                        required property var modelData
                        required property int index
                        title: modelData.value
                        subtitle: modelData.label
                        pressable: false
                        ruled: index < root.facts.about.length - 1
                        Layout.fillWidth: true
                    }
                }
            }
        }
        Item { visible: root.facts.gate !== "open"; Layout.fillHeight: true }
    }
}
