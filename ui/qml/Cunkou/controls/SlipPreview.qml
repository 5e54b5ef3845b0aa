import QtQuick
import QtQuick.Controls.Basic
import Cunkou

/** The slip before it is paper: as it will print, on a warm counter. */
Rectangle {
    id: root

    /** A picture: image://slip/... or a data URL. */
    property string source
    /** The slip's words, for those who cannot see it. */
    property string label: qsTr("Slip as it will print")
    property string emptyText: qsTr("The slip will appear here")

    implicitWidth: Theme.px(380)
    implicitHeight: Theme.px(480)
    radius: Theme.radius
    color: Theme.slipGround

    Flickable {
        anchors.fill: parent
        anchors.margins: Theme.s2
        contentHeight: Math.max(sheet.height, height)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}
        Rectangle {
            id: sheet
            visible: root.source !== ""
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, picture.implicitWidth + Theme.s2)
            height: picture.height + Theme.s2
            color: Theme.slipPaper
            border.width: 1
            border.color: Theme.line
            Image {
                id: picture
                anchors.horizontalCenter: parent.horizontalCenter
                y: Theme.s1
                width: Math.min(implicitWidth, sheet.parent.width - Theme.s2)
                height: implicitWidth > 0 ? implicitHeight * width / implicitWidth : 0
                source: root.source
                smooth: true
                cache: false
                Accessible.role: Accessible.Graphic
                Accessible.name: root.label
            }
        }
        Txt {
            anchors.centerIn: parent
            width: parent.width - Theme.s3
            visible: root.source === ""
            text: root.emptyText
            tone: "soft"
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
