import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Slips as paper: look, print again, try again. */
CounterPage {
    id: root

    required property SlipsFacts facts

    title: qsTr("Slips")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: search

    GridLayout {
        anchors.fill: parent
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: root.width * 0.55
            SearchBox {
                id: search
                label: qsTr("Search: title, name, code, anything on the slip")
                placeholder: label
                purpose: "text"
                Layout.fillWidth: true
                onEdited: text => root.facts.search(text)
            }
            TabStrip {
                tabs: root.facts.tabs
                value: root.facts.only
                Layout.fillWidth: true
                onChosen: value => { search.field.clear(); root.facts.filter(value) }
            }
            Card {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                EmptyState {
                    visible: root.facts.loaded && root.facts.empty
                    iconName: "receipt"
                    title: root.facts.query === "" ? qsTr("No slips here") : qsTr("No slip holds this")
                    text: root.facts.query === "" ? qsTr("What is printed, waits or fails stands here.") : qsTr("Only the last two thousand are searched.")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
                ListView {
                    id: list
                    visible: count > 0
                    model: root.facts.rows
                    clip: true
                    boundsBehavior: Flickable.StopAtBounds
                    activeFocusOnTab: true
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    delegate: ListRow {
                        required property int id
                        required iconName
                        required property string stateText
                        required title
                        required subtitle
                        required tone
                        strong: id === root.facts.chosen
                        trailingText: stateText
                        trailingTone: tone === "good" ? "soft" : tone
                        width: list.width
                        onClicked: root.facts.choose(id)
                    }
                }
            }
        }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: root.width * 0.4
            Layout.maximumHeight: root.wide ? root.height : root.height * 0.5
            visible: root.facts.chosen !== 0
            SlipPreview {
                source: root.facts.picture
                label: root.facts.heading
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            RowLayout {
                spacing: Theme.s1
                Layout.fillWidth: true
                StatusPill { text: root.facts.stateText; tone: root.facts.tone; iconName: root.facts.icon }
                Txt { text: root.facts.reasonText; role: "caption"; tone: "soft"; Layout.fillWidth: true }
            }
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                BigButton {
                    visible: root.facts.canRetry
                    text: qsTr("Try again")
                    iconName: "rotate-ccw"
                    Layout.fillWidth: true
                    onClicked: root.facts.retry()
                }
                BigButton {
                    visible: !root.facts.canRetry
                    text: qsTr("Print again")
                    iconName: "printer"
                    enabled: root.facts.canReprint && !root.facts.busy
                    Layout.fillWidth: true
                    onClicked: root.facts.reprint()
                }
            }
        }
    }
}
