import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A scan that is probably no waybill: asked about in plain words, and still taken in if the clerk says so. */
Card {
    id: root

    required property IntakeFacts facts

    /** The keyboard on the safe answer. */
    function arrive() { no.forceActiveFocus(Qt.OtherFocusReason) }

    Item { Layout.fillHeight: true }
    Icon { name: "circle-question-mark"; size: Theme.px(72); color: Theme.attention; Layout.alignment: Qt.AlignHCenter }
    Txt {
        text: root.facts.waybillText
        visible: text !== ""
        role: "title"
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WrapAnywhere
        maximumLineCount: 2
        Layout.fillWidth: true
    }
    Txt { text: root.facts.questionText; role: "title"; strong: true; horizontalAlignment: Text.AlignHCenter; Layout.fillWidth: true }
    Txt { text: qsTr("Scan the waybill instead, or say that this is it."); tone: "soft"; horizontalAlignment: Text.AlignHCenter; Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.s2
        BigButton { id: no; iconName: "scan-barcode"; text: qsTr("No, scan again"); onClicked: root.facts.letGo() }
        BigButton { kind: "secondary"; iconName: "package-plus"; visible: root.facts.canTakeAnyway; text: qsTr("Yes, take it in"); onClicked: root.facts.takeAnyway() }
    }
    Item { Layout.fillHeight: true }
}
