import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Stock-take: choose the shelves, scan, see what is missing, finish. */
CounterPage {
    id: root

    required property StocktakeFacts facts
    readonly property string stage: facts.stage
    readonly property real side: wide ? width * 0.37 : width

    title: qsTr("Stock-take")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: stage === "count" ? search : null
    onStageChanged: if (activeFocus) (stage === "count" ? search.field : stage === "done" ? next : begin).forceActiveFocus(Qt.OtherFocusReason)

    // Which shelves
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "start"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Txt { text: root.facts.scopeText; role: "title"; strong: true; tone: "brandDeep"; Layout.fillWidth: true }
            ReasonTiles { label: qsTr("Only some shelves? Choose them"); options: root.facts.shelves; Layout.fillWidth: true; onChosen: value => root.facts.toggle(value) }
            Item { Layout.fillHeight: true }
            BigButton { id: begin; iconName: "scan-barcode"; busy: root.facts.busy; text: qsTr("Begin counting"); implicitHeight: Theme.px(76); Layout.fillWidth: true; onClicked: root.facts.begin() }
        }
        Card {
            title: qsTr("Counted before")
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            Txt { visible: root.facts.past.length === 0; text: qsTr("Not counted yet."); tone: "soft"; Layout.fillWidth: true }
            ScrollArea {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Repeater {
                    model: root.facts.past
                    ListRow { required property var modelData; pressable: false; iconName: "boxes"; title: modelData.title; subtitle: modelData.subtitle; Layout.fillWidth: true }
                }
            }
        }
    }
    // Counting, and what came of it
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "count" || root.stage === "done"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillHeight: root.wide
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            Card {
                padding: Theme.s2
                spacing: Theme.s1
                Layout.fillWidth: true
                RowLayout {
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    Txt { text: root.facts.foundText; role: "giant"; strong: true; tone: "brandDeep"; wrapMode: Text.NoWrap }
                    Txt { text: qsTr("of %1").arg(root.facts.expectedText); role: "title"; tone: "soft"; wrapMode: Text.NoWrap; Layout.alignment: Qt.AlignBaseline }
                    Item { Layout.fillWidth: true }
                }
                ProgressStrip { value: root.facts.share; label: qsTr("%1 found").arg(root.facts.foundText); Layout.fillWidth: true }
                Txt { text: root.facts.summary; tone: "soft"; Layout.fillWidth: true }
            }
            Card {
                visible: root.stage === "count"
                padding: Theme.s2
                spacing: Theme.s1
                Layout.fillWidth: true
                Layout.fillHeight: root.wide
                RowLayout {
                    spacing: Theme.s2
                    Layout.fillWidth: true
                    Icon { name: root.facts.lastIcon; size: Theme.iconBig; color: Theme.tone(root.facts.lastTone) }
                    ColumnLayout {
                        spacing: 0
                        Layout.fillWidth: true
                        Txt { text: root.facts.lastText; role: "title"; strong: true; tone: root.facts.lastTone; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true }
                        Txt { text: root.facts.lastWhy; visible: text !== ""; Layout.fillWidth: true }
                    }
                }
                SearchBox { id: search; label: qsTr("Scan, or type the code"); placeholder: label; large: false; Layout.fillWidth: true; onAccepted: text => { root.facts.enter(text); search.clear() } }
                ScrollArea {
                    Layout.fillWidth: true
                    Layout.fillHeight: root.wide
                    Layout.preferredHeight: contentHeight
                    ReasonTiles { label: qsTr("I stand at"); options: root.facts.hereChoices; Layout.fillWidth: true; onChosen: value => root.facts.standAt(value) }
                }
            }
            SlipPreview { visible: root.stage === "done"; source: root.facts.slip; Layout.fillWidth: true; Layout.fillHeight: true; Layout.minimumHeight: Theme.px(240) }
            BigButton { visible: root.stage === "count"; iconName: "printer"; kind: "secondary"; busy: root.facts.busy; text: qsTr("Finish counting"); Layout.fillWidth: true; onClicked: sure.open() }
            BigButton { id: next; visible: root.stage === "done"; iconName: "check"; text: qsTr("Done"); Layout.fillWidth: true; onClicked: root.facts.again() }
        }
        Card {
            padding: Theme.s2
            spacing: Theme.s1
            Layout.fillWidth: true
            Layout.fillHeight: true
            TabStrip { tabs: root.facts.tabs; value: root.facts.tab; spacing: 0; Layout.fillWidth: true; onChosen: value => root.facts.filter(value) }
            EmptyState { visible: list.count === 0; iconName: "circle-check"; title: qsTr("Nothing in this list"); Layout.fillWidth: true; Layout.fillHeight: true }
            ListView {
                id: list
                visible: count > 0
                model: root.facts.rows
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                Layout.fillWidth: true
                Layout.fillHeight: true
                delegate: ListRow {
                    required iconName
                    required tone
                    required title
                    required subtitle
                    required trailingText
                    pressable: false
                    strong: true
                    width: ListView.view.width
                }
            }
        }
    }
    ConfirmDialog {
        id: sure
        title: qsTr("Everything scanned?")
        text: root.facts.summary
        confirmText: qsTr("Finish and print")
        cancelText: qsTr("Go on scanning")
        iconName: "printer"
        onConfirmed: root.facts.finish()
    }
}
