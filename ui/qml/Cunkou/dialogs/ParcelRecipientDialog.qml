import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Whose parcel is it: initials, tail or nickname; somebody new; or nobody yet. */
CounterDialog {
    id: root

    required property RecipientPicker picker
    property bool making: false

    title: making ? qsTr("Somebody new") : qsTr("Whose parcel is it?")
    width: Math.min(Theme.px(640), parent ? parent.width - 2 * Theme.s3 : 0)
    onOpened: { making = false; search.clear(); search.field.forceActiveFocus(Qt.PopupFocusReason) }

    Connections {
        target: root.picker
        function onAsked() { root.open() }
        function onDone() { root.close() }
    }
    TroubleBanner { text: root.picker.troubleText; onDismissed: root.picker.dismissTrouble(); visible: text !== "" && !root.making; Layout.fillWidth: true }
    SearchBox {
        id: search
        visible: !root.making
        label: qsTr("Initials, phone tail or nickname")
        placeholder: label
        Layout.fillWidth: true
        onEdited: text => root.picker.find(text)
        onAccepted: if (root.picker.people.length > 0) root.picker.choose(root.picker.people[0].id)
    }
    Txt { visible: !root.making && text !== ""; text: root.picker.hintText; tone: "soft"; Layout.fillWidth: true }
    ScrollArea {
        visible: !root.making && root.picker.people.length > 0
        spacing: 0
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(contentHeight, Theme.px(340))
        Repeater {
            model: root.picker.people
            ListRow {
                required property var modelData
                iconName: "user-round"
                title: modelData.name
                subtitle: modelData.subtitle
                trailingText: modelData.tail
                strong: true
                Layout.fillWidth: true
                onClicked: root.picker.choose(modelData.id)
            }
        }
    }
    TextBox {
        id: name
        visible: root.making
        label: qsTr("Name")
        error: root.picker.problems.name ?? ""
        text: root.picker.nameText
        Layout.fillWidth: true
    }
    TextBox {
        id: phone
        visible: root.making
        label: qsTr("Mobile number, if there is one")
        purpose: "digits"
        maxLength: 20
        error: root.picker.problems.phone ?? ""
        Layout.fillWidth: true
        onAccepted: root.picker.add(name.text, phone.text)
    }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton {
            kind: "secondary"
            visible: !root.making
            iconName: "plus"
            text: qsTr("Somebody new")
            Layout.fillWidth: true
            onClicked: { root.making = true; name.field.forceActiveFocus(Qt.OtherFocusReason) }
        }
        BigButton {
            kind: "secondary"
            visible: !root.making
            iconName: "circle-question-mark"
            text: qsTr("Nobody yet")
            Layout.fillWidth: true
            onClicked: root.picker.nobody()
        }
        BigButton { kind: "secondary"; visible: root.making; text: qsTr("Back to the search"); Layout.fillWidth: true; onClicked: root.making = false }
        BigButton { visible: root.making; iconName: "check"; text: qsTr("It is theirs"); Layout.fillWidth: true; onClicked: root.picker.add(name.text, phone.text) }
    }
}
