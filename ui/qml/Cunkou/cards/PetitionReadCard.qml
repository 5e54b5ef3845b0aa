import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The whole of it on one page in large type, to be read aloud; nothing is filed that the resident has not confirmed. */
Card {
    id: root

    required property PetitionTakeFacts facts
    readonly property bool asking: facts.similar.length > 0

    title: qsTr("Read it to them, word for word")
    trailing: BigButton {
        visible: root.facts.spoken
        kind: "secondary"
        readonly property bool playing: root.facts.voice.state === "playing"
        iconName: playing ? "square" : "play"
        text: playing ? qsTr("Stop playing") : qsTr("Hear it")
        onClicked: playing ? root.facts.voice.stop() : root.facts.voice.play()
    }
    ScrollArea {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.px(200)
        ColumnLayout {
            visible: root.asking
            spacing: Theme.s1
            Layout.fillWidth: true
            TroubleBanner { tone: "attention"; dismissable: false; text: qsTr("Is it the same matter? Ask before it is filed."); Layout.fillWidth: true }
            Repeater {
                model: root.facts.similar
                ColumnLayout {
                    id: twin
                    required property var modelData
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    ListRow { pressable: false; ruled: false; iconName: "copy"; title: twin.modelData.title; subtitle: twin.modelData.subtitle; strong: true; Layout.fillWidth: true }
                    RowLayout {
                        spacing: Theme.s2
                        uniformCellSizes: true
                        Layout.fillWidth: true
                        BigButton { kind: "secondary"; iconName: "user-plus"; text: qsTr("The same: follow it"); Layout.fillWidth: true; onClicked: root.facts.follow(twin.modelData.id) }
                        BigButton { kind: "secondary"; iconName: "file-text"; text: qsTr("File anew, linked"); Layout.fillWidth: true; onClicked: root.facts.link(twin.modelData.id) }
                    }
                }
            }
        }
        Repeater {
            model: root.facts.missing
            ListRow {
                required property var modelData
                iconName: "circle-alert"
                tone: "attention"
                title: modelData.text
                chevron: true
                Layout.fillWidth: true
                onClicked: root.facts.go(modelData.step)
            }
        }
        Repeater {
            model: root.facts.lines
            ColumnLayout {
                id: line
                required property var modelData
                spacing: 0
                Layout.fillWidth: true
                Txt { text: line.modelData.title; role: "caption"; tone: "soft"; Layout.fillWidth: true }
                Txt { text: line.modelData.text; font.pixelSize: Theme.px(28); lineHeight: 1.25; Layout.fillWidth: true }
            }
        }
    }
    GridLayout {
        visible: root.facts.missing.length === 0 && !root.asking
        columns: root.width >= Theme.px(600) ? (root.facts.spoken ? 3 : 2) : 1
        columnSpacing: Theme.s2
        rowSpacing: Theme.s1
        uniformCellWidths: true
        Layout.fillWidth: true
        Repeater {
            model: root.facts.confirms
            PetitionChoice {
                required property var modelData
                visible: modelData.value !== "heard" || root.facts.spoken
                choice: modelData
                lit: modelData.value === root.facts.confirmed
                implicitHeight: Theme.px(76)
                Layout.fillWidth: true
                onClicked: root.facts.confirm(modelData.value)
            }
        }
    }
}
