import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One petition of a list: what and whose, where it stands, who owes what until when. */
T.AbstractButton {
    id: root

    required property string title
    required property string subtitle
    required property string stateText
    required property string stateIcon
    required property string tone
    required property string dueText
    required property string leftText
    required property string dueTone
    required property string mark

    readonly property bool narrow: width < Theme.px(820)

    implicitHeight: Math.max(Theme.px(76), words.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(400)
    focusPolicy: Qt.StrongFocus
    text: title
    Accessible.role: Accessible.Button
    Accessible.name: title
    Accessible.description: [mark, subtitle, stateText, dueText, leftText].join(" ")
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
        StatusPill { text: root.stateText; tone: root.tone; iconName: root.stateIcon; Layout.preferredWidth: Theme.px(root.narrow ? 136 : 152); Layout.leftMargin: Theme.s1 }
        ColumnLayout {
            id: words
            spacing: Theme.px(2)
            Layout.fillWidth: true
            Txt { text: root.title; strong: true; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true; Accessible.ignored: true }
            Txt { text: root.subtitle; role: "caption"; tone: "soft"; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true }
        }
        StatusPill { visible: root.mark !== ""; text: root.mark; tone: "danger"; iconName: "siren"; wordless: root.narrow }
        ColumnLayout {
            visible: root.leftText !== ""
            spacing: Theme.px(2)
            Layout.rightMargin: Theme.s1
            Layout.minimumWidth: Theme.px(150)
            Txt { text: root.leftText; tone: root.dueTone; strong: root.dueTone === "danger"; wrapMode: Text.NoWrap; horizontalAlignment: Text.AlignRight; Layout.fillWidth: true }
            Txt { text: root.dueText; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap; horizontalAlignment: Text.AlignRight; Layout.fillWidth: true }
        }
    }
}
