import QtQuick
import QtQuick.Layouts
import Cunkou

/** The county's words in the largest type that fits, to be read aloud or read along. */
CounterDialog {
    id: root

    required property string words
    property string review
    property bool busy: false

    signal heard
    signal printAsked

    width: Math.min(Theme.px(1100), Theme.counterWidth - 2 * Theme.s3)
    onOpened: done.forceActiveFocus(Qt.PopupFocusReason)

    ScrollArea {
        spacing: Theme.s2
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(contentHeight, (root.parent ? root.parent.height : 0) * 0.62)
        Layout.minimumHeight: Math.min(contentHeight, Theme.px(120))
        Txt { text: root.words; font.pixelSize: Theme.px(36); lineHeight: 1.5; Layout.fillWidth: true }
        Txt { text: root.review; visible: text !== ""; role: "heading"; tone: "attention"; Layout.fillWidth: true }
    }
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        BigButton { kind: "quiet"; text: qsTr("Put it away"); onClicked: root.close() }
        Item { Layout.fillWidth: true }
        BigButton { kind: "secondary"; iconName: "printer"; text: qsTr("On paper too"); enabled: !root.busy; onClicked: { root.close(); root.printAsked() } }
        BigButton { id: done; iconName: "check"; text: qsTr("They have heard it"); onClicked: { root.close(); root.heard() } }
    }
}
