import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A photo that a step wants: taken, looked at, taken again, or chosen from a file. */
RowLayout {
    id: root

    required property PhotoFacts photo
    /** What is to be photographed. */
    required property string label
    /** What is wrong; empty hides it. */
    property string error

    spacing: Theme.s2

    Rectangle {
        visible: root.photo.picture !== ""
        implicitWidth: Theme.px(128)
        implicitHeight: Theme.px(88)
        radius: Theme.radiusSmall
        color: Theme.sunken
        clip: true
        Image {
            anchors.fill: parent
            source: root.photo.picture
            asynchronous: true
            cache: false
            fillMode: Image.PreserveAspectCrop
            sourceSize.width: 256
            Accessible.role: Accessible.Graphic
            Accessible.name: root.label
        }
    }
    BigButton {
        visible: root.photo.hasCamera
        kind: "secondary"
        iconName: root.photo.picture !== "" ? "rotate-ccw" : "camera"
        busy: root.photo.busy
        text: root.photo.picture !== "" ? qsTr("Take it again") : root.label
        Layout.fillWidth: root.photo.picture === ""
        onClicked: root.photo.take()
    }
    BigButton {
        visible: root.photo.canChoose && !root.photo.hasCamera
        kind: "secondary"
        iconName: "image"
        busy: root.photo.busy
        text: root.photo.picture !== "" ? qsTr("Choose another file") : qsTr("Choose a picture file")
        Layout.fillWidth: root.photo.picture === ""
        onClicked: root.photo.choose()
    }
    IconButton { visible: root.photo.canChoose && root.photo.hasCamera; iconName: "image"; text: qsTr("Choose a picture file"); onClicked: root.photo.choose() }
    PictureFilesDialog { photo: root.photo }
    Icon { visible: !root.photo.possible; name: "camera"; color: Theme.inkSoft }
    Txt {
        text: root.error !== "" ? root.error : root.photo.cameraText
        visible: text !== ""
        tone: root.error !== "" ? "danger" : "soft"
        Layout.fillWidth: true
    }
}
