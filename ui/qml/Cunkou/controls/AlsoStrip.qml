import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou
import Cunkou.Bridge

/** What else waits for the person at the counter: parcels, bills, answers. A press shows all of it. */
T.AbstractButton {
    id: root

    required property AlsoFacts also

    visible: also.line !== ""
    implicitHeight: Math.max(48, words.implicitHeight + Theme.s2)
    implicitWidth: Theme.px(280)
    focusPolicy: Qt.StrongFocus
    text: also.line
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    onClicked: also.open()
    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.down ? Theme.sunken : Theme.infoTint
        border.width: Theme.highContrast ? 2 : 0
        border.color: Theme.info
        FocusRing { target: root; parent: root }
    }
    contentItem: RowLayout {
        spacing: Theme.s1
        Icon { name: "bell"; size: Theme.iconSmall; color: Theme.info; Layout.leftMargin: Theme.s2 }
        Txt { id: words; text: root.text; tone: "info"; strong: true; Layout.fillWidth: true; Accessible.ignored: true }
        Icon { name: "chevron-right"; size: Theme.iconSmall; color: Theme.info; Layout.rightMargin: Theme.s1 }
    }
}
