import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Whose counter is it now? A tile, then a PIN. */
Rectangle {
    id: root

    readonly property bool wide: width >= height
    readonly property bool choosing: App.session.stage === "choose"

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
                width: Math.min(parent.width - 2 * Theme.s4, Theme.px(root.choosing ? 620 : 400))
                spacing: Theme.s2

                Txt {
                    role: "title"
                    strong: true
                    text: App.session.promptText
                    Layout.fillWidth: true
                    horizontalAlignment: root.choosing ? Text.AlignLeft : Text.AlignHCenter
                }
                TroubleBanner {
                    text: App.session.troubleText
                    dismissable: false
                    Layout.fillWidth: true
                }
                ClerkTiles {
                    visible: root.choosing
                    Layout.fillWidth: true
                    Layout.maximumHeight: root.height * 0.7
                }
                PinPad {
                    id: pad
                    visible: !root.choosing
                    focus: visible
                    busy: App.session.busy
                    confirmText: qsTr("Open the counter")
                    Layout.fillWidth: true
                    onEntered: pin => App.session.enter(pin)
                    onVisibleChanged: if (visible) { clear(); forceActiveFocus() }
                    Component.onCompleted: if (visible) forceActiveFocus()
                }
                BigButton {
                    visible: !root.choosing
                    kind: "quiet"
                    iconName: "users"
                    text: qsTr("Somebody else")
                    Layout.fillWidth: true
                    onClicked: App.session.chooseAgain()
                }
            }
        }
    }
    Connections {
        target: App.session
        function onTried() { pad.clear() }
    }
}
