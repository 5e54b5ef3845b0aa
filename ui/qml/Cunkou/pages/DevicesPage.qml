import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** How every device is, what to do about it, and a test of each. */
CounterPage {
    id: root

    required property DevicesFacts facts

    title: qsTr("Devices")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: slips

    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2

        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: root.width * 0.62
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Layout.bottomMargin: Theme.s1
                Icon { name: root.facts.headlineIcon; size: Theme.iconBig; color: Theme.tone(root.facts.headlineTone) }
                Txt { text: root.facts.headline; role: "title"; strong: true; tone: root.facts.headlineTone; Layout.fillWidth: true }
            }
            Repeater {
                model: root.facts.rows
                DeviceCard {
                    required property string kind
                    required iconName
                    required name
                    required stateText
                    required todoText
                    required tone
                    required waitingText
                    required testable
                    Layout.fillWidth: true
                    onTested: root.facts.test(kind)
                }
            }
        }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: root.wide
            Layout.preferredWidth: root.width * 0.34
            Card {
                title: qsTr("Paper")
                spacing: 0
                Layout.fillWidth: true
                ListRow {
                    id: slips
                    iconName: "receipt"
                    title: qsTr("Slips")
                    subtitle: qsTr("See, print again, what waits")
                    trailingText: root.facts.waiting > 0 ? qsTr("%1 waiting").arg(root.facts.waiting) : ""
                    trailingTone: "attention"
                    chevron: true
                    Layout.fillWidth: true
                    onClicked: App.nav.open("SlipsPage", { only: root.facts.waiting > 0 ? "waiting" : "all" })
                }
                ListRow {
                    iconName: "badge-check"
                    title: qsTr("Is a slip genuine?")
                    subtitle: qsTr("Also one of another station, without a network")
                    chevron: true
                    ruled: false
                    Layout.fillWidth: true
                    onClicked: App.nav.open("VerifyPage")
                }
            }
            Card {
                title: qsTr("Try the scanner")
                spacing: Theme.s1
                Layout.fillWidth: true
                Txt {
                    text: root.facts.scanText === "" ? qsTr("Scan any code; what was read stands here.") : root.facts.scanText
                    tone: root.facts.scanText === "" ? "soft" : "good"
                    strong: root.facts.scanText !== ""
                    wrapMode: Text.WrapAnywhere
                    Layout.fillWidth: true
                }
            }
            Item { Layout.fillHeight: true }
        }
    }
}
