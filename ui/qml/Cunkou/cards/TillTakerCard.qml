import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Who takes over, and that clerk's own PIN. */
Card {
    id: root

    required property ShiftFacts facts

    title: facts.taker === "" ? qsTr("Who takes over?") : qsTr("%1, your own PIN please").arg(facts.takerName)

    Txt {
        visible: root.facts.taker === "" && root.facts.takers.length === 0
        text: qsTr("There is no other clerk here. Close the shift instead.")
        tone: "soft"
        Layout.fillWidth: true
    }
    ScrollArea {
        visible: root.facts.taker === ""
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            model: root.facts.takers
            ListRow {
                required property var modelData
                iconName: "user-round"
                title: modelData.name
                subtitle: modelData.roleText
                chevron: true
                Layout.fillWidth: true
                onClicked: { root.facts.chooseTaker(modelData.code, modelData.name); pad.forceActiveFocus() }
            }
        }
    }
    PinPad {
        id: pad
        visible: root.facts.taker !== ""
        busy: root.facts.busy
        confirmText: qsTr("I take over")
        Layout.fillWidth: true
        onEntered: pin => root.facts.handOver(pin)
        Connections {
            target: root.facts
            function onPinTried() { pad.clear() }
        }
    }
    Item { visible: root.facts.taker !== ""; Layout.fillHeight: true }
}
