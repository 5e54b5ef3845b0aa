import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A complaint as it is told: about which parcel, what, in whose words. */
Card {
    id: root

    required property ComplaintsFacts facts
    property string reason
    readonly property string waybill: facts.waybill
    readonly property string name: facts.nameText
    readonly property string phone: facts.phoneText

    title: qsTr("What is the complaint?")
    spacing: Theme.s1
    onWaybillChanged: waybillBox.text = waybill
    onNameChanged: nameBox.text = name
    onPhoneChanged: phoneBox.text = phone
    Component.onCompleted: { waybillBox.text = waybill; (waybill === "" ? waybillBox : textBox).field.forceActiveFocus(Qt.OtherFocusReason) }

    ScrollArea {
        spacing: Theme.s1
        Layout.fillWidth: true
        Layout.fillHeight: true
        TextBox { id: waybillBox; label: qsTr("Waybill: scan it or type it"); purpose: "latin"; maxLength: 40; iconName: "scan-barcode"; error: root.facts.problems.waybill ?? ""; Layout.fillWidth: true }
        ReasonTiles { label: qsTr("About"); options: root.facts.reasons; value: root.reason; error: root.facts.problems.reason ?? ""; Layout.fillWidth: true; onChosen: value => root.reason = value }
        NoteBox { id: textBox; label: qsTr("In their own words"); error: root.facts.problems.text ?? ""; Layout.fillWidth: true }
        RowLayout {
            spacing: Theme.s2
            uniformCellSizes: true
            Layout.fillWidth: true
            TextBox { id: nameBox; label: qsTr("Who complains"); error: root.facts.problems.name ?? ""; maxLength: 40; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop }
            TextBox { id: phoneBox; label: qsTr("Phone for the answer"); purpose: "digits"; maxLength: 20; error: root.facts.problems.phone ?? ""; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop }
        }
    }
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        BigButton { kind: "secondary"; text: qsTr("Leave it"); onClicked: root.facts.leave() }
        BigButton {
            iconName: "printer"
            busy: root.facts.busy
            text: qsTr("Take it down and print")
            Layout.fillWidth: true
            onClicked: root.facts.make(waybillBox.text, root.reason, textBox.text, nameBox.text, phoneBox.text)
        }
    }
}
