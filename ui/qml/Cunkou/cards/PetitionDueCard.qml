import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The next day on which somebody owes something: who, by when, how late; from when it was moved, and why. */
Card {
    id: root

    required property PetitionFacts facts
    readonly property var due: facts.due

    visible: due.day !== undefined
    title: qsTr("Who owes what")
    padding: Theme.s2
    spacing: Theme.px(6)

    Txt { text: (root.due.owner ?? "") + " · " + (root.due.what ?? ""); tone: "soft"; Layout.fillWidth: true }
    Txt { text: root.due.day ?? ""; role: "title"; strong: true; tone: root.due.late ? "danger" : "ink"; Layout.fillWidth: true }
    Flow {
        spacing: Theme.s1
        Layout.fillWidth: true
        StatusPill { text: root.due.left ?? ""; iconName: root.due.late ? "triangle-alert" : "clock"; tone: root.due.tone === "ink" || root.due.tone === "soft" ? "quiet" : root.due.tone ?? "quiet" }
        StatusPill { visible: text !== ""; text: root.due.provisional ?? ""; iconName: "calendar-days"; tone: "attention" }
    }
    Txt { text: root.due.moved ?? ""; visible: text !== ""; tone: "attention"; Layout.fillWidth: true }
    Txt { text: root.due.basis ?? ""; visible: text !== ""; role: "caption"; tone: "soft"; Layout.fillWidth: true }
    Repeater {
        model: root.facts.dues
        ColumnLayout {
            id: other
            required property var modelData
            spacing: 0
            Layout.fillWidth: true
            Rectangle { color: Theme.line; implicitHeight: Theme.border; Layout.fillWidth: true; Layout.bottomMargin: Theme.px(6) }
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                Txt { text: other.modelData.owner + " · " + other.modelData.what; Layout.fillWidth: true }
                Txt { text: [other.modelData.day, other.modelData.provisional].filter(word => word !== "").join(" "); tone: other.modelData.late ? "danger" : "soft"; wrapMode: Text.NoWrap }
            }
            Txt { text: [other.modelData.late ? other.modelData.left : "", other.modelData.moved].filter(word => word !== "").join(" · "); visible: text !== ""; role: "caption"; tone: other.modelData.late ? "danger" : "attention"; Layout.fillWidth: true }
        }
    }
}
