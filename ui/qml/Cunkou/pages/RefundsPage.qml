import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Money that goes back: to whom, why, since when; paid against a signature. */
CounterPage {
    id: root

    required property RefundsFacts facts
    readonly property string stage: facts.stage

    title: qsTr("Refunds")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    onStageChanged: if (stage === "done" && activeFocus) next.forceActiveFocus(Qt.OtherFocusReason)

    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        Card {
            padding: Theme.s2
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: root.width * 0.45
            EmptyState {
                visible: root.facts.tasks.length === 0
                iconName: "circle-check"
                title: qsTr("No refund is due")
                text: qsTr("What the county refuses or takes back stands here by itself.")
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            ScrollArea {
                visible: root.facts.tasks.length > 0
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Repeater {
                    model: root.facts.tasks
                    WorkRow {
                        required property var modelData
                        iconName: modelData.icon
                        tone: "attention"
                        title: modelData.title
                        subtitle: modelData.subtitle
                        pillText: modelData.amount
                        pillTone: "attention"
                        picked: modelData.id === root.facts.chosen
                        Layout.fillWidth: true
                        onClicked: root.facts.choose(modelData.id)
                    }
                }
            }
        }
        Card {
            visible: root.stage === "one"
            spacing: Theme.s1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: root.width * 0.5
            Txt { text: root.facts.whoText; role: "title"; strong: true; Layout.fillWidth: true }
            Txt { text: root.facts.aboutText; tone: "soft"; Layout.fillWidth: true }
            Txt { text: qsTr("Give back"); role: "heading"; tone: "soft"; Layout.topMargin: Theme.s1 }
            Txt {
                text: root.facts.amountText
                role: "giant"
                strong: true
                tone: "attention"
                wrapMode: Text.NoWrap
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.px(40)
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: Theme.s1
                Layout.fillWidth: true
                Icon { name: "info"; size: Theme.iconSmall; color: Theme.attention; Layout.alignment: Qt.AlignTop }
                Txt { text: root.facts.reasonText; tone: "attention"; Layout.fillWidth: true }
            }
            Item { Layout.fillHeight: true }
            Loader {
                active: root.facts.chosen !== ""
                Layout.fillWidth: true
                Layout.minimumHeight: item ? item.implicitHeight : 0
                sourceComponent: TextBox {
                    label: qsTr("Who takes the money and signs")
                    iconName: "pencil"
                    error: root.facts.problems.name ?? ""
                    Connections {
                        target: root.facts
                        function onNameSet(text: string) { field.text = text }
                    }
                    Component.onCompleted: text = root.facts.nameText
                    onEdited: text => root.facts.write(text)
                    onAccepted: root.facts.pay()
                }
            }
            GridLayout {
                columns: root.width < Theme.px(1100) ? 1 : 2
                columnSpacing: Theme.s2
                rowSpacing: Theme.s1
                Layout.fillWidth: true
                BigButton { kind: "secondary"; iconName: "receipt-japanese-yen"; text: qsTr("The payment"); Layout.fillWidth: root.width < Theme.px(1100); onClicked: root.facts.openPayment() }
                BigButton { iconName: "hand-coins"; busy: root.facts.busy; enabled: root.facts.ready && !root.facts.busy; text: qsTr("Pay it, print the slip"); implicitHeight: Theme.px(76); Layout.fillWidth: true; onClicked: root.facts.pay() }
            }
        }
        ColumnLayout {
            visible: root.stage === "done"
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: root.width * 0.5
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Icon { name: "circle-check"; size: Theme.px(52); color: Theme.brand }
                Txt { text: root.facts.doneText; role: "title"; strong: true; tone: "brandDeep"; Layout.fillWidth: true }
            }
            SlipPreview { source: root.facts.slip; Layout.fillWidth: true; Layout.fillHeight: true; Layout.minimumHeight: Theme.px(200) }
            BigButton { id: next; iconName: "arrow-right"; text: qsTr("Next refund"); implicitHeight: Theme.px(76); Layout.fillWidth: true; onClicked: root.facts.next() }
        }
        EmptyState {
            visible: root.stage === "list" && root.facts.tasks.length > 0
            iconName: "hand-coins"
            title: qsTr("Choose whose money goes back")
            text: qsTr("The drawer opens, and the slip is signed.")
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: root.width * 0.5
        }
    }
}
