import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Photos, papers and films: taken here or brought along; what must not leave is blacked out. */
Card {
    id: root

    required property PetitionTakeFacts facts
    readonly property PetitionEvidenceFacts evidence: facts.evidence

    title: qsTr("Photos, papers, films, if there are any")
    TroubleBanner { text: root.evidence.troubleText; onDismissed: root.evidence.dismissTrouble(); Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { visible: root.evidence.hasCamera; kind: "secondary"; iconName: "camera"; text: qsTr("Take a photo"); busy: root.evidence.busy; Layout.fillWidth: true; onClicked: root.evidence.take("photo") }
        BigButton { visible: root.evidence.hasCamera; kind: "secondary"; iconName: "file-text"; text: qsTr("Photograph a paper"); busy: root.evidence.busy; Layout.fillWidth: true; onClicked: root.evidence.take("document") }
        BigButton { visible: root.evidence.canChoose; kind: "secondary"; iconName: "image"; text: qsTr("From a phone or stick"); busy: root.evidence.busy; Layout.fillWidth: true; onClicked: root.evidence.choose() }
    }
    Txt { visible: text !== ""; text: root.evidence.cameraText; tone: "soft"; Layout.fillWidth: true }
    Txt { visible: text !== ""; text: root.facts.problems.attachments ?? ""; tone: "danger"; Layout.fillWidth: true }
    EmptyState {
        visible: root.evidence.rows.length === 0
        iconName: "camera"
        title: qsTr("Nothing here yet")
        text: qsTr("A picture often says more. Where and when it was taken does not leave with it.")
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
    ScrollArea {
        visible: root.evidence.rows.length > 0
        spacing: Theme.s1
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            model: root.evidence.rows
            RowLayout {
                id: piece
                required property var modelData
                spacing: Theme.s2
                Layout.fillWidth: true
                Rectangle {
                    implicitWidth: Theme.px(128)
                    implicitHeight: Theme.px(92)
                    radius: Theme.radiusSmall
                    color: Theme.sunken
                    clip: true
                    Image {
                        anchors.fill: parent
                        source: piece.modelData.picture
                        asynchronous: true
                        cache: false
                        fillMode: Image.PreserveAspectCrop
                        sourceSize.width: 256
                        Accessible.role: Accessible.Graphic
                        Accessible.name: piece.modelData.title
                    }
                    Icon { anchors.centerIn: parent; visible: piece.modelData.picture === ""; name: piece.modelData.icon; color: Theme.inkSoft }
                }
                ColumnLayout {
                    spacing: Theme.px(2)
                    Layout.fillWidth: true
                    Txt { text: piece.modelData.title; strong: true; Layout.fillWidth: true }
                    Txt { text: piece.modelData.subtitle; role: "caption"; tone: "soft"; Layout.fillWidth: true }
                }
                BigButton { visible: piece.modelData.canBlack; kind: "secondary"; iconName: "eraser"; text: qsTr("Black out a part"); Accessible.name: qsTr("Black out a part of %1").arg(piece.modelData.title); onClicked: root.facts.blackOut(piece.modelData.digest) }
                IconButton { iconName: "trash-2"; color: Theme.danger; text: qsTr("Take off %1").arg(piece.modelData.title); onClicked: root.evidence.remove(piece.modelData.digest) }
            }
        }
    }
}
