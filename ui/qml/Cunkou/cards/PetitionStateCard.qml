import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Where a petition stands: icon, word and one sentence; below, what it is about. */
Card {
    id: root

    required property PetitionFacts facts

    spacing: Theme.s1
    Rectangle {
        radius: Theme.radiusSmall
        color: Theme.tint(root.facts.tone)
        implicitHeight: state.implicitHeight + Theme.s2
        implicitWidth: Theme.px(300)
        Layout.fillWidth: true
        RowLayout {
            id: state
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: Theme.s2
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s2
            Icon { name: root.facts.icon; size: Theme.px(52); color: Theme.tone(root.facts.tone) }
            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                Txt { text: root.facts.stateText; role: "figure"; strong: true; tone: root.facts.tone; Layout.fillWidth: true }
                Txt { text: root.facts.meaningText; tone: root.facts.tone; Layout.fillWidth: true }
                Txt { text: root.facts.sinceText; role: "caption"; tone: root.facts.tone; Layout.fillWidth: true }
            }
            IconButton { iconName: "volume-2"; text: qsTr("Say where it stands"); color: Theme.tone(root.facts.tone); onClicked: root.facts.sayState() }
        }
    }
    Txt { text: root.facts.title; role: "heading"; strong: true; Layout.fillWidth: true; Layout.topMargin: Theme.s1 }
    Txt { text: root.facts.number; strong: true; Layout.fillWidth: true }
    Txt { text: root.facts.pathText; tone: "soft"; Layout.fillWidth: true }
    Txt { text: root.facts.personText; visible: text !== ""; tone: "soft"; Layout.fillWidth: true }
    Flow {
        spacing: Theme.s1
        Layout.fillWidth: true
        Repeater {
            model: root.facts.marks
            StatusPill { required property var modelData; text: modelData.text; iconName: modelData.icon; tone: modelData.tone }
        }
        Chip { visible: root.facts.hasPerson; iconName: "user"; text: qsTr("This resident"); onClicked: root.facts.openPerson() }
        Repeater {
            model: root.facts.linked
            Chip { required property var modelData; iconName: "history"; text: qsTr("Earlier: %1").arg(modelData.label); onClicked: root.facts.openLinked(modelData.id) }
        }
    }
    RowLayout {
        visible: root.facts.sendText !== ""
        spacing: Theme.s1
        Layout.fillWidth: true
        Icon { name: "cloud-upload"; color: Theme.attention }
        Txt { text: root.facts.sendText; tone: "attention"; Layout.fillWidth: true }
    }
    RowLayout {
        visible: root.facts.sealedText !== ""
        spacing: Theme.s1
        Layout.fillWidth: true
        Icon { name: "lock"; color: Theme.info }
        Txt { text: root.facts.sealedText; tone: "info"; Layout.fillWidth: true }
    }
}
