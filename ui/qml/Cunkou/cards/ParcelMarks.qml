import QtQuick
import Cunkou

/** The marks of the catalogue, one touch each. */
Flow {
    id: root

    /** [{code, label, icon, lit}] */
    required property var marks

    signal toggled(string code)

    spacing: Theme.s1
    Repeater {
        model: root.marks
        Chip {
            required property var modelData
            text: modelData.label
            iconName: modelData.icon
            lit: modelData.lit
            onClicked: root.toggled(modelData.code)
        }
    }
}
