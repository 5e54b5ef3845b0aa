import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** How does it stand? Number and phone tail, or query code; what is known here, and as of when. */
CounterPage {
    id: root

    required property PetitionAskFacts facts
    readonly property real side: wide ? Math.max(Theme.px(360), width * 0.36) : width

    function goOn() { (number.text === "" ? number : code).field.forceActiveFocus(Qt.OtherFocusReason) }
    function ask() { facts.enter(number.text, code.text) }

    title: qsTr("How does it stand?")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: number.text === "" ? number : code
    Component.onCompleted: number.text = facts.number

    GridLayout {
        anchors.fill: parent
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        Card {
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            Layout.alignment: Qt.AlignTop
            TextBox {
                id: number
                label: qsTr("Number on the slip, or scan")
                placeholder: "W0112-2026-000123"
                iconName: "scan-barcode"
                purpose: "latin"
                maxLength: 30
                large: true
                error: root.facts.problems.number ?? ""
                Layout.fillWidth: true
                onAccepted: code.field.forceActiveFocus(Qt.OtherFocusReason)
            }
            TextBox {
                id: code
                label: qsTr("Phone tail or query code")
                iconName: "key-round"
                purpose: "latin"
                maxLength: 12
                large: true
                error: root.facts.problems.code ?? ""
                Layout.fillWidth: true
                onAccepted: root.ask()
            }
            BigButton {
                iconName: "search"
                busy: root.facts.busy
                enabled: number.text !== "" && code.text !== ""
                text: qsTr("Ask")
                Layout.fillWidth: true
                onClicked: root.ask()
            }
            BigButton { visible: root.facts.known; kind: "secondary"; iconName: "arrow-right"; text: qsTr("Next question"); Layout.fillWidth: true; onClicked: root.facts.again() }
        }
        EmptyState {
            visible: !root.facts.known
            iconName: "message-square"
            title: qsTr("Number and phone tail, or query code")
            text: qsTr("Both stand on the slip. Anonymous and confidential ones open with the query code alone.")
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        ScrollArea {
            visible: root.facts.known
            Layout.fillWidth: true
            Layout.fillHeight: true
            Card {
                spacing: Theme.s1
                Layout.fillWidth: true
                RowLayout {
                    spacing: Theme.s3
                    Layout.fillWidth: true
                    Icon { name: root.facts.icon; size: Theme.px(72); color: Theme.tone(root.facts.tone) }
                    ColumnLayout {
                        spacing: 0
                        Layout.fillWidth: true
                        Txt { text: root.facts.stateText; font.pixelSize: Theme.px(60); strong: true; tone: root.facts.tone; Layout.fillWidth: true }
                        Txt { text: root.facts.sinceText; tone: "soft"; Layout.fillWidth: true }
                    }
                    IconButton { iconName: "volume-2"; text: qsTr("Say where it stands"); onClicked: root.facts.sayState() }
                }
                Txt { text: root.facts.knownText; tone: "attention"; Layout.fillWidth: true }
                Txt { text: root.facts.shownNumber + " · " + root.facts.categoryText; tone: "soft"; Layout.fillWidth: true }
            }
            Card {
                visible: root.facts.said.length > 0 || root.facts.sealedText !== ""
                title: qsTr("What the county said")
                spacing: Theme.s2
                Layout.fillWidth: true
                Txt { text: root.facts.sealedText; visible: text !== ""; tone: "info"; Layout.fillWidth: true }
                Repeater {
                    model: root.facts.said
                    ColumnLayout {
                        id: word
                        required property var modelData
                        required property int index
                        spacing: 0
                        Layout.fillWidth: true
                        Txt { text: word.modelData.title + " · " + word.modelData.about; role: "caption"; tone: "soft"; Layout.fillWidth: true }
                        Txt { text: word.modelData.text; role: word.index === 0 ? "heading" : "body"; lineHeight: 1.4; Layout.fillWidth: true }
                    }
                }
                Flow {
                    visible: root.facts.canPrint
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    BigButton { iconName: "book-open"; text: qsTr("Read it to them"); onClicked: read.open() }
                    BigButton { kind: "secondary"; iconName: "printer"; enabled: !root.facts.busy; text: qsTr("Print it"); onClicked: root.facts.told("printed") }
                }
            }
            BigButton { visible: root.facts.canOpen; kind: "secondary"; iconName: "arrow-right"; text: qsTr("Everything about it"); Layout.fillWidth: true; onClicked: root.facts.open() }
            SlipPreview { visible: root.facts.slip !== ""; source: root.facts.slip; Layout.fillWidth: true; Layout.preferredHeight: Theme.px(420) }
        }
    }
    PetitionReadDialog {
        id: read
        title: qsTr("What the county said")
        words: root.facts.wordText
        busy: root.facts.busy
        onHeard: root.facts.told("read_out")
        onPrintAsked: root.facts.told("printed")
    }
    Connections {
        target: root.facts
        function onNumberSet(text) { number.text = text; code.field.clear(); Qt.callLater(root.goOn) }
        function onAsked() { code.field.clear() }
    }
}
