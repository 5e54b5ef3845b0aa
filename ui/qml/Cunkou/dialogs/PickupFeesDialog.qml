import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What is sold beside a hand-over, from the fee list and nothing else. */
CounterDialog {
    id: root

    required property Selling selling

    title: qsTr("Sold beside it")
    text: qsTr("Only what the fee list names. Fetching a parcel costs nothing.")
    onOpened: ready.forceActiveFocus(Qt.PopupFocusReason)

    ScrollArea {
        spacing: Theme.s1
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(contentHeight, Theme.px(400))
        Repeater {
            model: root.selling.offers
            RowLayout {
                id: offer
                required property var modelData
                spacing: Theme.s2
                Layout.fillWidth: true
                Txt { text: offer.modelData.label; Layout.fillWidth: true }
                Txt { text: offer.modelData.price; tone: "soft"; wrapMode: Text.NoWrap }
                IconButton { iconName: "minus"; enabled: offer.modelData.count !== "0"; text: qsTr("One less: %1").arg(offer.modelData.label); onClicked: root.selling.add(offer.modelData.value, -1) }
                Txt { text: offer.modelData.count; role: "heading"; strong: true; horizontalAlignment: Text.AlignHCenter; Layout.preferredWidth: Theme.px(36) }
                IconButton { iconName: "plus"; text: qsTr("One more: %1").arg(offer.modelData.label); onClicked: root.selling.add(offer.modelData.value, 1) }
            }
        }
    }
    Txt { text: root.selling.chosenText; visible: text !== ""; strong: true; Layout.fillWidth: true }
    BigButton { id: ready; iconName: "check"; text: qsTr("Done"); Layout.fillWidth: true; onClicked: root.close() }
}
