import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The fee list: what is not on it is not charged. */
CounterPage {
    id: root

    required property FeesFacts facts

    title: qsTr("Fee list")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: go

    GridLayout {
        anchors.fill: parent
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Icon { name: "badge-check"; size: Theme.iconBig; color: Theme.brand }
                Txt { text: qsTr("Only what is on this list is charged"); role: "title"; strong: true; tone: "brandDeep"; Layout.fillWidth: true }
            }
            Card {
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.fees
                    ListRow {
                        required property var modelData
                        required property int index
                        pressable: false
                        iconName: modelData.free ? "heart-handshake" : "japanese-yen"
                        title: modelData.name
                        subtitle: modelData.basis
                        trailingText: modelData.price
                        trailingTone: modelData.free ? "good" : "ink"
                        strong: true
                        ruled: index < root.facts.fees.length - 1
                        Layout.fillWidth: true
                    }
                }
            }
            Card {
                title: qsTr("Sending, by weight")
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.tariffs
                    ListRow {
                        required property var modelData
                        required property int index
                        pressable: false
                        iconName: "send"
                        title: modelData.name
                        subtitle: modelData.step
                        trailingText: modelData.base
                        trailingTone: "ink"
                        strong: true
                        ruled: index < root.facts.tariffs.length - 1
                        Layout.fillWidth: true
                    }
                }
            }
        }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: !root.wide
            Layout.fillHeight: root.wide
            Layout.preferredWidth: Theme.px(400)
            Layout.maximumWidth: root.wide ? Theme.px(400) : root.width
            SlipPreview {
                visible: root.wide || source !== ""
                source: root.facts.slip
                emptyText: qsTr("The list on paper will appear here")
                Layout.fillWidth: true
                Layout.fillHeight: root.wide
                Layout.preferredHeight: Theme.px(460)
            }
            BigButton {
                id: go
                iconName: "printer"
                busy: root.facts.busy
                text: qsTr("Print the fee list")
                Layout.fillWidth: true
                onClicked: root.facts.printList()
            }
        }
    }
}
