import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One bill of several: a press takes it in or leaves it. */
T.CheckBox {
    id: root

    /** {id, title, about, amount, picked, tone} */
    required property var bill

    implicitHeight: Math.max(Theme.touchSmall, row.implicitHeight + Theme.px(4))
    implicitWidth: Theme.px(320)
    checked: bill.picked
    focusPolicy: Qt.StrongFocus
    text: bill.title
    Accessible.name: text
    Accessible.description: bill.about + " " + bill.amount
    Keys.onReturnPressed: click()
    indicator: Item {}
    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.bill.picked ? Theme.brandTint : "transparent"
        FocusRing { target: root; parent: root; anchors.margins: 0 }
    }
    contentItem: RowLayout {
        id: row
        spacing: Theme.s2
        Icon { Layout.leftMargin: Theme.s1; name: root.bill.picked ? "square-check" : "square"; color: Theme.brand }
        Txt { text: root.bill.title; strong: true; wrapMode: Text.NoWrap; Accessible.ignored: true }
        Txt { text: root.bill.about; tone: root.bill.tone; role: "caption"; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true }
        Txt { text: root.bill.amount; role: "heading"; wrapMode: Text.NoWrap; Layout.rightMargin: Theme.s1 }
    }
}
