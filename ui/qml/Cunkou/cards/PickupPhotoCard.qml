import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The label's photo as evidence; without a camera the hand-over goes on. */
Card {
    id: root

    required property PickupFacts facts
    readonly property string picture: facts.photo !== "" ? facts.photo : facts.preview

    padding: Theme.s2
    spacing: Theme.s1
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Rectangle {
            visible: root.picture !== ""
            implicitWidth: Theme.px(160)
            implicitHeight: Theme.px(110)
            radius: Theme.radiusSmall
            color: Theme.sunken
            clip: true
            Image {
                anchors.fill: parent
                source: root.picture
                asynchronous: true
                cache: false
                fillMode: Image.PreserveAspectCrop
                sourceSize.width: 320
                Accessible.role: Accessible.Graphic
                Accessible.name: root.facts.photo !== "" ? qsTr("The label's photo") : qsTr("What the camera sees")
            }
        }
        Icon { visible: root.picture === "" && root.facts.cameraText !== ""; name: "camera"; color: Theme.inkSoft }
        Txt { text: root.facts.cameraText; visible: text !== ""; tone: "soft"; Layout.fillWidth: true }
        Item { visible: root.facts.cameraText === "" && root.picture !== ""; Layout.fillWidth: true }
        BigButton {
            visible: root.facts.hasCamera
            kind: "secondary"
            iconName: "camera"
            Layout.fillWidth: root.picture === "" && root.facts.cameraText === ""
            text: root.facts.photo !== "" ? qsTr("Again") : qsTr("Photograph the label")
            onClicked: root.facts.photo !== "" ? root.facts.retakePhoto() : root.facts.takePhoto()
        }
    }
}
