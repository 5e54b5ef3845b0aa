import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The books' date; when the PC's clock has jumped, a person's word is asked for. */
Card {
    id: root

    required property SettingsFacts facts

    title: qsTr("Date")
    Txt { text: root.facts.todayText; role: "heading"; Layout.fillWidth: true }
    TroubleBanner {
        text: root.facts.doubtText
        tone: "attention"
        dismissable: false
        Layout.fillWidth: true
    }
    BigButton {
        visible: root.facts.canConfirmDay
        text: root.facts.confirmText
        iconName: "calendar-days"
        Layout.fillWidth: true
        onClicked: root.facts.confirmDay()
    }
}
