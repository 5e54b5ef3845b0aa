import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** One line to write in, with its label above and what is wrong with it below. */
ColumnLayout {
    id: root

    /** Says what belongs here; also its name for screen readers and tests. */
    required property string label
    property bool labelShown: true
    property alias text: field.text
    property alias field: field
    property string placeholder
    /** What is wrong; empty hides it. */
    property string error
    /** False where the owner says the error itself, because there is more room. */
    property bool saysError: true
    property string iconName
    property int maxLength: 60
    /** text (pinyin), latin (codes, initials) or digits. */
    property string purpose: "text"
    property bool readOnly: false
    property bool large: false

    signal accepted(string text)
    /** A person changed it (not the program). */
    signal edited(string text)

    function clear() { field.clear(); root.edited("") }

    spacing: Theme.px(6)
    activeFocusOnTab: false
    onActiveFocusChanged: if (activeFocus) field.forceActiveFocus()

    Txt {
        role: "caption"
        tone: "soft"
        text: root.label
        visible: root.labelShown && text !== ""
        Accessible.ignored: true
    }
    TextField {
        id: field
        Layout.fillWidth: true
        implicitHeight: root.large ? Theme.px(72) : Theme.touch
        leftPadding: Theme.s2 + (root.iconName === "" ? 0 : Theme.icon + Theme.s1 + 4)
        rightPadding: clear.visible ? clear.width + Theme.s1 : Theme.s2
        font.pixelSize: root.large ? Theme.px(26) : Theme.px(22)
        color: Theme.ink
        placeholderText: root.placeholder
        placeholderTextColor: Theme.inkSoft
        selectionColor: Theme.brand
        selectedTextColor: Theme.brandInk
        selectByMouse: true
        maximumLength: root.maxLength
        readOnly: root.readOnly
        inputMethodHints: root.purpose === "digits" ? Qt.ImhDigitsOnly | Qt.ImhNoPredictiveText
            : root.purpose === "latin" ? Qt.ImhPreferLatin | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase : Qt.ImhNone
        Accessible.name: root.label
        Accessible.description: root.error
        onAccepted: root.accepted(text)
        onTextEdited: root.edited(text)
        onPressed: if (!readOnly) App.wantKeyboard()
        background: Rectangle {
            radius: Theme.radius
            color: field.readOnly ? Theme.sunken : Theme.surface
            border.width: field.activeFocus || root.error !== "" ? 2 : Math.max(Theme.border, Theme.px(1))
            border.color: root.error !== "" ? Theme.danger : field.activeFocus ? Theme.brand : Theme.lineStrong
        }
        Icon {
            x: Theme.s2
            anchors.verticalCenter: parent.verticalCenter
            name: root.iconName
            color: Theme.brand
        }
        IconButton {
            id: clear
            anchors.right: parent.right
            anchors.rightMargin: Theme.px(6)
            anchors.verticalCenter: parent.verticalCenter
            visible: field.text !== "" && !root.readOnly && field.enabled
            focusPolicy: Qt.NoFocus
            iconName: "x"
            color: Theme.inkSoft
            text: qsTr("Clear “%1”").arg(root.label)
            onClicked: root.clear()
        }
    }
    RowLayout {
        visible: root.error !== "" && root.saysError
        spacing: Theme.px(6)
        Layout.fillWidth: true
        Icon { name: "circle-alert"; size: Theme.iconSmall; color: Theme.danger }
        Txt { role: "caption"; tone: "danger"; text: root.error; Layout.fillWidth: true }
    }
}
