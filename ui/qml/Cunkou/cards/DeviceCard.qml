import QtQuick
import QtQuick.Layouts
import Cunkou

/** One device: its name, how it is, what to do, and for a printer a test page. */
Card {
    id: root

    required property string name
    required property string stateText
    /** What to do, or what it does when all is well. */
    required property string todoText
    required property string tone
    required property string waitingText
    /** It prints: a test page can be asked for. */
    required property bool testable
    required property string iconName

    signal tested

    padding: Theme.s2

    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Icon { name: root.iconName; size: Theme.iconBig; color: Theme.tone(root.tone); Layout.alignment: Qt.AlignTop }
        ColumnLayout {
            spacing: Theme.px(4)
            Layout.fillWidth: true
            Flow {
                spacing: Theme.s1
                Layout.fillWidth: true
                Txt { text: root.name; role: "heading"; strong: true; height: Theme.px(36); verticalAlignment: Text.AlignVCenter }
                StatusPill { text: root.stateText; tone: root.tone; iconName: root.tone === "good" ? "circle-check" : root.tone === "quiet" ? "info" : "triangle-alert" }
                StatusPill { text: root.waitingText; tone: "attention"; iconName: "hourglass"; visible: text !== "" }
            }
            Txt { text: root.todoText; tone: "soft"; Layout.fillWidth: true }
        }
        BigButton {
            visible: root.testable
            text: qsTr("Test page")
            kind: "secondary"
            Accessible.name: qsTr("Test page on %1").arg(root.name)
            onClicked: root.tested()
        }
    }
}
