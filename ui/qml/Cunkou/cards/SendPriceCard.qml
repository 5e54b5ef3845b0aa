import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What it costs, what is still missing, and the button that closes it. */
Card {
    id: root

    required property SendFacts facts

    signal refuseAsked
    signal keepAsked

    padding: Theme.s2
    spacing: Theme.s1
    Txt { text: root.facts.totalWord; tone: "soft"; Layout.fillWidth: true }
    Txt { text: root.facts.prepaid ? root.facts.totalText : ""; visible: text !== ""; font.pixelSize: Theme.px(64); strong: true; tone: "brandDeep"; wrapMode: Text.NoWrap; Layout.fillWidth: true }
    Repeater {
        model: root.facts.prices
        RowLayout {
            id: price
            required property var modelData
            Layout.fillWidth: true
            Txt { text: price.modelData.title; tone: "soft"; Layout.fillWidth: true }
            Txt { text: price.modelData.value; wrapMode: Text.NoWrap }
        }
    }
    RowLayout {
        visible: root.facts.changeText !== "" && root.facts.prepaid
        Layout.fillWidth: true
        Txt { text: root.facts.changeWord; role: "heading"; tone: "soft"; Layout.fillWidth: true }
        Txt { text: root.facts.changeText; role: "figure"; strong: true; wrapMode: Text.NoWrap }
    }
    StatusPill { visible: text !== ""; tone: "info"; iconName: "clock"; text: root.facts.keptText }
    ScrollArea {
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.px(60)
        Repeater {
            model: root.facts.missing
            ListRow {
                required property var modelData
                iconName: "circle-dot"
                tone: "attention"
                title: modelData.text
                ruled: false
                least: Math.max(48, Theme.px(48))
                Layout.fillWidth: true
                onClicked: root.facts.toStep(modelData.step)
            }
        }
    }
    BigButton { iconName: "printer"; enabled: root.facts.canClose && !root.facts.busy; busy: root.facts.busy; text: qsTr("Take it and print"); implicitHeight: Theme.px(76); Layout.fillWidth: true; onClicked: root.facts.close() }
    GridLayout {
        columns: 2
        columnSpacing: Theme.s1
        rowSpacing: Theme.s1
        uniformCellWidths: true
        Layout.fillWidth: true
        BigButton { kind: "secondary"; iconName: "save"; text: qsTr("Later"); Layout.fillWidth: true; onClicked: root.facts.lay() }
        BigButton { kind: "secondary"; iconName: "clock"; enabled: !root.facts.isKept; text: qsTr("Keep here"); Layout.fillWidth: true; onClicked: root.keepAsked() }
        BigButton { kind: "secondary"; iconName: "ban"; text: qsTr("Refuse it"); Layout.fillWidth: true; onClicked: root.refuseAsked() }
        BigButton { kind: "secondary"; iconName: "undo-2"; text: root.facts.isDraft ? qsTr("Take back") : qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.facts.withdraw() }
    }
}
