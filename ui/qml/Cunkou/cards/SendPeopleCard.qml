import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Who sends, seen with their card; and to whom. */
Card {
    id: root

    required property SendFacts facts

    padding: Theme.s2
    ScrollArea {
        spacing: Theme.s1 + Theme.px(4)
        Layout.fillWidth: true
        Layout.fillHeight: true
        RowLayout {
            spacing: Theme.s2
            uniformCellSizes: true
            Layout.fillWidth: true
            SendBox { facts: root.facts; name: "sender_name"; label: qsTr("The sender's name"); Component.onCompleted: field.forceActiveFocus(Qt.OtherFocusReason) }
            SendBox { facts: root.facts; name: "sender_phone"; label: qsTr("The sender's phone"); purpose: "digits"; maxLength: 20 }
        }
        RowLayout {
            spacing: Theme.s2
            uniformCellSizes: true
            Layout.fillWidth: true
            SendBox { facts: root.facts; name: "id_number"; label: qsTr("Identity number, on no label"); purpose: "latin"; iconName: "id-card"; maxLength: 18 }
            CheckRow { text: qsTr("I saw the card, it is this person"); checked: root.facts.identityChecked; Layout.fillWidth: true; Layout.alignment: Qt.AlignBottom; onToggled: root.facts.tick("identity_checked", checked) }
        }
        RowLayout {
            spacing: Theme.s2
            uniformCellSizes: true
            Layout.fillWidth: true
            SendBox { facts: root.facts; name: "recipient_name"; label: qsTr("The recipient's name") }
            SendBox { facts: root.facts; name: "recipient_phone"; label: qsTr("The recipient's phone"); purpose: "digits"; maxLength: 20 }
        }
        SendBox { facts: root.facts; name: "recipient_address"; label: qsTr("Full address"); iconName: "map-pin"; maxLength: 120 }
    }
    BigButton { iconName: "arrow-right"; text: qsTr("On to the parcel"); Layout.fillWidth: true; onClicked: root.facts.toStep("parcel") }
}
