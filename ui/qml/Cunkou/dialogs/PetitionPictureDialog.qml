import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A picture that is attached, as large as it goes. */
CounterDialog {
    id: root

    required property AttachedFacts attached
    readonly property string picture: attached.picture

    title: attached.pictureTitle
    width: Math.min(Theme.px(1000), Theme.counterWidth - 2 * Theme.s3)
    onPictureChanged: picture !== "" ? open() : close()
    onClosed: if (picture !== "") attached.close()
    onOpened: away.forceActiveFocus(Qt.PopupFocusReason)

    Image {
        source: root.picture
        asynchronous: true
        cache: false
        fillMode: Image.PreserveAspectFit
        Layout.fillWidth: true
        Layout.preferredHeight: (root.parent ? root.parent.height : 0) * 0.62
        Accessible.role: Accessible.Graphic
        Accessible.name: root.title
    }
    BigButton { id: away; kind: "secondary"; text: qsTr("Put the picture away"); Layout.fillWidth: true; onClicked: root.close() }
}
