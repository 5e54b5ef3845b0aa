import QtQuick
import Cunkou
import Cunkou.Bridge

/** What was just done, in passing, with a way to take it back. The next one replaces it. */
Rectangle {
    id: root

    required property real maximumWidth
    property string text
    property string tone: "good"
    property bool undoable: false

    visible: opacity > 0
    opacity: 0
    width: row.width + 2 * Theme.s2
    height: Math.max(Theme.touch, row.height + Theme.s1)
    radius: Theme.radius
    color: tone === "danger" ? Theme.danger : tone === "attention" ? Theme.attention : Theme.ink
    z: 10
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
    Accessible.ignored: !visible

    function dismiss() { opacity = 0; timer.stop() }

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.s2
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.tone === "good" ? "circle-check" : root.tone === "quiet" ? "info" : "triangle-alert"
            color: Theme.brandInk
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            tone: "onBrand"
            maximumLineCount: 2
            elide: Text.ElideRight
            width: Math.min(implicitWidth, root.maximumWidth - Theme.px(root.undoable ? 240 : 130))
        }
        IconTextButton {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.undoable
            text: qsTr("Undo")
            iconName: "undo-2"
            onClicked: { root.dismiss(); App.undo() }
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            iconName: "x"
            text: qsTr("Close this message")
            color: Theme.brandInk
            onClicked: root.dismiss()
        }
    }
    Timer { id: timer; interval: root.undoable ? 10000 : 5000; onTriggered: root.dismiss() }
    Connections {
        target: App.session
        function onLeft() { root.dismiss() }
    }
    Connections {
        target: App
        function onToasted(text, tone, undoable) {
            root.text = text
            root.tone = tone
            root.undoable = undoable
            root.opacity = 1
            timer.restart()
        }
    }
}
