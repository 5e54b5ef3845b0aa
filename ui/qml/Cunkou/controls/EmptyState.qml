import QtQuick
import QtQuick.Layouts
import Cunkou

/** Nothing here, and that is all right, or what to do about it. */
ColumnLayout {
    id: root

    property string iconName: "inbox"
    required property string title
    property string text
    property string actionText

    signal acted

    spacing: Theme.s1
    Item { Layout.fillHeight: true }
    Rectangle {
        Layout.alignment: Qt.AlignHCenter
        Layout.bottomMargin: Theme.s1
        implicitWidth: Theme.px(88)
        implicitHeight: width
        radius: width / 2
        color: Theme.brandTint
        Icon { anchors.centerIn: parent; name: root.iconName; size: Theme.px(44); color: Theme.brand }
    }
    Txt {
        role: "heading"
        text: root.title
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
    Txt {
        tone: "soft"
        text: root.text
        visible: text !== ""
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
    BigButton {
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.s2
        visible: root.actionText !== ""
        text: root.actionText
        onClicked: root.acted()
    }
    Item { Layout.fillHeight: true }
}
