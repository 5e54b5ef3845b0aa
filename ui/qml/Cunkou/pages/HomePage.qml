import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A to-do list rather than a menu: the main jobs, what waits and what to do about it, today, the county. */
CounterPage {
    id: root

    required property HomeFacts facts

    title: App.title
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()

    GridLayout {
        anchors.fill: parent
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2

        RowLayout {
            spacing: Theme.s3
            visible: root.facts.actions.length > 0
            uniformCellSizes: true
            Layout.fillHeight: false  // no higher than the highest of them
            Layout.columnSpan: root.wide ? 2 : 1
            Layout.fillWidth: true
            Repeater {
                model: root.facts.actions
                ActionCard {
                    required property var modelData
                    text: modelData.title
                    subtitle: modelData.subtitle
                    iconName: modelData.icon
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    onClicked: App.nav.open(modelData.page, modelData.args)
                }
            }
        }
        Card {
            title: qsTr("To do today")
            spacing: Theme.s1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.px(240)
            EmptyState {
                visible: root.facts.tasks.length === 0 && root.facts.loaded
                iconName: "circle-check"
                title: qsTr("Nothing waits")
                text: qsTr("What needs you will stand here by itself.")
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            ScrollArea {
                visible: root.facts.tasks.length > 0
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Repeater {
                    model: root.facts.tasks
                    TaskRow {
                        required property var modelData
                        required property int index
                        task: modelData
                        ruled: index < root.facts.tasks.length - 1
                        Layout.fillWidth: true
                        onClicked: App.nav.open(modelData.page, modelData.args)
                    }
                }
            }
        }
        ScrollArea {
            id: side
            Layout.preferredWidth: root.wide ? Math.max(Theme.px(340), root.width * 0.3) : root.width
            Layout.maximumWidth: root.wide ? root.width * 0.34 : root.width
            Layout.fillWidth: !root.wide
            Layout.fillHeight: true
            Layout.preferredHeight: root.wide ? 0 : contentHeight
            Layout.maximumHeight: root.wide ? root.height : contentHeight
            FigureCard {
                title: qsTr("Today")
                figures: root.facts.figures
                bars: root.facts.bars
                barsText: root.facts.barsText
                visible: root.facts.figures.length > 0
                Layout.fillWidth: true
            }
            SyncCard {
                facts: App.sync
                Layout.fillWidth: true
            }
            Card {
                spacing: 0
                padding: Theme.s1 + 4
                visible: root.facts.devices.length > 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.devices
                    DeviceRow {
                        required property var modelData
                        device: modelData
                        Layout.fillWidth: true
                        onClicked: App.nav.jump("DevicesPage")
                    }
                }
            }
        }
    }
}
