import QtQuick
import QtQuick.Layouts
import Cunkou

/** One table of a report: lines with their sums, and a sentence below. */
Card {
    id: root

    /** {title, lines, note} */
    required property var section

    title: section.title
    padding: Theme.s2
    spacing: 0
    Repeater {
        model: root.section.lines
        TillLineRow { required property var modelData; line: modelData; Layout.fillWidth: true }
    }
    Txt { visible: text !== ""; text: root.section.note; tone: "soft"; Layout.fillWidth: true; Layout.topMargin: Theme.s1 }
}
