import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One payment of a list: what, whose, how much, and where it truly stands. */
T.AbstractButton {
    id: root

    required property string title
    required property string subtitle
    required property string amount
    required property string when
    required property string billerIcon
    required property string stateIcon
    required property string stateText
    required property string tone

    implicitHeight: Math.max(Theme.px(70), words.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(400)
    focusPolicy: Qt.StrongFocus
    text: title
    Accessible.role: Accessible.Button
    Accessible.name: title
    Accessible.description: [subtitle, amount, stateText, when].join(" ")
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    background: Rectangle {
        color: root.down ? Theme.brandTint : "transparent"
        radius: Theme.radiusSmall
        Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: Theme.border; color: Theme.line }
        FocusRing { target: root; parent: root; anchors.margins: 0 }
    }
    contentItem: RowLayout {
        spacing: Theme.s2
        Icon { name: root.billerIcon; color: Theme.brand; Layout.leftMargin: Theme.s1 }
        ColumnLayout {
            id: words
            spacing: Theme.px(2)
            Layout.fillWidth: true
            Txt { text: root.title; strong: true; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true; Accessible.ignored: true }
            Txt { text: root.subtitle; role: "caption"; tone: "soft"; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true }
        }
        Txt { text: root.when; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap }
        StatusPill { text: root.stateText; tone: root.tone; iconName: root.stateIcon; Layout.preferredWidth: Theme.px(176) }
        Txt { text: root.amount; role: "heading"; strong: true; wrapMode: Text.NoWrap; horizontalAlignment: Text.AlignRight; Layout.minimumWidth: Theme.px(120); Layout.rightMargin: Theme.s1 }
    }
}
