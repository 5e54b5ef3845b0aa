import QtQuick
import QtQuick.Layouts
import Cunkou

/** What a count has come to: the difference as the one biggest word, how it comes about, and the slip beside it. */
GridLayout {
    id: root

    required property string title
    required property string verdict
    property string tone: "good"
    /** [{title, note, value, strong}] */
    property var lines: []
    property string slip
    property bool wide: true
    /** Buttons that go on. */
    default property alias buttons: next.data

    onActiveFocusChanged: if (activeFocus) nextItemInFocusChain().forceActiveFocus(Qt.OtherFocusReason)
    columns: wide ? 2 : 1
    columnSpacing: Theme.s3
    rowSpacing: Theme.s2

    ColumnLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Layout.fillHeight: true
        Card {
            padding: Theme.s3
            Layout.fillWidth: true
            Layout.fillHeight: true
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Icon { name: root.tone === "good" ? "circle-check" : "triangle-alert"; size: Theme.iconBig; color: Theme.tone(root.tone) }
                Txt { text: root.title; role: "title"; strong: true; Layout.fillWidth: true }
            }
            Txt {
                visible: text !== ""
                text: root.verdict
                font.pixelSize: Theme.px(root.verdict.length > 14 ? 28 : 44)
                strong: true
                tone: root.tone
                Layout.fillWidth: true
            }
            ScrollArea {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Repeater {
                    model: root.lines
                    TillLineRow {
                        required property var modelData
                        line: modelData
                        Layout.fillWidth: true
                    }
                }
            }
        }
        ColumnLayout { id: next; spacing: Theme.s1; Layout.fillWidth: true }
    }
    SlipPreview {
        source: root.slip
        Layout.fillHeight: true
        Layout.fillWidth: !root.wide
        Layout.preferredWidth: root.wide ? Theme.px(390) : root.width
        Layout.maximumWidth: root.wide ? Theme.px(390) : root.width
        Layout.minimumHeight: Theme.px(260)
    }
}
