import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A new PIN, twice: forced at the first sign-in, and whenever a clerk asks for it. */
Rectangle {
    id: root

    readonly property bool wide: width >= height

    color: Theme.paper

    GridLayout {
        anchors.fill: parent
        columns: root.wide ? 2 : 1
        columnSpacing: 0
        rowSpacing: 0

        SignInAside {
            Layout.fillHeight: root.wide
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.wide ? root.width * 0.38 : root.width
            Layout.preferredHeight: root.wide ? root.height : root.height * 0.3
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true
            ColumnLayout {
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.s4, Theme.px(400))
                spacing: Theme.s2
                Txt {
                    role: "title"
                    strong: true
                    text: App.session.promptText
                    horizontalAlignment: Text.AlignHCenter
                    Layout.fillWidth: true
                }
                TroubleBanner {
                    text: App.session.troubleText
                    dismissable: false
                    Layout.fillWidth: true
                }
                Txt {
                    role: "caption"
                    tone: "soft"
                    text: qsTr("4 to 8 digits; not a birthday, not 1234.")
                    horizontalAlignment: Text.AlignHCenter
                    Layout.fillWidth: true
                }
                PinPad {
                    id: pad
                    focus: true
                    busy: App.session.busy
                    Layout.fillWidth: true
                    onEntered: pin => App.session.enter(pin)
                    Component.onCompleted: forceActiveFocus()
                }
                BigButton {
                    kind: "quiet"
                    text: qsTr("Somebody else")
                    iconName: "users"
                    Layout.fillWidth: true
                    onClicked: App.session.signOut()
                }
            }
        }
    }
    Connections {
        target: App.session
        function onTried() { pad.clear() }
    }
}
