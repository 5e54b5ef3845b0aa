import QtQuick
import QtQuick.Layouts
import Cunkou

/** Somebody must hear of it before anything else: the number, as large as it can be. */
Rectangle {
    id: root

    /** {call, text, blocks} */
    required property var stop
    readonly property string tone: stop.blocks ? "danger" : "attention"

    implicitHeight: words.implicitHeight + 2 * Theme.s2
    radius: Theme.radius
    color: Theme.tint(tone)
    border.width: stop.blocks ? 3 : Math.max(1, Theme.border)
    border.color: Theme.tone(tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: stop.call + " " + stop.text

    RowLayout {
        id: words
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.s3
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s3
        Icon { name: root.stop.blocks ? "siren" : "phone-call"; size: Theme.px(root.stop.blocks ? 64 : 40); color: Theme.tone(root.tone) }
        Txt {
            text: root.stop.call
            font.pixelSize: Theme.px(root.stop.blocks ? 84 : 40)
            strong: true
            tone: root.tone
            wrapMode: Text.NoWrap
        }
        ColumnLayout {
            spacing: Theme.px(2)
            Layout.fillWidth: true
            Txt { text: root.stop.text; role: root.stop.blocks ? "heading" : "body"; strong: root.stop.blocks; tone: root.tone; Layout.fillWidth: true }
            Txt { visible: root.stop.blocks; text: qsTr("Call first. Once nobody is in danger any more, answer the question anew."); tone: root.tone; Layout.fillWidth: true }
        }
    }
}
