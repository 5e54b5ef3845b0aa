import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Drawer, safe, and what may still be taken: the figure that decides the next payment is the biggest. */
Card {
    id: root

    required property CashFacts facts

    padding: Theme.s2
    spacing: Theme.s1

    RowLayout {
        spacing: Theme.s3
        Layout.fillWidth: true
        Repeater {
            model: [
                { icon: "wallet", label: qsTr("In the drawer"), value: root.facts.drawerText, tone: "ink" },
                { icon: "archive", label: qsTr("In the safe"), value: root.facts.vaultText, tone: "ink" },
                { icon: "japanese-yen", label: qsTr("May still be taken"), value: root.facts.limitText, tone: root.facts.limitLow ? "attention" : "brand" }
            ]
            ColumnLayout {
                id: place
                required property var modelData
                required property int index
                spacing: 0
                Layout.fillWidth: true
                Layout.preferredWidth: index === 2 ? 13 : 10
                RowLayout {
                    spacing: Theme.s1
                    Icon { name: place.modelData.icon; size: Theme.iconSmall; color: Theme.tone("soft") }
                    Txt { text: place.modelData.label; tone: "soft"; wrapMode: Text.NoWrap }
                }
                Txt {
                    text: place.modelData.value
                    font.pixelSize: Theme.px(place.index === 2 ? 52 : 38)
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.px(18)
                    strong: true
                    tone: place.modelData.tone
                    wrapMode: Text.NoWrap
                    verticalAlignment: Text.AlignVCenter
                    Layout.fillWidth: true
                    Layout.preferredHeight: Theme.px(80)
                }
            }
        }
    }
    RowLayout {
        visible: root.facts.drawerNote !== ""
        spacing: Theme.s1
        Layout.fillWidth: true
        Icon { name: "triangle-alert"; size: Theme.iconSmall; color: Theme.attention }
        Txt { text: root.facts.drawerNote; tone: "attention"; Layout.fillWidth: true }
    }
}
