import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The screen and the lock: takes effect at once. */
Card {
    id: root

    required property SettingsFacts facts

    component Choice: RowLayout {
        id: choice
        required property string label
        required property var options
        required property string value
        signal chosen(string value)
        spacing: Theme.s2
        Layout.fillWidth: true
        Txt { text: choice.label; Layout.preferredWidth: Theme.px(150); Layout.maximumWidth: Theme.px(150) }
        SegmentedChoice {
            label: choice.label
            options: choice.options
            value: choice.value
            Layout.fillWidth: true
            onChosen: value => choice.chosen(value)
        }
    }

    Choice {
        label: qsTr("Language")
        options: root.facts.languages
        value: root.facts.language
        onChosen: value => root.facts.set("language", value)
    }
    Choice {
        label: qsTr("Colours")
        options: [{ value: "calm", label: qsTr("Calm"), icon: "sun" }, { value: "high", label: qsTr("High contrast"), icon: "contrast" }]
        value: root.facts.contrast
        onChosen: value => root.facts.set("contrast", value)
    }
    Choice {
        label: qsTr("Type size")
        options: root.facts.scales
        value: root.facts.scale
        onChosen: value => root.facts.set("scale", value)
    }
    Choice {
        label: qsTr("Locks itself after")
        options: root.facts.idles
        value: root.facts.idle
        onChosen: value => root.facts.set("idle", value)
    }
    CheckRow {
        text: qsTr("The keyboard comes up on the screen")
        subtitle: qsTr("Turn it off where a real keyboard is at hand")
        checked: root.facts.keyboard
        Layout.fillWidth: true
        onToggled: root.facts.set("keyboard", checked)
    }
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        BigButton { text: qsTr("Change my PIN"); kind: "secondary"; iconName: "key-round"; onClicked: root.facts.changePin() }
        BigButton { visible: root.facts.isLead; text: qsTr("Clerks"); kind: "secondary"; iconName: "users"; onClicked: root.facts.openClerks() }
    }
}
