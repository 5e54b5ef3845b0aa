import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Paper as it came out, the newest on top; it lies there as long as the roll is wide. */
Rectangle {
    id: root

    required property TwinsFacts facts

    color: Theme.slipGround
    radius: Theme.radiusSmall

    ListView {
        id: list
        anchors.fill: parent
        anchors.margins: Theme.s1
        model: root.facts.papers
        spacing: Theme.s2
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        onCountChanged: positionViewAtBeginning()
        ScrollBar.vertical: ScrollBar {}
        delegate: ColumnLayout {
            id: sheet
            required property string source
            required property string title
            required property string printer
            required property string words
            required property bool torn
            width: ListView.view.width
            spacing: Theme.px(4)
            RowLayout {
                Txt {
                    role: "caption"
                    tone: "soft"
                    text: qsTr("%1: %2").arg(sheet.printer).arg(sheet.title)
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    Layout.fillWidth: true
                }
                StatusPill { visible: sheet.torn; iconName: "triangle-alert"; tone: "attention"; text: qsTr("Torn") }
            }
            Rectangle {
                color: Theme.slipPaper
                border.width: 1
                border.color: Theme.line
                Layout.alignment: Qt.AlignHCenter
                Layout.preferredWidth: picture.width + Theme.s2
                Layout.preferredHeight: picture.height + Theme.s2
                Image {
                    id: picture
                    anchors.centerIn: parent
                    width: Math.min(implicitWidth, list.width - Theme.s3)
                    height: implicitWidth > 0 ? implicitHeight * width / implicitWidth : 0
                    source: sheet.source
                    cache: false
                    Accessible.role: Accessible.Graphic
                    Accessible.name: sheet.title
                    Accessible.description: sheet.words
                }
            }
        }
        Txt {
            anchors.centerIn: parent
            visible: list.count === 0
            tone: "soft"
            text: qsTr("No paper has come out yet")
        }
    }
}
