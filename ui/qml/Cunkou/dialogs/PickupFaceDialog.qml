import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What the person reads before their face is photographed. No is as easy as yes, and closing takes nothing. */
CounterDialog {
    id: root

    required property FacePhoto face
    readonly property bool asking: face.asking

    title: qsTr("Please let the person read this first")
    width: Math.min(Theme.px(720), Theme.counterWidth - 2 * Theme.s3)
    onAskingChanged: asking ? open() : close()
    onOpened: no.forceActiveFocus(Qt.PopupFocusReason)
    onClosed: if (face.asking) face.leave()

    Txt { text: root.face.notice; role: "heading"; Layout.fillWidth: true }
    Txt { text: [root.face.keptText, root.face.law].join(" "); role: "caption"; tone: "soft"; Layout.fillWidth: true }
    Rectangle {
        visible: root.face.preview !== ""
        radius: Theme.radiusSmall
        color: Theme.sunken
        clip: true
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.px(200)
        Image {
            anchors.fill: parent
            source: root.face.preview
            asynchronous: true
            cache: false
            fillMode: Image.PreserveAspectFit
            sourceSize.width: 640
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("What the camera sees")
        }
    }
    TroubleBanner { text: root.face.troubleText; onDismissed: root.face.dismissTrouble(); Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { id: no; kind: "secondary"; iconName: "x"; text: qsTr("They do not agree"); Layout.fillWidth: true; onClicked: root.face.refuse() }
        BigButton { kind: "secondary"; iconName: "camera"; busy: root.face.busy; text: qsTr("They agree: take it"); Layout.fillWidth: true; onClicked: root.face.agree() }
    }
}
