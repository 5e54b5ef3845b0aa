import QtQuick
import Cunkou
import Cunkou.Bridge

/** What stands around every page: rail, top bar, notices. Upright screens have the rail at the bottom. */
FocusScope {
    id: root

    readonly property bool upright: height > width
    /** Where the page begins, beside the rail. */
    readonly property real contentX: upright ? 0 : rail.width

    Rail {
        id: rail
        upright: root.upright
        y: root.upright ? root.height - height : 0
        width: root.upright ? root.width : implicitWidth
        height: root.upright ? implicitHeight : root.height
    }
    Item {
        x: root.contentX
        width: root.width - x
        height: root.height - (root.upright ? rail.height : 0)

        TopBar {
            id: topBar
            width: parent.width
            title: navigator.title
        }
        TroubleBanner {
            id: notice
            anchors.top: topBar.bottom
            anchors.topMargin: visible ? Theme.s2 : 0
            x: Theme.pageMargin
            width: parent.width - 2 * Theme.pageMargin
            height: visible ? implicitHeight : 0
            tone: "attention"
            text: App.noticeText
            onDismissed: App.dismissNotice()
        }
        TroubleBanner {
            id: acting
            anchors.top: notice.bottom
            anchors.topMargin: visible ? Theme.s2 : 0
            x: Theme.pageMargin
            width: parent.width - 2 * Theme.pageMargin
            height: visible ? implicitHeight : 0
            tone: "info"
            dismissable: false
            text: App.acting.bannerText
            BigButton {
                anchors.right: parent.right
                anchors.rightMargin: Theme.s1
                anchors.verticalCenter: parent.verticalCenter
                implicitHeight: Theme.touchSmall
                kind: "secondary"
                text: qsTr("End it")
                onClicked: App.acting.end()
            }
        }
        Navigator {
            id: navigator
            anchors.top: acting.bottom
            anchors.bottom: keyboard.top
            width: parent.width
        }
        Keyboard {
            id: keyboard
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
    Shortcut {
        sequences: ["Escape", StandardKey.Back]
        enabled: root.visible && App.nav.canGoBack
        onActivated: App.nav.back()
    }
    Shortcut {
        sequence: "Ctrl+L"
        enabled: root.visible
        onActivated: App.session.lock()
    }
}
