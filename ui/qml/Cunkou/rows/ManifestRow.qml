import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One manifest: whose van, and how far it is. */
T.AbstractButton {
    id: root

    /** {number, about, arrived, share, missing, extra, isOpen, state} */
    required property var manifest

    implicitHeight: Theme.px(104)
    focusPolicy: Qt.StrongFocus
    text: manifest.number
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: [manifest.about, manifest.arrived, manifest.missing, manifest.extra].join(" ")
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.down ? Theme.brandTint : "transparent"
        Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: Theme.border; color: Theme.line }
        FocusRing { target: root; parent: root; anchors.margins: 0 }
    }
    contentItem: RowLayout {
        spacing: Theme.s2
        Icon { Layout.leftMargin: Theme.s1; name: root.manifest.isOpen ? "truck" : "clipboard-check"; color: Theme.tone(root.manifest.isOpen ? "brand" : "soft") }
        ColumnLayout {
            spacing: Theme.px(4)
            Layout.fillWidth: true
            RowLayout {
                spacing: Theme.s2
                Txt { text: root.manifest.number; role: "heading"; strong: true; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true; Accessible.ignored: true }
                Txt { text: root.manifest.extra; visible: text !== ""; tone: "attention"; wrapMode: Text.NoWrap }
                Txt { text: root.manifest.missing; visible: text !== ""; tone: root.manifest.isOpen ? "soft" : "attention"; wrapMode: Text.NoWrap }
                Txt { text: root.manifest.arrived; strong: true; role: "heading"; wrapMode: Text.NoWrap }
            }
            ProgressStrip { value: root.manifest.share; label: root.manifest.arrived; implicitHeight: Theme.px(10); Layout.fillWidth: true }
            Txt { text: root.manifest.about + " · " + root.manifest.state; role: "caption"; tone: "soft"; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true }
        }
        Icon { Layout.rightMargin: Theme.s1; name: "chevron-right"; color: Theme.inkSoft; size: Theme.iconSmall }
    }
}
