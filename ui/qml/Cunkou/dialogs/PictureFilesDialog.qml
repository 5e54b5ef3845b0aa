import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The pictures on this PC and on what is plugged in, the newest first. */
CounterDialog {
    id: root

    required property PhotoFacts photo
    readonly property bool choosing: photo.choosing

    title: qsTr("Which picture?")
    width: Math.min(Theme.px(680), Theme.counterWidth - 2 * Theme.s3)
    onChoosingChanged: choosing ? open() : close()
    onOpened: list.forceActiveFocus(Qt.PopupFocusReason)
    onClosed: if (photo.choosing) photo.leave()

    TroubleBanner { text: root.photo.troubleText; onDismissed: root.photo.dismissTrouble(); Layout.fillWidth: true }
    EmptyState {
        visible: root.photo.looked && list.count === 0
        iconName: "image"
        title: qsTr("No pictures found")
        text: qsTr("Plug in the phone's memory or a stick, or save the picture on this PC, and look again.")
        Layout.fillWidth: true
    }
    ListView {
        id: list
        visible: count > 0
        model: root.photo.files
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        activeFocusOnTab: true
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(contentHeight, Theme.px(400))
        delegate: ListRow {
            required property string id
            required property string when
            required title
            required subtitle
            iconName: "image"
            trailingText: when
            width: list.width
            onClicked: root.photo.use(id)
        }
    }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { kind: "secondary"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
        BigButton { kind: "secondary"; iconName: "refresh-cw"; busy: root.photo.busy; text: qsTr("Look again"); Layout.fillWidth: true; onClicked: root.photo.look() }
    }
}
