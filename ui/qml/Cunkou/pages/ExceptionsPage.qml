import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What is wrong, what goes back, what nobody claims: each with its reason and a photo. */
CounterPage {
    id: root

    required property ExceptionsFacts facts
    readonly property int kept: facts.kept
    readonly property real side: wide ? width * 0.5 : width

    title: qsTr("Exceptions")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    onKeptChanged: note.clear()

    ColumnLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        spacing: Theme.s2
        TabStrip { tabs: root.facts.tabs; value: root.facts.tab; Layout.fillWidth: true; onChosen: value => root.facts.filter(value) }
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
                Layout.minimumHeight: root.width > root.height ? -1 : root.height * 0.42
                SearchBox {
                    id: search
                    label: qsTr("Scan the parcel, or type its code")
                    placeholder: label
                    large: false
                    Layout.fillWidth: true
                    onAccepted: text => { root.facts.enter(text); search.clear() }
                }
                FailureCard { failures: root.facts.failures; Layout.fillWidth: true }
                EmptyState {
                    visible: root.facts.rows.count === 0
                    iconName: "circle-check"
                    title: qsTr("Nothing here")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
                Card {
                    visible: root.facts.rows.count > 0
                    padding: Theme.s1
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    RowList {
                        id: list
                        model: root.facts.rows
                        delegate: FocusScope {
                            id: line
                            required property string id
                            required property string code
                            required property string subtitle
                            required property string days
                            required property string tone
                            required property bool picked
                            implicitHeight: cells.implicitHeight
                            width: list.width
                            RowLayout {
                                id: cells
                                anchors.fill: parent
                                spacing: Theme.s1
                                WorkRow {
                                    focus: true
                                    iconName: root.facts.tab !== "due" ? "package-x" : line.picked ? "square-check" : "square"
                                    tone: line.tone
                                    title: line.code
                                    subtitle: line.subtitle
                                    trailingText: line.days
                                    picked: line.picked
                                    Layout.fillWidth: true
                                    onClicked: root.facts.choose(line.id)
                                }
                                IconButton {
                                    visible: root.facts.tab === "listed"
                                    iconName: "undo-2"
                                    text: qsTr("Keep %1 here").arg(line.code)
                                    onClicked: root.facts.putBack(line.id)
                                }
                            }
                        }
                    }
                }
                BigButton { visible: root.facts.tab === "due" && root.facts.rows.count > 1; kind: "secondary"; iconName: "list-checks"; text: qsTr("All of them go back"); Layout.fillWidth: true; onClicked: root.facts.chooseAll() }
                BigButton { visible: (root.facts.tab === "due" || root.facts.tab === "listed") && root.facts.rows.count > 0; kind: "secondary"; iconName: "printer"; busy: root.facts.busy; text: qsTr("Print the return list"); Layout.fillWidth: true; onClicked: root.facts.printReturns() }
                Txt { visible: root.facts.tab === "exceptions" && root.facts.rows.count > 0; text: qsTr("Put right? Scan it here, and it goes back to its shelf."); tone: "soft"; Layout.fillWidth: true }
            }
            SlipPreview {
                visible: source !== ""
                source: root.facts.slip
                Layout.fillHeight: true
                Layout.fillWidth: !root.wide
                Layout.preferredWidth: root.side
                Layout.maximumWidth: root.side
            }
            Card {
                visible: root.facts.slip === ""
                padding: Theme.s2
                spacing: Theme.s1
                Layout.fillHeight: true
                Layout.fillWidth: !root.wide
                Layout.preferredWidth: root.side
                Layout.maximumWidth: root.side
                RowLayout {
                    spacing: Theme.s2
                    Layout.fillWidth: true
                    Txt {
                        text: root.facts.chosen.length === 0 ? qsTr("Which parcel?") : root.facts.chosen.length === 1 ? root.facts.chosen[0].code : qsTr("%1 parcels").arg(root.facts.chosen.length)
                        role: "figure"
                        strong: true
                        tone: root.facts.chosen.length > 0 ? "brandDeep" : "soft"
                        wrapMode: Text.NoWrap
                    }
                    Txt { text: root.facts.chosen.length === 1 ? root.facts.chosen[0].who : ""; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true }
                    Item { visible: root.facts.chosen.length !== 1; Layout.fillWidth: true }
                    IconButton { visible: root.facts.chosen.length > 0; iconName: "x"; text: qsTr("Another parcel"); onClicked: root.facts.clear() }
                }
                SegmentedChoice {
                    label: qsTr("What becomes of it")
                    options: [{ value: "exception", label: qsTr("Set aside") }, { value: "return", label: qsTr("Send back") }, { value: "undeliverable", label: qsTr("Nobody's") }]
                    value: root.facts.kind
                    Layout.fillWidth: true
                    onChosen: value => root.facts.setKind(value)
                }
                ScrollArea {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: Theme.px(120)
                    ReasonTiles { label: qsTr("Why"); options: root.facts.reasons; value: root.facts.reason; error: root.facts.problems.reason ?? ""; Layout.fillWidth: true; onChosen: value => root.facts.setReason(value) }
                    EvidencePhotoCard { photo: root.facts.photo; label: qsTr("Photograph it"); error: root.facts.problems.photo ?? ""; Layout.fillWidth: true }
                    TextBox { id: note; label: qsTr("A word about it, if you like"); maxLength: 200; error: root.facts.problems.note ?? ""; Layout.fillWidth: true }
                }
                Txt { text: root.facts.waitText; visible: text !== ""; tone: "attention"; horizontalAlignment: Text.AlignHCenter; Layout.fillWidth: true }
                BigButton {
                    iconName: "check"
                    enabled: root.facts.canKeep
                    busy: root.facts.busy
                    text: root.facts.kind === "exception" ? qsTr("Set it aside") : root.facts.kind === "return" ? qsTr("Put it on the return list") : qsTr("Register it as nobody's")
                    Layout.fillWidth: true
                    onClicked: root.facts.keep(note.text)
                }
            }
        }
    }
}
