import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Instead of the counter: what is wrong, and the one button that mends it. */
ApplicationWindow {
    id: window

    required property RecoveryFacts facts
    readonly property bool wide: width >= height

    title: qsTr("Cunkou")
    color: Theme.paper
    minimumWidth: 800
    minimumHeight: 600

    Binding {
        target: Theme
        property: "density"
        value: Math.max(1, Math.min(1.5, 1 + (Math.min(Math.max(window.width, window.height) / 1366, Math.min(window.width, window.height) / 768) - 1) / 2))
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.pageMargin
        spacing: Theme.s2
        RowLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Icon { name: window.facts.stage === "done" ? "circle-check" : "octagon-alert"; size: Theme.iconBig; color: Theme.tone(window.facts.stage === "done" ? "good" : "danger") }
            Txt { text: window.facts.headline; role: "title"; strong: true; Layout.fillWidth: true }
            BigButton {
                kind: "quiet"
                iconName: "languages"
                text: window.facts.otherText
                onClicked: window.facts.speak(window.facts.language === "zh" ? "en" : "zh")
            }
        }
        Card {
            visible: window.facts.stage !== "done"
            Layout.fillWidth: true
            Txt { text: window.facts.whatText; role: "heading"; strong: true; Layout.fillWidth: true }
            Txt { text: window.facts.todoText; Layout.fillWidth: true }
        }
        Card {
            visible: window.facts.mendable && window.facts.stage !== "done"
            title: window.facts.backupsText
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            ScrollArea {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Repeater {
                    model: window.facts.backups
                    ListRow {
                        required property var modelData
                        iconName: "archive"
                        title: modelData.title
                        trailingText: modelData.size
                        pressable: false
                        Layout.fillWidth: true
                    }
                }
            }
        }
        Card {
            visible: window.facts.stage === "done"
            Layout.fillWidth: true
            Repeater {
                model: window.facts.resultLines
                RowLayout {
                    id: line
                    required property var modelData
                    spacing: Theme.s2
                    Layout.fillWidth: true
                    Icon { name: line.modelData.icon; color: Theme.tone(line.modelData.tone) }
                    Txt { text: line.modelData.text; role: "heading"; wrapMode: Text.Wrap; Layout.fillWidth: true }
                }
            }
        }
        Item { visible: !window.facts.mendable || window.facts.stage === "done"; Layout.fillHeight: true }
        RowLayout {
            visible: window.facts.stage === "working"
            spacing: Theme.s2
            Layout.fillWidth: true
            BusyIndicator { running: visible; implicitWidth: Theme.touch; implicitHeight: Theme.touch }
            Txt { text: qsTr("Putting the books together again. This can take some minutes; please leave the power on."); role: "heading"; Layout.fillWidth: true }
        }
        RowLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            BigButton {
                visible: window.facts.mendable && window.facts.stage !== "done"
                text: qsTr("Get the data back")
                iconName: "archive-restore"
                busy: window.facts.stage === "working"
                enabled: window.facts.stage === "ask"
                focus: visible
                Layout.fillWidth: true
                onClicked: window.facts.restore()
                Component.onCompleted: if (visible) forceActiveFocus()
            }
            BigButton {
                id: again
                kind: window.facts.stage === "done" || !window.facts.mendable ? "primary" : "secondary"
                text: window.facts.stage === "done" ? qsTr("Open the counter") : qsTr("Try again")
                iconName: window.facts.stage === "done" ? "door-open" : "rotate-ccw"
                enabled: window.facts.stage !== "working"
                Layout.fillWidth: true
                onClicked: window.facts.again()
            }
            BigButton {
                visible: window.facts.stage !== "done"
                kind: "secondary"
                text: qsTr("Switch off")
                iconName: "x"
                enabled: window.facts.stage !== "working"
                onClicked: window.facts.leave()
            }
        }
    }
}
