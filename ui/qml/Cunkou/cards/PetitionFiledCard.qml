import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Filed: the number and the query code as large as they can be; nothing of what was said. */
Card {
    id: root

    required property PetitionTakeFacts facts

    spacing: Theme.s1
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Icon { name: "circle-check"; size: Theme.px(52); color: Theme.brand }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Txt { text: qsTr("Taken down"); role: "title"; strong: true; tone: "brandDeep"; Layout.fillWidth: true }
            Txt { text: qsTr("It leaves by itself with the next upload."); tone: "soft"; Layout.fillWidth: true }
        }
    }
    Item { Layout.fillHeight: true; Layout.minimumHeight: 0; implicitHeight: 0 }
    Txt { text: qsTr("Number"); tone: "soft"; horizontalAlignment: Text.AlignHCenter; Layout.fillWidth: true }
    Txt { text: root.facts.number; font.pixelSize: Theme.px(56); fontSizeMode: Text.HorizontalFit; minimumPixelSize: Theme.px(28); strong: true; tone: "brandDeep"; wrapMode: Text.NoWrap; horizontalAlignment: Text.AlignHCenter; Layout.fillWidth: true }
    Txt { text: qsTr("Query code"); tone: "soft"; horizontalAlignment: Text.AlignHCenter; Layout.topMargin: Theme.s1; Layout.fillWidth: true }
    Txt { text: root.facts.code; font.pixelSize: Theme.px(76); fontSizeMode: Text.HorizontalFit; minimumPixelSize: Theme.px(32); strong: true; tone: "brand"; wrapMode: Text.NoWrap; horizontalAlignment: Text.AlignHCenter; Layout.fillWidth: true }
    Item { Layout.fillHeight: true; Layout.minimumHeight: 0; implicitHeight: 0 }
    Repeater {
        model: root.facts.notes
        RowLayout {
            id: note
            required property var modelData
            spacing: Theme.s1
            Layout.fillWidth: true
            Icon { name: note.modelData.icon; size: Theme.iconSmall; color: Theme.tone(note.modelData.tone); Layout.alignment: Qt.AlignTop }
            Txt { text: note.modelData.text; tone: note.modelData.tone; Layout.fillWidth: true }
        }
    }
}
