import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Cash in by keys or by the notes that people hand over; the change is the one biggest figure. */
Card {
    id: root

    required property PayFacts facts
    readonly property real keys: Math.min(Theme.px(68), Math.max(48, (root.height - 2 * root.padding - Theme.px(30)) / 4))

    padding: Theme.s2
    onActiveFocusChanged: if (activeFocus) received.field.forceActiveFocus()

    RowLayout {
        spacing: Theme.s3
        Layout.fillWidth: true
        Layout.fillHeight: true
        ColumnLayout {
            spacing: Theme.s1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: root.width * 0.52
            TextBox {
                id: received
                label: qsTr("Cash received, yuan")
                iconName: "banknote"
                purpose: "digits"
                maxLength: 13
                large: true
                error: root.facts.problems.received_fen ?? ""
                field.font.pixelSize: Theme.px(40)
                field.horizontalAlignment: TextInput.AlignRight
                Layout.fillWidth: true
                field.onActiveFocusChanged: if (field.activeFocus) root.facts.padTo("received")
                onEdited: text => root.facts.receive(text)
                onAccepted: root.facts.enterCash()
                Connections {
                    target: root.facts
                    function onReceivedSet(text: string) { received.text = text }
                }
            }
            Flow {
                spacing: Theme.s1
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.cashChoices
                    Chip {
                        required property var modelData
                        implicitHeight: Math.max(48, Theme.px(54))
                        text: modelData.label
                        lit: modelData.lit
                        onClicked: root.facts.chooseCash(modelData.value)
                    }
                }
            }
            Item { Layout.fillHeight: true }
            Txt { text: root.facts.changeLabel; role: "heading"; tone: root.facts.short ? "attention" : "soft"; Layout.fillWidth: true }
            Txt {
                text: root.facts.changeText
                font.pixelSize: Theme.px(84)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.px(32)
                lineHeightMode: Text.FixedHeight
                lineHeight: Theme.px(92)
                strong: true
                tone: root.facts.short ? "attention" : "brand"
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.px(92)
            }
        }
        NumberPad {
            visible: !Qt.inputMethod.visible
            extraKey: "."
            keyHeight: root.keys
            Layout.fillWidth: true
            Layout.preferredWidth: root.width * 0.42
            onKey: text => root.facts.press(text)
            onErase: root.facts.erase()
            onEraseAll: root.facts.eraseAll()
        }
    }
}
