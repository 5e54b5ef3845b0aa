import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The till's front page: one search, every biller as a tile, what may still be taken, what needs a person. */
CounterPage {
    id: root

    required property PaymentsFacts facts
    readonly property bool searching: facts.searching

    title: qsTr("Payments")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: search

    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            SearchBox {
                id: search
                label: qsTr("Account, phone, card, initials, tail, nickname; or scan the bill")
                placeholder: label
                Layout.fillWidth: true
                onEdited: text => root.facts.find(text)
                onAccepted: text => root.facts.enter(text)
                Connections {
                    target: root.facts
                    function onSearchCleared() { search.text = "" }
                }
            }
            PayGateCard {
                visible: root.facts.gateTitle !== ""
                facts: root.facts
                Layout.fillWidth: true
            }
            EmptyState {
                visible: root.facts.tiles.length === 0 && !root.searching
                iconName: "receipt-japanese-yen"
                title: qsTr("The county has given this point no biller yet")
                text: qsTr("It comes by itself with the next upload.")
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            ScrollArea {
                id: menu
                visible: !root.searching && root.facts.tiles.length > 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                GridLayout {
                    id: grid
                    readonly property int lines: Math.ceil(root.facts.tiles.length / columns)
                    columns: Math.max(1, Math.min(3, Math.floor((menu.width + Theme.s2) / Theme.px(264))))
                    columnSpacing: Theme.s2
                    rowSpacing: Theme.s2
                    uniformCellWidths: true
                    uniformCellHeights: true
                    Layout.fillWidth: true
                    Repeater {
                        model: root.facts.tiles
                        PayTileCard {
                            required property var modelData
                            tile: modelData
                            // As high as the room gives, so that few billers are large ones.
                            room: Math.min(Theme.px(176), (menu.height - (grid.lines - 1) * Theme.s2) / Math.max(1, grid.lines))
                            Layout.fillWidth: true
                            onClicked: root.facts.choose(modelData.biller)
                        }
                    }
                }
            }
            Card {
                visible: root.searching
                padding: Theme.s2
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                EmptyState {
                    visible: root.facts.found.length === 0
                    iconName: "circle-question-mark"
                    title: root.facts.emptyTitle
                    text: root.facts.emptyText
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
                ScrollArea {
                    visible: root.facts.found.length > 0
                    spacing: 0
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Repeater {
                        model: root.facts.found
                        PayAccountRow {
                            required property var modelData
                            account: modelData
                            Layout.fillWidth: true
                            onClicked: root.facts.pay(modelData.biller, modelData.account)
                        }
                    }
                }
            }
        }
        ScrollArea {
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.wide ? Math.max(Theme.px(320), root.width * 0.29) : root.width
            Layout.maximumWidth: root.wide ? Math.max(Theme.px(320), root.width * 0.29) : root.width
            PayLimitCard { facts: root.facts; Layout.fillWidth: true }
            Card {
                title: qsTr("Needs a person")
                padding: Theme.s2
                spacing: 0
                visible: root.facts.tasks.length > 0
                Layout.fillWidth: true
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
            Card {
                title: qsTr("Taken today")
                padding: Theme.s2
                spacing: 0
                Layout.fillWidth: true
                trailing: Txt { text: root.facts.todayText; role: "heading"; strong: true; tone: "brandDeep" }
                Txt { visible: root.facts.today.length === 0; text: qsTr("Nothing yet"); tone: "soft"; Layout.fillWidth: true }
                Repeater {
                    model: root.facts.today
                    RowLayout {
                        id: line
                        required property var modelData
                        spacing: Theme.s1
                        Layout.fillWidth: true
                        Layout.minimumHeight: Theme.px(40)
                        Txt { text: line.modelData.title; Layout.fillWidth: true; maximumLineCount: 1; elide: Text.ElideRight }
                        Txt { text: line.modelData.count; tone: "soft"; wrapMode: Text.NoWrap }
                        Txt { text: line.modelData.yuan; wrapMode: Text.NoWrap; horizontalAlignment: Text.AlignRight; Layout.minimumWidth: Theme.px(110) }
                    }
                }
                BigButton { kind: "secondary"; iconName: "list"; text: qsTr("All payments"); Layout.fillWidth: true; Layout.topMargin: Theme.s1; onClicked: App.nav.open("PaymentsListPage") }
            }
        }
    }
}
