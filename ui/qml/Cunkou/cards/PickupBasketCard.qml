import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What stands on the counter, in codes to be fetched, and what else waits for the same person. */
Card {
    id: root

    required property PickupFacts facts

    signal feesAsked

    spacing: Theme.s1
    RowLayout {
        Layout.fillWidth: true
        Txt { text: root.facts.chosenText; role: "heading"; strong: true; Layout.fillWidth: true }
        BigButton { kind: "quiet"; iconName: "plus"; implicitHeight: Theme.touchSmall; text: qsTr("Find another"); onClicked: root.facts.findMore() }
    }
    TroubleBanner { text: root.facts.stopText; dismissable: false; Layout.fillWidth: true }
    TroubleBanner { text: root.facts.marksText; tone: "attention"; dismissable: false; Layout.fillWidth: true }
    ScrollArea {
        spacing: Theme.s1
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            model: root.facts.parcels
            RowLayout {
                id: line
                required property var modelData
                spacing: Theme.s2
                Layout.fillWidth: true
                ColumnLayout {
                    spacing: 0
                    Layout.fillWidth: true
                    Txt {
                        text: line.modelData.code
                        font.pixelSize: root.facts.parcels.length > 2 ? Theme.px(52) : Theme.px(80)
                        strong: true
                        tone: line.modelData.held !== "" ? "danger" : "brandDeep"
                        wrapMode: Text.NoWrap
                        Layout.fillWidth: true
                    }
                    Txt {
                        text: [line.modelData.who, line.modelData.carrier, line.modelData.days, line.modelData.marks].filter(word => word !== "").join(" · ")
                        role: "heading"
                        maximumLineCount: 2
                        elide: Text.ElideRight
                        Layout.fillWidth: true
                    }
                    StatusPill { visible: line.modelData.money !== ""; tone: "attention"; iconName: "hand-coins"; text: line.modelData.money }
                }
                GridLayout {
                    // Beside the biggest code there is no room for two.
                    columns: root.facts.parcels.length > 2 ? 2 : 1
                    rowSpacing: 0
                    columnSpacing: 0
                    IconButton {
                        iconName: "info"
                        text: qsTr("Everything about %1").arg(line.modelData.code)
                        color: Theme.inkSoft
                        onClicked: App.nav.open("ParcelPage", { id: Number(line.modelData.id) })
                    }
                    IconButton {
                        iconName: "x"
                        text: qsTr("Put %1 back on its shelf").arg(line.modelData.code)
                        color: Theme.inkSoft
                        onClicked: root.facts.take(line.modelData.id)
                    }
                }
            }
        }
        Rectangle {
            visible: root.facts.othersText !== ""
            Layout.fillWidth: true
            Layout.topMargin: Theme.s1
            implicitHeight: more.implicitHeight + Theme.s3
            radius: Theme.radius
            color: root.facts.othersTold ? Theme.paper : Theme.attentionTint
            border.width: Theme.highContrast ? 2 : 0
            border.color: Theme.attention
            ColumnLayout {
                id: more
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.margins: Theme.s2
                spacing: Theme.s1
                Txt { text: root.facts.othersText; role: "title"; strong: true; tone: root.facts.othersTold ? "soft" : "attention"; Layout.fillWidth: true }
                Repeater {
                    model: root.facts.others
                    RowLayout {
                        id: other
                        required property var modelData
                        spacing: Theme.s2
                        Layout.fillWidth: true
                        Txt { text: other.modelData.code; role: "title"; strong: true; wrapMode: Text.NoWrap }
                        Txt { text: other.modelData.carrier; Layout.fillWidth: true; maximumLineCount: 1; elide: Text.ElideRight }
                        Txt { text: other.modelData.days; wrapMode: Text.NoWrap }
                    }
                }
                Flow {
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    ActButton { plain: root.width < Theme.px(560); sign: "plus"; text: qsTr("Take them too"); onClicked: root.facts.takeOthers() }
                    ActButton { plain: root.width < Theme.px(560); sign: "check"; visible: !root.facts.othersTold; text: qsTr("Told, left for later"); onClicked: root.facts.leaveOthers() }
                }
            }
        }
        Txt { text: root.facts.householdText; visible: text !== ""; tone: "attention"; strong: true; Layout.fillWidth: true; Layout.topMargin: Theme.s1 }
        Repeater {
            model: root.facts.household
            PickupRow {
                required property var modelData
                parcel: modelData
                named: true
                Layout.fillWidth: true
                onClicked: root.facts.take(modelData.id)
            }
        }
    }
    ListRow {
        iconName: "receipt"
        title: qsTr("Sell a bag or a box too")
        subtitle: root.facts.selling.chosenText
        chevron: true
        ruled: false
        Layout.fillWidth: true
        onClicked: root.feesAsked()
    }
}
