import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** One manifest line by line: what came, what did not, what nobody announced. */
CounterPage {
    id: root

    required property ManifestFacts facts
    readonly property var head: facts.head

    title: qsTr("Manifest %1").arg(facts.number)
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.s2
        Card {
            padding: Theme.s2
            spacing: Theme.s1
            Layout.fillWidth: true
            RowLayout {
                spacing: Theme.s3
                Layout.fillWidth: true
                Txt { text: root.head.arrived; font.pixelSize: Theme.px(64); strong: true; tone: "brandDeep"; wrapMode: Text.NoWrap }
                ColumnLayout {
                    spacing: 0
                    Layout.fillWidth: true
                    Txt { text: root.head.about; tone: "soft"; Layout.fillWidth: true; maximumLineCount: 1; elide: Text.ElideRight }
                    RowLayout {
                        spacing: Theme.s2
                        Txt { text: root.head.missing; visible: text !== ""; role: "heading"; tone: root.head.isOpen ? "soft" : "attention"; wrapMode: Text.NoWrap }
                        Txt { text: root.head.extra; visible: text !== ""; role: "heading"; tone: "attention"; wrapMode: Text.NoWrap }
                    }
                }
                StatusPill { text: root.head.state; tone: root.head.isOpen ? "attention" : "good"; iconName: root.head.isOpen ? "truck" : "clipboard-check" }
            }
            ProgressStrip { value: root.head.share; label: root.head.arrived; Layout.fillWidth: true }
        }
        Card {
            padding: Theme.s2
            spacing: Theme.s1
            Layout.fillWidth: true
            Layout.fillHeight: true
            TabStrip { tabs: root.facts.tabs; value: root.facts.tab; Layout.fillWidth: true; onChosen: value => root.facts.turn(value) }
            EmptyState {
                visible: root.facts.rows.count === 0
                iconName: "circle-check"
                title: root.facts.emptyText
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            ListView {
                id: list
                visible: count > 0
                model: root.facts.rows
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                reuseItems: true
                Layout.fillWidth: true
                Layout.fillHeight: true
                ScrollBar.vertical: ScrollBar {}
                delegate: ManifestLineRow {
                    width: list.width
                    onClicked: root.facts.look(parcel)
                }
            }
        }
        RowLayout {
            visible: root.head.isOpen
            spacing: Theme.s2
            uniformCellSizes: true
            Layout.fillWidth: true
            BigButton { kind: "secondary"; iconName: "scan-barcode"; text: qsTr("Go on unloading"); Layout.fillWidth: true; onClicked: root.facts.unload() }
            BigButton { iconName: "clipboard-check"; text: qsTr("All unloaded, print the slip"); busy: root.facts.closing.busy; Layout.fillWidth: true; onClicked: root.facts.close() }
        }
    }
    ManifestCloseDialog { closing: root.facts.closing }
}
