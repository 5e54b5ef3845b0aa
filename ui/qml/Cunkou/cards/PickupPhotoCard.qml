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
    RowLayout {
        visible: root.facts.face.allowed
        spacing: Theme.s2
        Layout.fillWidth: true
        Image {
            visible: root.facts.face.picture !== ""
            source: root.facts.face.picture
            asynchronous: true
            cache: false
            fillMode: Image.PreserveAspectFit
            sourceSize.width: 320
            Layout.preferredWidth: Theme.px(88)
            Layout.preferredHeight: Theme.px(64)
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("The face of who takes it")
        }
        StatusPill { visible: root.facts.face.refused; tone: "info"; iconName: "hand"; text: qsTr("They said no: no photo of the face") }
        Item { visible: root.facts.face.refused || root.facts.face.picture !== ""; Layout.fillWidth: true }
        IconButton { visible: root.facts.face.picture !== ""; iconName: "trash-2"; text: qsTr("Remove the photo of the face"); onClicked: root.facts.face.drop() }
        BigButton {
            visible: root.facts.face.picture === "" && !root.facts.face.refused
            kind: "secondary"
            iconName: "user-round"
            text: qsTr("Photograph the face, if they agree")
            Layout.fillWidth: true
            onClicked: root.facts.face.begin()
        }
        BigButton { visible: root.facts.face.refused; kind: "quiet"; text: qsTr("Ask again"); onClicked: root.facts.face.begin() }
    }
}
