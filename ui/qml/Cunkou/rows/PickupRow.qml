import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** A parcel by its pickup code, large; red and with its reason when it must not leave. */
T.AbstractButton {
    id: root

    /** {code, who, carrier, days, daysTone, marks, held, money, picked} */
    required property var parcel
    property bool named: false

    implicitHeight: Math.max(Theme.px(72), words.implicitHeight + Theme.s1)
    focusPolicy: Qt.StrongFocus
    text: parcel.code
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: [parcel.who, parcel.carrier, parcel.held].join(" ")
    Accessible.checkable: true
    Accessible.checked: parcel.picked ?? false
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.parcel.held !== "" ? Theme.dangerTint : root.parcel.picked || root.down ? Theme.brandTint : "transparent"
        Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: Theme.border; color: Theme.line }
        FocusRing { target: root; parent: root; anchors.margins: 0 }
    }
    contentItem: RowLayout {
        spacing: Theme.px(12)
        Icon {
            Layout.leftMargin: Theme.s1
            name: root.parcel.held !== "" ? "ban" : root.parcel.picked ? "square-check" : "package"
            color: Theme.tone(root.parcel.held !== "" ? "danger" : "brand")
        }
        Txt {
            text: root.parcel.code
            font.pixelSize: Theme.px(34)
            strong: true
            tone: root.parcel.held !== "" ? "danger" : "brandDeep"
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        ColumnLayout {
            id: words
            spacing: 0
            Layout.minimumWidth: Theme.px(52)
            Layout.fillWidth: true
            Txt {
                text: root.named ? root.parcel.who : root.parcel.carrier
                maximumLineCount: 1
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            Txt {
                text: root.parcel.held !== "" ? root.parcel.held : [root.named ? root.parcel.carrier : "", root.parcel.marks].filter(word => word !== "").join(" · ")
                visible: text !== ""
                role: "caption"
                tone: root.parcel.held !== "" ? "danger" : root.parcel.marks !== "" ? "attention" : "soft"
                maximumLineCount: 2
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
        }
        StatusPill { visible: root.parcel.money !== ""; tone: "attention"; iconName: "hand-coins"; text: root.parcel.money }
        Txt { Layout.rightMargin: Theme.s1; text: root.parcel.days; role: "caption"; tone: root.parcel.daysTone; wrapMode: Text.NoWrap }
    }
}
