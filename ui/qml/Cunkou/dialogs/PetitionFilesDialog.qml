import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The pictures and films on this PC and on what is plugged in, the newest first. */
CounterDialog {
    id: root

    required property PetitionEvidenceFacts evidence
    readonly property bool choosing: evidence.choosing

    title: qsTr("Which picture or film?")
    width: Math.min(Theme.px(680), Theme.counterWidth - 2 * Theme.s3)
    onChoosingChanged: choosing ? open() : close()
    onOpened: list.forceActiveFocus(Qt.PopupFocusReason)
    onClosed: if (evidence.choosing) evidence.leave()

    TroubleBanner { text: root.evidence.troubleText; onDismissed: root.evidence.dismissTrouble(); Layout.fillWidth: true }
    EmptyState {
        visible: root.evidence.looked && list.count === 0
        iconName: "image"
        title: qsTr("No pictures found")
        text: qsTr("Plug in the phone's memory or a stick, or save the picture on this PC, and look again.")
        Layout.fillWidth: true
    }
    ListView {
        id: list
        visible: count > 0
        model: root.evidence.files
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
            required iconName
            trailingText: when
            width: list.width
            onClicked: root.evidence.use(id)
        }
    }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { kind: "secondary"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
        BigButton { kind: "secondary"; iconName: "refresh-cw"; busy: root.evidence.busy; text: qsTr("Look again"); Layout.fillWidth: true; onClicked: root.evidence.look() }
    }
}
