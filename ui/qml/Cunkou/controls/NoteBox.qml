import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** A few lines to write in, with label and what is wrong. */
ColumnLayout {
    id: root

    /** Says what belongs here; also its name for screen readers and tests. */
    required property string label
    property alias text: field.text
    property alias field: field
    property string placeholder
    property string error
    property int maxLength: 300

    /** A person changed it (not the program). */
    signal edited(string text)

    spacing: Theme.px(6)

    Txt { role: "caption"; tone: "soft"; text: root.label; Accessible.ignored: true }
    TextArea {
        id: field
        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.px(112), contentHeight + topPadding + bottomPadding)
        leftPadding: Theme.s2
        rightPadding: Theme.s2
        topPadding: Theme.s2
        font.pixelSize: Theme.px(22)
        color: Theme.ink
        placeholderText: root.placeholder
        placeholderTextColor: Theme.inkSoft
        selectionColor: Theme.brand
        selectedTextColor: Theme.brandInk
        wrapMode: TextEdit.Wrap
        textFormat: TextEdit.PlainText
        KeyNavigation.priority: KeyNavigation.BeforeItem
        KeyNavigation.tab: nextItemInFocusChain(true)
        Accessible.name: root.label
        Accessible.description: root.error
        onPressed: App.wantKeyboard()
        onTextChanged: {
            if (length > root.maxLength) remove(root.maxLength, length)
            if (activeFocus) root.edited(text)
        }
        background: Rectangle {
            radius: Theme.radius
            color: Theme.surface
            border.width: field.activeFocus || root.error !== "" ? 2 : Math.max(Theme.border, Theme.px(1))
            border.color: root.error !== "" ? Theme.danger : field.activeFocus ? Theme.brand : Theme.lineStrong
        }
    }
    Txt { role: "caption"; tone: "danger"; text: root.error; visible: text !== ""; Layout.fillWidth: true }
}
