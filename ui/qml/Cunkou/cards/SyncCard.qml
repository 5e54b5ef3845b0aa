import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What is not yet at the county, since when, and the last word from there. */
Card {
    id: root

    required property SyncFacts facts

    spacing: Theme.px(6)
    title: qsTr("County")
    trailing: StatusPill { text: root.facts.linkText; iconName: root.facts.linkIcon; wordless: root.width < Theme.px(400) }

    RowLayout {
        spacing: Theme.s1
        Layout.fillWidth: true
        Icon { name: root.facts.icon; color: Theme.tone(root.facts.tone) }
        Txt { text: root.facts.pillText; tone: root.facts.tone; strong: true; Layout.fillWidth: true }
        IconButton {
            visible: root.facts.count > 0
            iconName: "send"
            color: Theme.brand
            text: qsTr("Send now")
            onClicked: root.facts.sendNow()
        }
    }
    Txt { role: "caption"; tone: "soft"; text: root.facts.lastSuccessText; Layout.fillWidth: true }
    Txt { role: "caption"; tone: "soft"; text: root.facts.lastFailureText; visible: text !== ""; Layout.fillWidth: true }
}
