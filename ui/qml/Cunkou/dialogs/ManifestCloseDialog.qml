import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The van is unloaded: what is missing and what is extra, then the slip that both sign. */
CounterDialog {
    id: root

    required property ManifestClosing closing
    readonly property bool closed: closing.slip !== ""

    title: closed ? qsTr("The slip is printing. Both sign it.") : qsTr("All unloaded?")
    onOpened: go.forceActiveFocus(Qt.PopupFocusReason)

    Connections {
        target: root.closing
        function onAsked() { root.open() }
        function onDone() { root.close() }
    }
    TroubleBanner { text: root.closing.troubleText; onDismissed: root.closing.dismissTrouble(); Layout.fillWidth: true }
    SlipPreview { visible: root.closed; source: root.closing.slip; Layout.fillWidth: true; Layout.preferredHeight: Theme.px(420) }
    Txt { visible: !root.closed; text: root.closing.arrivedText; role: "figure"; strong: true; tone: "brandDeep"; Layout.fillWidth: true }
    ScrollArea {
        visible: !root.closed && (root.closing.missing.length + root.closing.extra.length) > 0
        spacing: 0
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(contentHeight, Theme.px(300))
        Txt { text: root.closing.missingText; visible: text !== ""; strong: true; tone: "attention"; Layout.fillWidth: true }
        Repeater {
            model: root.closing.missing
            ListRow { required property var modelData; pressable: false; iconName: "package-x"; tone: "attention"; title: modelData.text; trailingText: modelData.who; Layout.fillWidth: true; implicitHeight: Theme.px(48) }
        }
        Txt { text: root.closing.extraText; visible: text !== ""; strong: true; tone: "info"; Layout.fillWidth: true; Layout.topMargin: Theme.s1 }
        Repeater {
            model: root.closing.extra
            ListRow { required property var modelData; pressable: false; iconName: "package-plus"; tone: "info"; title: modelData.text; trailingText: modelData.who; Layout.fillWidth: true; implicitHeight: Theme.px(48) }
        }
    }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { kind: "secondary"; visible: !root.closed; text: qsTr("Go on scanning"); Layout.fillWidth: true; onClicked: root.close() }
        BigButton {
            id: go
            iconName: root.closed ? "check" : "printer"
            busy: root.closing.busy
            text: root.closed ? qsTr("Done") : qsTr("Finish and print")
            Layout.fillWidth: true
            onClicked: root.closed ? root.close() : root.closing.close()
        }
    }
}
