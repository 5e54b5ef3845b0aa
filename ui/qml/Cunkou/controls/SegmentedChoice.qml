import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One of a few, all in sight. */
RowLayout {
    id: root

    /** [{value, label, icon}] */
    required property var options
    property string value
    /** What is chosen here, for screen readers. */
    property string label

    signal chosen(string value)

    spacing: Theme.s1
    uniformCellSizes: true
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Repeater {
        model: root.options
        T.AbstractButton {
            id: button
            required property var modelData
            checkable: false
            checked: modelData.value === root.value
            Layout.fillWidth: true
            implicitHeight: Theme.touchSmall + Theme.s1
            implicitWidth: row.implicitWidth + Theme.s3
            focusPolicy: Qt.StrongFocus
            text: modelData.label
            Accessible.role: Accessible.RadioButton
            Accessible.name: text
            Accessible.checked: checked
            onClicked: { root.value = modelData.value; root.chosen(modelData.value) }
            Keys.onReturnPressed: click()
            background: Rectangle {
                radius: Theme.radiusSmall
                color: button.checked ? Theme.brandTint : button.down ? Theme.sunken : Theme.surface
                border.width: button.checked ? 2 : Math.max(Theme.border, 1)
                border.color: button.checked ? Theme.brand : Theme.lineStrong
                FocusRing { target: button; parent: button }
            }
            contentItem: Item {
                Row {
                    id: row
                    anchors.centerIn: parent
                    spacing: Theme.s1
                    Icon {
                        id: icon
                        anchors.verticalCenter: parent.verticalCenter
                        name: button.checked ? "check" : button.modelData.icon ?? ""
                        size: Theme.iconSmall
                        color: Theme.brand
                    }
                    Txt {
                        text: button.text
                        strong: button.checked
                        color: button.checked ? Theme.brandDeep : Theme.ink
                        wrapMode: Text.NoWrap
                        elide: Text.ElideRight
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Theme.px(15)
                        width: Math.min(implicitWidth, button.width - Theme.s1 - (icon.name === "" ? 0 : icon.size + row.spacing))
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
