import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** How open it is: three levels in plain words; the resident chooses. */
Card {
    id: root

    required property PetitionTakeFacts facts

    title: qsTr("Who may know of it? The resident chooses.")
    ScrollArea {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            model: root.facts.secrecies
            PetitionChoice {
                required property var modelData
                choice: modelData
                lit: modelData.value === root.facts.secrecy
                implicitHeight: Math.max(Theme.px(112), contentItem.implicitHeight)
                Layout.fillWidth: true
                onClicked: root.facts.chooseSecrecy(modelData.value)
            }
        }
        Txt { visible: text !== ""; text: root.facts.problems.secrecy ?? ""; tone: "danger"; Layout.fillWidth: true }
    }
}
