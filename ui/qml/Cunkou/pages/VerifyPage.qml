import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Is this slip genuine? The verdict can be read from two metres. */
CounterPage {
    id: root

    required property VerifyFacts facts

    title: qsTr("Is a slip genuine?")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: code

    /** The keyboard goes: the verdict needs the room. */
    function judge() {
        root.facts.judge(code.text)
        code.clear()
        Qt.inputMethod.hide()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.s2
        RowLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            TextBox {
                id: code
                label: qsTr("Scan the slip's code, or type its text")
                labelShown: false
                placeholder: label
                iconName: "qr-code"
                purpose: "latin"
                large: true
                maxLength: 512
                Layout.fillWidth: true
                onAccepted: root.judge()
            }
            BigButton {
                text: qsTr("Check it")
                enabled: code.text.trim() !== ""
                Layout.preferredHeight: Theme.px(72)
                onClicked: root.judge()
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            color: root.facts.judged ? Theme.tint(root.facts.tone) : Theme.surface
            EmptyState {
                visible: !root.facts.judged
                iconName: "qr-code"
                title: qsTr("Hold the slip's square code under the scanner")
                text: qsTr("Any station of the county can check it here, without a network.")
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            GridLayout {
                visible: root.facts.judged
                columns: root.wide ? 2 : 1
                columnSpacing: Theme.s4
                rowSpacing: Theme.s3
                Layout.fillWidth: true
                Layout.fillHeight: true
                ColumnLayout {
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: root.width * 0.5
                    Item { Layout.fillHeight: true }
                    Icon { name: root.facts.icon; size: Theme.px(120); color: Theme.tone(root.facts.tone); Layout.alignment: Qt.AlignHCenter }
                    Txt {
                        text: root.facts.verdictText
                        font.pixelSize: Theme.px(root.facts.verdictText.length > 5 ? 64 : 88)
                        strong: true
                        tone: root.facts.tone
                        horizontalAlignment: Text.AlignHCenter
                        Layout.fillWidth: true
                    }
                    Txt {
                        text: root.facts.hintText
                        role: "heading"
                        horizontalAlignment: Text.AlignHCenter
                        Layout.fillWidth: true
                    }
                    Item { Layout.fillHeight: true }
                }
                ScrollArea {
                    visible: root.facts.figures.length > 0
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: root.wide ? 0 : contentHeight
                    Layout.minimumHeight: root.wide ? 0 : Math.min(contentHeight, root.height * 0.4)
                    Layout.preferredWidth: root.width * 0.4
                    GridLayout {
                        columns: 2
                        uniformCellWidths: true
                        columnSpacing: Theme.s2
                        rowSpacing: Theme.s2
                        Layout.fillWidth: true
                        Repeater {
                            model: root.facts.figures
                            ColumnLayout {
                                id: figure
                                required property var modelData
                                spacing: 0
                                Layout.fillWidth: true
                                Layout.alignment: Qt.AlignTop
                                Txt { text: figure.modelData.label; role: "caption"; tone: "soft"; Layout.fillWidth: true }
                                Txt { text: figure.modelData.value; role: "heading"; strong: true; Layout.fillWidth: true }
                            }
                        }
                    }
                }
            }
            BigButton {
                visible: root.facts.judged
                text: qsTr("Next slip")
                kind: "secondary"
                iconName: "rotate-ccw"
                Layout.alignment: Qt.AlignHCenter
                onClicked: { root.facts.clear(); code.field.forceActiveFocus() }
            }
        }
    }
}
