import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What has left, the change that goes back, and what stays for later. */
Card {
    id: root

    required property PickupFacts facts

    signal backAsked(string parcel, string code)

    spacing: Theme.s1
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Icon { name: "circle-check"; size: Theme.px(52); color: Theme.brand }
        Txt { text: root.facts.doneText; role: "figure"; strong: true; tone: "brandDeep"; Layout.fillWidth: true }
    }
    Txt { visible: root.facts.doneChange !== ""; text: qsTr("Change"); role: "heading"; tone: "soft"; Layout.topMargin: Theme.s1 }
    Txt { visible: text !== ""; text: root.facts.doneChange; role: "giant"; strong: true; tone: "brandDeep"; wrapMode: Text.NoWrap }
    Txt { visible: text !== ""; text: root.facts.leftText; tone: "attention"; role: "heading"; Layout.fillWidth: true }
    ScrollArea {
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            model: root.facts.handed
            RowLayout {
                id: line
                required property var modelData
                spacing: Theme.s2
                Layout.fillWidth: true
                Layout.minimumHeight: Theme.px(64)
                Txt { text: line.modelData.code; font.pixelSize: Theme.px(40); strong: true; tone: line.modelData.back ? "soft" : "ink"; wrapMode: Text.NoWrap }
                Txt { text: line.modelData.who + " · " + line.modelData.carrier; Layout.fillWidth: true; maximumLineCount: 1; elide: Text.ElideRight }
                StatusPill { visible: line.modelData.back; tone: "attention"; iconName: "undo-2"; text: qsTr("Back on its shelf") }
                BigButton {
                    visible: root.facts.mayPutBack && !line.modelData.back
                    kind: "secondary"
                    iconName: "undo-2"
                    text: qsTr("Take %1 back").arg(line.modelData.code)
                    onClicked: root.backAsked(line.modelData.id, line.modelData.code)
                }
            }
        }
    }
}
