import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Taken: the change that goes back, as large as it can be; what stands where; what still needs a person. */
Card {
    id: root

    required property PayFacts facts

    spacing: Theme.s1
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Icon { name: "circle-check"; size: Theme.px(52); color: Theme.brand }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Txt { text: root.facts.doneText; role: "title"; strong: true; tone: "brandDeep"; Layout.fillWidth: true }
            Txt { text: root.facts.doneAbout; tone: "soft"; Layout.fillWidth: true }
        }
    }
    Item { Layout.fillHeight: true }
    Txt { text: root.facts.doneLabel; role: "heading"; tone: "soft"; horizontalAlignment: Text.AlignHCenter; Layout.fillWidth: true }
    Txt {
        text: root.facts.doneChange
        font.pixelSize: Theme.px(150)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(48)
        strong: true
        tone: "brand"
        wrapMode: Text.NoWrap
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
    Txt { text: root.facts.doneSum; role: "heading"; tone: "soft"; horizontalAlignment: Text.AlignHCenter; Layout.fillWidth: true }
    Item { Layout.fillHeight: true }
    Repeater {
        model: root.facts.doneNotes
        RowLayout {
            id: note
            required property var modelData
            spacing: Theme.s1
            Layout.fillWidth: true
            Icon { name: note.modelData.icon; size: Theme.iconSmall; color: Theme.tone(note.modelData.tone); Layout.alignment: Qt.AlignTop }
            Txt { text: note.modelData.text; tone: note.modelData.tone; Layout.fillWidth: true }
        }
    }
    Flow {
        visible: root.facts.alsoDue.length > 0
        spacing: Theme.s1
        Layout.fillWidth: true
        Repeater {
            model: root.facts.alsoDue
            BigButton {
                required property var modelData
                kind: "secondary"
                iconName: modelData.icon
                text: modelData.label
                onClicked: root.facts.askAccount(modelData.biller, modelData.account)
            }
        }
    }
}
