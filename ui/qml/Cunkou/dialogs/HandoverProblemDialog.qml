import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A problem item: its number, what is wrong with it, a photo where the reason wants one. */
CounterDialog {
    id: root

    required property HandoverFacts facts

    title: qsTr("A problem item")
    width: Math.min(Theme.px(680), parent ? parent.width - 2 * Theme.s3 : 0)
    onOpened: { number.clear(); number.field.forceActiveFocus(Qt.PopupFocusReason) }

    Connections {
        target: root.facts
        function onProblemNoted() { root.close() }
    }
    TextBox { id: number; label: qsTr("Waybill of the problem item"); purpose: "latin"; maxLength: 40; error: root.facts.problems.waybill ?? ""; Layout.fillWidth: true }
    ReasonTiles { label: qsTr("What is wrong"); options: root.facts.reasons; value: root.facts.reason; error: root.facts.problems.reason ?? ""; Layout.fillWidth: true; onChosen: value => root.facts.setReason(value) }
    EvidencePhotoCard { photo: root.facts.photo; label: qsTr("Photograph it"); error: root.facts.problems.photo ?? ""; Layout.fillWidth: true }
    TextBox { id: note; label: qsTr("A word about it, if you like"); maxLength: 200; error: root.facts.problems.note ?? ""; Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { kind: "secondary"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
        BigButton { iconName: "check"; busy: root.facts.busy; text: qsTr("Put it on the slip"); Layout.fillWidth: true; onClicked: root.facts.problem(number.text, note.text) }
    }
}
