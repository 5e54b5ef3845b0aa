import QtQuick
import QtQuick.Layouts
import Cunkou

/** What is wrong and what to do, in plain words. A state of the page: an empty text hides it. */
Rectangle {
    id: root

    property string text
    /** danger, attention or info. */
    property string tone: "danger"
    property bool dismissable: true

    signal dismissed

    visible: text !== ""
    implicitHeight: Math.max(Theme.touch, words.implicitHeight + Theme.s2)
    implicitWidth: words.implicitWidth + Theme.px(160)
    radius: Theme.radius
    color: Theme.tint(tone)
    border.width: Theme.border
    border.color: Theme.tone(tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
    Accessible.ignored: !visible

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.s2
        anchors.rightMargin: Theme.s1
        spacing: Theme.s2
        Icon {
            name: root.tone === "info" ? "info" : root.tone === "attention" ? "triangle-alert" : "octagon-alert"
            color: Theme.tone(root.tone)
        }
        Txt {
            id: words
            text: root.text
            color: Theme.tone(root.tone)
            maximumLineCount: 4
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        IconButton {
            visible: root.dismissable
            iconName: "x"
            text: qsTr("Close this message")
            color: Theme.tone(root.tone)
            onClicked: root.dismissed()
        }
    }
}
