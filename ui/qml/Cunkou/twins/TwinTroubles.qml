import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The menu of troubles: one press brings it about, another mends it. */
ScrollArea {
    id: root

    required property TwinsFacts facts

    spacing: Theme.px(6)

    Repeater {
        model: root.facts.troubles
        ColumnLayout {
            id: group
            required property var modelData
            spacing: Theme.px(4)
            Layout.fillWidth: true
            Txt { role: "caption"; tone: "soft"; text: group.modelData.device; Layout.fillWidth: true }
            Flow {
                spacing: Theme.px(6)
                Layout.fillWidth: true
                Repeater {
                    model: group.modelData.menu
                    Chip {
                        required property var modelData
                        text: modelData.label
                        lit: modelData.lit
                        Accessible.name: qsTr("%1: %2").arg(group.modelData.device).arg(text)
                        onClicked: root.facts.toggleTrouble(modelData.id)
                    }
                }
            }
        }
    }
    ColumnLayout {
        visible: root.facts.countyUrl !== ""
        spacing: Theme.px(4)
        Layout.fillWidth: true
        Txt { role: "caption"; tone: "soft"; text: qsTr("Billers and bank"); Layout.fillWidth: true }
        Txt { role: "caption"; text: qsTr("On the county's page, %1/money/twin, they are told to refuse, delay, lose an answer, answer twice or give back.").arg(root.facts.countyUrl); wrapMode: Text.Wrap; Layout.fillWidth: true }
    }
}
