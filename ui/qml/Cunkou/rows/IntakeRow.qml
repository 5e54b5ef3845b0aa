import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One of the last intakes: its place first, then whose. */
T.AbstractButton {
    id: root

    required property string code
    required property string who
    required property string carrier
    required property string sign
    required property string tone
    required property bool front

    implicitHeight: Math.max(48, Theme.px(62))
    focusPolicy: Qt.StrongFocus
    text: code + " " + who
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: carrier
    Keys.onReturnPressed: click()
    background: Rectangle {
        color: root.front || root.down ? Theme.brandTint : "transparent"
        radius: Theme.radiusSmall
        Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: Theme.border; color: Theme.line }
        FocusRing { target: root; parent: root; anchors.margins: 0 }
    }
    contentItem: RowLayout {
        spacing: Theme.s1 + 4
        Icon { Layout.leftMargin: Theme.s1; name: root.sign; color: Theme.tone(root.tone); size: Theme.iconSmall }
        Txt { text: root.code; strong: true; font.pixelSize: Theme.px(22); wrapMode: Text.NoWrap; Accessible.ignored: true }
        Txt { text: root.who; maximumLineCount: 1; elide: Text.ElideRight; wrapMode: Text.NoWrap; Layout.fillWidth: true; Accessible.ignored: true }
        Txt { Layout.rightMargin: Theme.s1; text: root.carrier; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap }
    }
}
