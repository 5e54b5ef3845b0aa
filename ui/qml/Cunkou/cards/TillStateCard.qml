import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** How the drawer stands: whose shift, since when, what it began with, what has happened in it so far. */
Card {
    id: root

    required property ShiftFacts facts
    readonly property bool open: facts.state === "open"

    spacing: Theme.s2

    Item { visible: !root.open; Layout.fillHeight: true }
    GridLayout {
        columns: root.open ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        Layout.fillWidth: true
        Rectangle {
            Layout.alignment: root.open ? Qt.AlignLeft : Qt.AlignHCenter
            implicitWidth: Theme.px(88)
            implicitHeight: width
            radius: width / 2
            color: Theme.tint(root.facts.state === "forgotten" || root.facts.state === "paused" ? "attention" : "brand")
            Icon { anchors.centerIn: parent; name: root.facts.stateIcon; size: Theme.px(44); color: Theme.tone(root.facts.state === "forgotten" || root.facts.state === "paused" ? "attention" : "brand") }
        }
        ColumnLayout {
            spacing: Theme.px(4)
            Layout.fillWidth: true
            Txt { text: root.facts.stateTitle; role: "title"; strong: true; horizontalAlignment: root.open ? Text.AlignLeft : Text.AlignHCenter; Layout.fillWidth: true }
            Txt { text: root.facts.stateText; tone: "soft"; horizontalAlignment: root.open ? Text.AlignLeft : Text.AlignHCenter; Layout.fillWidth: true }
        }
    }
    RowLayout {
        visible: root.open || root.facts.state === "forgotten"
        spacing: Theme.s4
        Layout.fillWidth: true
        Item { visible: !root.open; Layout.fillWidth: true }
        ColumnLayout {
            spacing: 0
            Txt { text: qsTr("Since"); tone: "soft" }
            Txt { text: root.facts.since; role: "title"; wrapMode: Text.NoWrap }
        }
        ColumnLayout {
            spacing: 0
            Txt { text: qsTr("Began with, yuan"); tone: "soft" }
            Txt { text: root.facts.opening; role: "title"; wrapMode: Text.NoWrap }
        }
        Item { Layout.fillWidth: true }
    }
    SectionTitle { visible: root.open; text: qsTr("In this shift so far") }
    Txt { visible: root.open && root.facts.totals.length === 0; text: qsTr("No money has come or gone yet."); tone: "soft"; Layout.fillWidth: true }
    ScrollArea {
        visible: root.open
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            model: root.facts.totals
            TillLineRow {
                required property var modelData
                line: root.facts.blind ? { title: modelData.title, note: "", value: modelData.count } : { title: modelData.title, note: modelData.count, value: modelData.value }
                Layout.fillWidth: true
            }
        }
    }
    Txt { visible: root.open && root.facts.blind; text: qsTr("The sums are shown after the count."); role: "caption"; tone: "soft"; Layout.fillWidth: true }
    Item { visible: !root.open; Layout.fillHeight: true }
}
