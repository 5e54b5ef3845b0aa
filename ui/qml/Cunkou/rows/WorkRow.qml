import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One thing of a worklist: icon, title, what about it, and at the right how urgent it is. The one in hand is lit. */
T.AbstractButton {
    id: root

    property string iconName
    property string tone: "brand"
    property string title
    property string subtitle
    property string trailingText
    property string pillText
    property string pillTone: "quiet"
    property bool picked: false

    implicitHeight: Math.max(Theme.px(76), words.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(320)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: title
    Accessible.description: [subtitle, pillText, trailingText].join(" ")
    Accessible.checkable: true
    Accessible.checked: picked
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.picked || root.down ? Theme.brandTint : "transparent"
        border.width: root.picked && Theme.highContrast ? 2 : 0
        border.color: Theme.brand
        Rectangle { visible: !root.picked; anchors.bottom: parent.bottom; width: parent.width; height: Theme.border; color: Theme.line }
        FocusRing { target: root; parent: root; anchors.margins: 0 }
    }
    contentItem: RowLayout {
        spacing: Theme.s2
        Icon { Layout.leftMargin: Theme.s1; name: root.iconName; color: Theme.tone(root.tone) }
        ColumnLayout {
            id: words
            spacing: Theme.px(2)
            Layout.fillWidth: true
            Txt { text: root.title; strong: true; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true; Accessible.ignored: true }
            Txt { text: root.subtitle; visible: text !== ""; role: "caption"; tone: "soft"; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true }
        }
        Txt { text: root.trailingText; visible: text !== ""; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap; Layout.rightMargin: Theme.s1 }
        StatusPill { visible: text !== ""; text: root.pillText; tone: root.pillTone; Layout.rightMargin: Theme.s1 }
    }
}
