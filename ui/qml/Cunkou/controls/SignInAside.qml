import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The station's face while nobody is signed in: its name, the time, and what is not yet at the county. */
Rectangle {
    id: root

    color: Theme.brandDeep

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.s4
        spacing: Theme.s1
        Row {
            spacing: Theme.s1
            Icon { name: "store"; color: Theme.brandInk; size: Theme.px(32) }
            Txt { text: qsTr("Cunkou"); tone: "onBrand"; strong: true; role: "heading" }
        }
        Item { Layout.fillHeight: true }
        Txt {
            text: App.timeText
            tone: "onBrand"
            strong: true
            role: "giant"
            font.pixelSize: Math.min(Theme.px(96), root.width / 3.6)
            wrapMode: Text.NoWrap
        }
        Txt { text: App.dateText; tone: "onBrandSoft"; role: "heading"; Layout.fillWidth: true }
        TroubleBanner {
            tone: "attention"
            text: App.noticeText
            dismissable: false
            Layout.fillWidth: true
        }
        Item { Layout.fillHeight: true }
        Txt { text: App.title; tone: "onBrand"; role: "title"; strong: true; Layout.fillWidth: true }
        Row {
            spacing: Theme.s1
            visible: App.sync.pillText !== ""
            Icon { name: App.sync.icon; color: Theme.brandInk; size: Theme.iconSmall }
            Txt { text: App.sync.pillText; tone: "onBrandSoft"; width: Math.min(implicitWidth, root.width - Theme.px(110)) }
        }
    }
}
