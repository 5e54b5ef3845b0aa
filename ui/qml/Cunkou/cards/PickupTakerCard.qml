import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Who takes it: the recipient with the code or known to the clerk, or somebody for them. */
Card {
    id: root

    required property PickupFacts facts
    readonly property bool proxy: facts.taker === "proxy"

    padding: Theme.s2
    spacing: Theme.s1
    SegmentedChoice {
        label: qsTr("Who takes it")
        options: [{ value: "self", label: qsTr("The recipient"), icon: "user" }, { value: "proxy", label: qsTr("Somebody for them"), icon: "users" }]
        value: root.facts.taker
        Layout.fillWidth: true
        onChosen: value => root.facts.setTaker(value)
    }
    TroubleBanner { text: root.facts.triesText; tone: "attention"; dismissable: false; Layout.fillWidth: true }
    StatusPill { visible: root.facts.codeGiven; tone: "good"; iconName: "key-round"; text: qsTr("The pickup code was given") }
    TextBox {
        visible: !root.facts.codeGiven && !root.facts.clerkOnly
        label: root.proxy ? qsTr("The recipient's pickup code") : qsTr("Pickup code")
        iconName: "key-round"
        purpose: "latin"
        maxLength: 16
        error: root.facts.problems.codes ?? ""
        Layout.fillWidth: true
        onEdited: text => root.facts.writeCode(text)
        onAccepted: if (root.facts.canRelease) root.facts.release()
    }
    CheckRow {
        visible: !root.proxy || root.facts.clerkOnly
        text: qsTr("I know this person, or saw a card")
        checked: root.facts.known
        Layout.fillWidth: true
        onToggled: root.facts.setKnown(checked)
    }
    RowLayout {
        visible: root.proxy
        spacing: Theme.s1
        Layout.fillWidth: true
        TextBox { label: qsTr("Who takes it for them"); error: root.facts.problems.proxy_name ?? ""; Layout.fillWidth: true; Layout.preferredWidth: 3; onEdited: text => root.facts.writeProxy("name", text) }
        TextBox { label: qsTr("Is to them"); placeholder: qsTr("son, neighbour"); error: root.facts.problems.proxy_relation ?? ""; Layout.fillWidth: true; Layout.preferredWidth: 2; onEdited: text => root.facts.writeProxy("relation", text) }
    }
    TextBox {
        visible: root.proxy
        label: qsTr("Their phone's last four digits, if there is one")
        purpose: "digits"
        maxLength: 4
        error: root.facts.problems.proxy_phone_tail ?? ""
        Layout.fillWidth: true
        onEdited: text => root.facts.writeProxy("phone_tail", text)
    }
    CheckRow {
        text: qsTr("Opened and looked at first")
        checked: root.facts.inspected
        Layout.fillWidth: true
        onToggled: root.facts.setInspected(checked)
    }
}
