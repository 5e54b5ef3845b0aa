import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One line of a list: icon, title, subtitle, and at the right whatever the list is about. */
T.AbstractButton {
    id: root

    property string iconName
    /** Colours the icon: ink, brand, attention, danger, info. */
    property string tone: "brand"
    property string title
    property string subtitle
    /** At the right, quiet. */
    property string trailingText
    property string trailingTone: "soft"
    property bool pressable: true
    /** Shows where a press leads. */
    property bool chevron: false
    property bool strong: false
    /** A line below, between rows. */
    property bool ruled: true
    /** Buttons and pills at the right. */
    property alias trailing: extra.data

    /** Its height with one line of words. */
    property int least: Theme.touch

    implicitHeight: Math.max(least, words.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(320)
    focusPolicy: pressable ? Qt.StrongFocus : Qt.NoFocus
    Accessible.role: pressable ? Accessible.Button : Accessible.ListItem
    Accessible.name: title
    Accessible.description: subtitle
    Keys.onReturnPressed: if (pressable) click()
    Keys.onEnterPressed: if (pressable) click()

    background: Rectangle {
        color: root.down && root.pressable ? Theme.brandTint : "transparent"
        radius: Theme.radiusSmall
        Rectangle {
            visible: root.ruled
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.border
            color: Theme.line
        }
        FocusRing { target: root; parent: root; anchors.margins: 0 }
    }
    contentItem: RowLayout {
        spacing: Theme.s2
        Icon { name: root.iconName; color: Theme.tone(root.tone) }
        ColumnLayout {
            id: words
            spacing: Theme.px(2)
            Layout.fillWidth: true
            Txt {
                text: root.title
                strong: root.strong
                maximumLineCount: 2
                elide: Text.ElideRight
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            Txt {
                visible: text !== ""
                role: "caption"
                tone: "soft"
                text: root.subtitle
                maximumLineCount: 2
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
        }
        Txt {
            visible: text !== ""
            text: root.trailingText
            tone: root.trailingTone
            wrapMode: Text.NoWrap
        }
        Row { id: extra; spacing: Theme.s1; visible: children.length > 0 }
        Icon { name: root.chevron ? "chevron-right" : ""; color: Theme.inkSoft; size: Theme.iconSmall }
    }
}
