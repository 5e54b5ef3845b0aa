import QtQuick
import Cunkou

/** The marks of the catalogue, one touch each. */
Flow {
    id: root

    /** [{code, label, icon, lit}] */
    required property var marks

    /** Words only, where there is little room. */
    property bool plain: false

    signal toggled(string code)

    spacing: Theme.s1
    Repeater {
        model: root.marks.length  // not the list itself: a chip that was just pressed keeps the keyboard
        Chip {
            required property int index
            readonly property var mark: root.marks[index] ?? ({ code: "", label: "", icon: "", lit: false })
            text: mark.label
            iconName: root.plain ? "" : mark.icon
            lit: mark.lit
            onClicked: root.toggled(mark.code)
        }
    }
}
