import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The parcel counter: one search, every job, and what stands on the shelves. */
CounterPage {
    id: root

    required property ParcelsFacts facts

    title: qsTr("Parcels")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: search

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.s2
        SearchBox {
            id: search
            label: qsTr("Pickup code, tail, initials, name or waybill")
            placeholder: label
            Layout.fillWidth: true
            onAccepted: text => { root.facts.search(text); search.clear() }
        }
        RowLayout {
            spacing: Theme.s2
            uniformCellSizes: true
            Layout.fillHeight: false  // no higher than the highest of them
            Layout.fillWidth: true
            Repeater {
                model: root.facts.mains
                ActionCard {
                    required property var modelData
                    text: modelData.title
                    subtitle: modelData.subtitle
                    iconName: modelData.icon
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    onClicked: App.nav.open(modelData.page)
                }
            }
        }
        GridLayout {
            columns: root.wide && root.facts.others.length > 0 ? 2 : 1
            columnSpacing: Theme.s2
            rowSpacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Card {
                visible: root.facts.others.length > 0
                padding: Theme.s2
                Layout.fillWidth: true
                Layout.fillHeight: root.wide
                ScrollArea {
                    Layout.fillWidth: true
                    Layout.fillHeight: root.wide
                    Layout.preferredHeight: contentHeight
                    GridLayout {
                        columns: 2
                        columnSpacing: Theme.s2
                        rowSpacing: 0
                        uniformCellWidths: true
                        Layout.fillWidth: true
                        Repeater {
                            model: root.facts.others
                            ListRow {
                                required property var modelData
                                iconName: modelData.icon
                                title: modelData.title
                                subtitle: modelData.subtitle
                                ruled: false
                                least: Theme.px(76)
                                Layout.fillWidth: true
                                onClicked: App.nav.open(modelData.page)
                            }
                        }
                    }
                }
            }
            Card {
                title: qsTr("On the shelves")
                spacing: Theme.s1
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.maximumWidth: columns2 ? Math.max(Theme.px(380), root.width * 0.38) : root.width
                readonly property bool columns2: root.wide && root.facts.others.length > 0
                trailing: Txt { text: root.facts.totalText; role: "figure"; strong: true; tone: "brandDeep" }
                ScrollArea {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    spacing: Theme.s1
                    Repeater {
                        model: root.facts.shelves
                        ColumnLayout {
                            id: shelf
                            required property var modelData
                            spacing: Theme.px(4)
                            Layout.fillWidth: true
                            RowLayout {
                                Layout.fillWidth: true
                                Txt { text: shelf.modelData.name; Layout.fillWidth: true }
                                Txt { text: shelf.modelData.count; strong: true; wrapMode: Text.NoWrap }
                                Txt { text: shelf.modelData.room; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap; horizontalAlignment: Text.AlignRight; Layout.preferredWidth: Theme.px(150) }
                            }
                            ProgressStrip { value: shelf.modelData.share; label: shelf.modelData.name + " " + shelf.modelData.count; implicitHeight: Theme.px(10); Layout.fillWidth: true }
                        }
                    }
                }
            }
        }
    }
}
