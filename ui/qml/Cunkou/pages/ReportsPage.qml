import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The day or the month: figures, money, carriers, the bars of the month, a slip, and files for the carriers. */
CounterPage {
    id: root

    required property ReportsFacts facts
    readonly property bool month: facts.span === "month"

    title: qsTr("Reports")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: back

    ColumnLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        spacing: Theme.s2
        RowLayout {
            spacing: Theme.s1
            Layout.fillWidth: true
            SegmentedChoice {
                label: qsTr("Span")
                options: [{ value: "day", label: qsTr("Day"), icon: "sun" }, { value: "month", label: qsTr("Month"), icon: "calendar-days" }]
                value: root.facts.span
                onChosen: value => root.facts.choose(value)
            }
            Item { Layout.fillWidth: true }
            IconButton { id: back; iconName: "chevron-left"; text: root.month ? qsTr("The month before") : qsTr("The day before"); onClicked: root.facts.go(-1) }
            Txt { text: root.facts.heading; role: "heading"; strong: true; wrapMode: Text.NoWrap }
            IconButton { iconName: "chevron-right"; enabled: root.facts.canGoOn; text: root.month ? qsTr("The month after") : qsTr("The day after"); onClicked: root.facts.go(1) }
        }
        GridLayout {
            columns: root.wide ? 2 : 1
            columnSpacing: Theme.s3
            rowSpacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            ScrollArea {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Card {
                    padding: Theme.s2
                    Layout.fillWidth: true
                    Flow {
                        spacing: Theme.s3
                        Layout.fillWidth: true
                        Repeater {
                            model: root.facts.figures
                            Column {
                                id: figure
                                required property var modelData
                                required property int index
                                Txt { text: figure.modelData.value; role: figure.index < 2 ? "figure" : "title"; strong: true; tone: figure.index < 2 ? "brandDeep" : "ink"; height: Theme.px(66); verticalAlignment: Text.AlignBottom; wrapMode: Text.NoWrap }
                                Txt { text: figure.modelData.label; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap }
                            }
                        }
                    }
                }
                Card {
                    title: root.facts.barsText
                    padding: Theme.s2
                    Layout.fillWidth: true
                    BarChart { bars: root.facts.bars; lit: root.month ? -1 : root.facts.lit; label: root.facts.barsText; Layout.fillWidth: true; Layout.preferredHeight: Theme.px(130) }
                }
                Card {
                    title: qsTr("By carrier")
                    padding: Theme.s2
                    spacing: 0
                    Layout.fillWidth: true
                    Txt { visible: root.facts.carriers.length === 0; text: qsTr("Nothing came or went."); tone: "soft"; Layout.fillWidth: true }
                    ReportRow { visible: root.facts.carriers.length > 0; head: true; cells: [qsTr("Carrier"), qsTr("In"), qsTr("Out"), qsTr("Returned"), qsTr("Sent"), qsTr("Cash, yuan")]; Layout.fillWidth: true }
                    Repeater {
                        model: root.facts.carriers
                        ReportRow {
                            required property var modelData
                            cells: [modelData.name, modelData.taken_in, modelData.picked_up, modelData.returned, modelData.sent, modelData.cash]
                            Layout.fillWidth: true
                        }
                    }
                }
            }
            ColumnLayout {
                spacing: Theme.s2
                Layout.fillHeight: root.wide
                Layout.fillWidth: !root.wide
                Layout.preferredWidth: root.wide ? Theme.px(400) : root.width
                Layout.maximumWidth: root.wide ? Theme.px(400) : root.width
                Card {
                    visible: root.facts.slip === "" && root.facts.filesText === ""
                    title: qsTr("Cash")
                    padding: Theme.s2
                    spacing: 0
                    Layout.fillWidth: true
                    Txt { text: root.facts.cashText; role: "figure"; strong: true; wrapMode: Text.NoWrap; Layout.fillWidth: true }
                    Repeater {
                        model: root.facts.cash
                        RowLayout {
                            id: sum
                            required property var modelData
                            Layout.fillWidth: true
                            Layout.minimumHeight: Theme.px(40)
                            Txt { text: sum.modelData.title; tone: "soft"; Layout.fillWidth: true }
                            Txt { text: sum.modelData.value; wrapMode: Text.NoWrap }
                        }
                    }
                }
                SlipPreview { visible: source !== ""; source: root.facts.slip; Layout.fillWidth: true; Layout.fillHeight: true; Layout.minimumHeight: Theme.px(260) }
                Card {
                    visible: root.facts.slip === "" && root.facts.filesText !== ""
                    title: qsTr("Files")
                    padding: Theme.s2
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Txt { text: root.facts.filesText; wrapMode: Text.WrapAnywhere; Layout.fillWidth: true }
                    ScrollArea {
                        spacing: 0
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Repeater {
                            model: root.facts.files
                            ListRow { required property var modelData; pressable: false; iconName: "file-text"; title: modelData.title; subtitle: modelData.subtitle; Layout.fillWidth: true }
                        }
                    }
                }
                Item { visible: root.wide && root.facts.slip === "" && root.facts.filesText === ""; Layout.fillHeight: true }
                BigButton { kind: "secondary"; iconName: "wallet"; text: qsTr("Shift slips and reports"); Layout.fillWidth: true; onClicked: App.nav.open("TillReportsPage") }
                BigButton { kind: "secondary"; iconName: "download"; busy: root.facts.busy; text: qsTr("Files for the carriers"); Layout.fillWidth: true; onClicked: { root.facts.lookForFolders(); where.open() } }
                BigButton { visible: !root.month; iconName: "printer"; busy: root.facts.busy; text: qsTr("Print the day"); Layout.fillWidth: true; onClicked: root.facts.printDay() }
            }
        }
    }
    ChoiceDialog {
        id: where
        title: qsTr("Where should the files go?")
        text: qsTr("One for each carrier; WPS and Excel open them.")
        options: root.facts.folders
        onChosen: value => root.facts.export(value)
    }
}
