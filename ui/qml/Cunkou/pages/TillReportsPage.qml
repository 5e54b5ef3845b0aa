import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What the drawer's work comes to: shift slips, day, month, register, float, petitions, books; as paper and as files. */
CounterPage {
    id: root

    required property TillReportsFacts facts
    readonly property string tab: facts.tab
    readonly property bool listed: tab === "zs" || tab === "register" || tab === "float"
    readonly property bool paper: (tab === "zs" && !facts.empty) || (tab === "register" && facts.slip !== "")
    /** The chart stands beside the day's tables, where there is room. */
    readonly property bool aside: wide && tab === "day"
    readonly property real side: wide ? Math.max(Theme.px(320), width * 0.3) : width

    title: qsTr("Till reports")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: tabs

    ColumnLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        spacing: Theme.s2
        FocusScope {
            id: tabs
            implicitHeight: strip.implicitHeight
            Layout.fillWidth: true
            TabStrip { id: strip; width: parent.width; tabs: root.facts.tabs; value: root.tab; onChosen: value => root.facts.choose(value) }
        }
        GridLayout {
            columns: root.wide ? 2 : 1
            columnSpacing: Theme.s3
            rowSpacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            ColumnLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Layout.fillHeight: true
                RowLayout {
                    visible: root.tab !== "books"
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    IconButton { iconName: "chevron-left"; text: root.facts.byDay ? qsTr("The day before") : root.facts.byYear ? qsTr("The year before") : qsTr("The month before"); onClicked: root.facts.go(-1) }
                    Txt { text: root.facts.heading; role: "heading"; strong: true; wrapMode: Text.NoWrap }
                    IconButton { iconName: "chevron-right"; enabled: root.facts.canGoOn; text: root.facts.byDay ? qsTr("The day after") : root.facts.byYear ? qsTr("The year after") : qsTr("The month after"); onClicked: root.facts.go(1) }
                    Item { Layout.fillWidth: true }
                }
                RowLayout {
                    visible: root.facts.verdict !== ""
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    Icon { name: root.facts.verdictTone === "good" ? "circle-check" : root.facts.verdictTone === "info" ? "info" : "triangle-alert"; color: Theme.tone(root.facts.verdictTone) }
                    Txt { text: root.facts.verdict; role: root.tab === "books" ? "title" : "body"; strong: true; tone: root.facts.verdictTone; Layout.fillWidth: true }
                }
                TillFiguresCard { visible: root.listed && root.facts.figures.length > 0; figures: root.facts.figures; Layout.fillWidth: true }
                Card {
                    visible: root.listed
                    padding: Theme.s1
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    EmptyState { visible: root.facts.empty; title: root.facts.emptyText; Layout.fillWidth: true; Layout.fillHeight: true }
                    RowList {
                        visible: root.tab === "zs" && !root.facts.empty
                        model: root.tab === "zs" ? root.facts.rows : null
                        delegate: WorkRow {
                            required property int key
                            required property string value
                            width: ListView.view.width
                            trailingText: value
                            picked: key === root.facts.chosen
                            required title
                            required subtitle
                            required iconName
                            required tone
                            required pillText
                            required pillTone
                            onClicked: root.facts.pick(key)
                        }
                    }
                    RowList {
                        visible: root.tab !== "zs" && !root.facts.empty
                        model: root.tab !== "zs" ? root.facts.rows : null
                        delegate: TillMoveRow { width: ListView.view.width }
                    }
                }
                ScrollArea {
                    visible: !root.listed
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    TillFiguresCard { visible: root.facts.figures.length > 0; figures: root.facts.figures; Layout.fillWidth: true }
                    Card {
                        visible: root.facts.bars.length > 0 && !root.aside
                        title: root.facts.barsText
                        padding: Theme.s2
                        Layout.fillWidth: true
                        BarChart { bars: root.facts.bars; lit: root.facts.lit; label: root.facts.barsText; Layout.fillWidth: true; Layout.preferredHeight: Theme.px(130) }
                    }
                    Card {
                        visible: root.tab === "books" && root.facts.checking
                        padding: Theme.s2
                        Layout.fillWidth: true
                        Txt { text: root.facts.checkingText; Layout.fillWidth: true }
                        ProgressStrip { value: root.facts.checkedShare; label: root.facts.checkingText; Layout.fillWidth: true }
                        BigButton { kind: "secondary"; iconName: "x"; text: qsTr("Stop checking"); Layout.alignment: Qt.AlignLeft; onClicked: root.facts.stopCheck() }
                    }
                    Txt { visible: root.tab === "books" && root.facts.verdict === "" && !root.facts.checking; text: qsTr("Every figure is derived again from the journal and compared with the books. This takes a few seconds."); tone: "soft"; Layout.fillWidth: true }
                    Repeater {
                        model: root.facts.sections
                        TillSectionCard { required property var modelData; section: modelData; Layout.fillWidth: true }
                    }
                    Row {
                        visible: root.facts.filters.length > 0
                        spacing: Theme.s1
                        Repeater {
                            model: root.facts.filters
                            Chip { required property var modelData; text: modelData.label; lit: modelData.value === root.facts.filter; onClicked: root.facts.sift(modelData.value) }
                        }
                    }
                    Repeater {
                        model: root.facts.filtered
                        TillSectionCard { required property var modelData; section: modelData; Layout.fillWidth: true }
                    }
                }
            }
            ColumnLayout {
                visible: root.paper || (root.tab !== "zs" && (root.facts.actions.length > 0 || root.facts.kinds.length > 0))
                spacing: Theme.s2
                Layout.fillHeight: root.wide
                Layout.fillWidth: !root.wide
                Layout.preferredWidth: root.side
                Layout.maximumWidth: root.side
                SlipPreview {
                    visible: root.paper
                    source: root.facts.slip
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: Theme.px(240)
                }
                Card {
                    visible: root.facts.bars.length > 0 && root.aside
                    title: root.facts.barsText
                    padding: Theme.s2
                    Layout.fillWidth: true
                    BarChart { bars: root.facts.bars; lit: root.facts.lit; label: root.facts.barsText; Layout.fillWidth: true; Layout.preferredHeight: Theme.px(180) }
                }
                Card {
                    visible: root.facts.monthText !== ""
                    title: qsTr("For the village's group")
                    padding: Theme.s2
                    Layout.fillWidth: true
                    Txt { text: root.facts.monthText; role: "caption"; Layout.fillWidth: true }
                }
                Txt { visible: text !== ""; text: root.facts.filesText; tone: "good"; wrapMode: Text.WrapAnywhere; Layout.fillWidth: true }
                Repeater {
                    model: root.facts.actions
                    BigButton {
                        required property var modelData
                        required property int index
                        kind: index === 0 ? "primary" : "secondary"
                        iconName: modelData.icon
                        text: modelData.label
                        busy: (root.facts.busy || root.facts.checking) && index === 0
                        enabled: !root.facts.busy && !root.facts.checking && !(modelData.value === "reprint" && root.facts.chosen === 0)
                        Layout.fillWidth: true
                        onClicked: root.facts.act(modelData.value)
                    }
                }
                BigButton {
                    visible: root.facts.kinds.length > 0
                    kind: "secondary"
                    iconName: "download"
                    enabled: !root.facts.busy
                    text: qsTr("Make a file")
                    Layout.fillWidth: true
                    onClicked: which.open()
                }
                Item { visible: root.wide && !root.paper; Layout.fillHeight: true }
            }
        }
    }
    ChoiceDialog {
        id: which
        title: qsTr("Which file?")
        options: root.facts.kinds
        onChosen: value => root.facts.act(value)
    }
    ChoiceDialog {
        id: where
        title: qsTr("Where should the file go?")
        options: root.facts.folders
        onChosen: value => root.facts.export(value)
    }
    Connections {
        target: root.facts
        function onFoldersFound() { where.open() }
    }
}
