import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What may still be taken; a touch shows how it is reckoned. */
Card {
    id: root

    required property PaymentsFacts facts
    property bool told: false

    padding: Theme.s2
    spacing: Theme.px(4)
    RowLayout {
        Layout.fillWidth: true
        SectionTitle { text: qsTr("Left to take"); Layout.fillWidth: true }
        BigButton { kind: "quiet"; implicitHeight: Theme.touchSmall; text: root.told ? qsTr("Hide") : qsTr("How so?"); onClicked: root.told = !root.told }
    }
    Txt {
        text: root.facts.limitText
        role: "figure"
        strong: true
        tone: root.facts.limitTone
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(24)
        wrapMode: Text.NoWrap
        Layout.fillWidth: true
    }
    Txt { text: root.facts.limitNote; visible: text !== ""; role: "caption"; tone: root.facts.limitTone === "brandDeep" ? "soft" : root.facts.limitTone; Layout.fillWidth: true }
    Repeater {
        model: root.told ? root.facts.limitLines : []
        RowLayout {
            id: line
            required property var modelData
            Layout.fillWidth: true
            Layout.minimumHeight: Theme.px(36)
            Txt { text: line.modelData.sign; tone: "soft"; horizontalAlignment: Text.AlignHCenter; Layout.preferredWidth: Theme.px(20) }
            Txt { text: line.modelData.title; tone: "soft"; Layout.fillWidth: true }
            Txt { text: line.modelData.yuan; strong: line.modelData.total; wrapMode: Text.NoWrap }
        }
    }
}
