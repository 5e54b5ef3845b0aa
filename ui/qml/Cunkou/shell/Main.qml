import QtQuick
import QtQuick.Controls.Basic
import Cunkou
import Cunkou.Bridge

/** The window: the counter at the left, and in the demo the device twins beside it. */
ApplicationWindow {
    id: window

    readonly property bool demo: App.twinsPanel !== null

    width: 1366
    height: 768
    minimumWidth: 800
    minimumHeight: 600
    title: App.title
    color: Theme.paper

    // The panel's long side against 1366 and short side against 768; larger panels grow half as fast as their pixels.
    Binding {
        target: Theme
        property: "density"
        value: {
            const long = Math.max(counter.width, counter.height) / 1366
            const short = Math.min(counter.width, counter.height) / 768
            return Math.max(1, Math.min(1.5, 1 + (Math.min(long, short) - 1) / 2))
        }
    }

    Binding { target: Theme; property: "counterWidth"; value: counter.width }

    Item {
        id: counter
        width: parent.width - twins.width
        height: parent.height

        // Made when somebody first signs in, and kept: the sign-in page does not wait for what nobody sees yet.
        Loader {
            id: shell

            readonly property real contentX: item ? item.contentX : 0
            readonly property bool wanted: App.session.signedIn

            anchors.fill: parent
            active: false
            visible: wanted
            enabled: visible
            source: "Shell.qml"
            onWantedChanged: if (wanted) active = true
            Component.onCompleted: if (wanted) active = true
        }
        Loader {
            anchors.fill: parent
            active: !App.session.signedIn
            source: App.session.stage === "change" || App.session.stage === "repeat" ? "../pages/PinChangePage.qml" : "../pages/SignInPage.qml"
        }
        // Over the page's title: never over a button that is needed next, never over what is not at the county yet.
        ToastArea {
            // Where there is room for both, the way back stays free.
            readonly property real aside: App.nav.canGoBack && parent.width - shell.contentX > Theme.px(1120) ? Theme.px(56) : 0
            x: shell.contentX + Theme.s1 + aside
            y: Theme.px(4)
            maximumWidth: (parent.width - shell.contentX) * 0.42 - aside
        }
        IdleWarning {}
    }
    Loader {
        id: twins
        anchors.right: parent.right
        height: parent.height
        width: window.demo ? Math.min(420, parent.width - 1024) : 0
        active: window.demo
        source: window.demo ? "../twins/TwinsPanel.qml" : ""
    }
}
