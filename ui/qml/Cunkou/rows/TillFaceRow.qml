import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** One kind of note or coin: how many, by finger, by the pad or by keys. The one in hand is lit. */
Item {
    id: root

    required property int face
    required property string title
    required property string count
    required property string sumText
    required property string lessText
    required property string moreText
    property bool lit: false

    signal chosen
    signal typed(string figure)
    signal erased
    signal stepped(int step)
    signal moved(int step)

    /** The keyboard, too. */
    function take() { box.forceActiveFocus(Qt.OtherFocusReason) }

    onLitChanged: if (lit) take()

    implicitWidth: row.implicitWidth
    implicitHeight: row.implicitHeight + Theme.px(6)

    Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: Theme.border; color: Theme.line }
    RowLayout {
        id: row
        anchors.fill: parent
        spacing: Theme.s1
        Txt {
            text: root.title
            font.pixelSize: Theme.px(22)
            strong: root.lit
            tone: root.lit ? "brandDeep" : "ink"
            wrapMode: Text.NoWrap
            Accessible.ignored: true
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.px(84)
        }
        IconButton { iconName: "minus"; text: root.lessText; focusPolicy: Qt.NoFocus; enabled: root.count !== "0"; onClicked: root.stepped(-1) }
        T.AbstractButton {
            id: box
            implicitWidth: Theme.px(112)
            implicitHeight: Math.max(48, Theme.px(52))
            focusPolicy: Qt.StrongFocus
            text: root.title
            Accessible.role: Accessible.SpinBox
            Accessible.name: text
            Accessible.description: root.count
            onClicked: root.chosen()
            onActiveFocusChanged: if (activeFocus && !root.lit) root.chosen()
            Keys.onPressed: event => {
                if (event.text.length === 1 && event.text >= "0" && event.text <= "9") root.typed(event.text)
                else if (event.key === Qt.Key_Backspace || event.key === Qt.Key_Delete) root.erased()
                else if (event.key === Qt.Key_Plus || event.key === Qt.Key_Right) root.stepped(1)
                else if (event.key === Qt.Key_Minus || event.key === Qt.Key_Left) root.stepped(-1)
                else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Down) root.moved(1)
                else if (event.key === Qt.Key_Up) root.moved(-1)
                else return
                event.accepted = true
            }
            background: Rectangle {
                radius: Theme.radiusSmall
                color: root.lit ? Theme.brandTint : Theme.paper
                border.width: root.lit ? 2 : Math.max(Theme.border, 1)
                border.color: root.lit ? Theme.brand : Theme.line
                FocusRing { target: box; parent: box }
            }
            contentItem: Txt {
                text: root.count
                font.pixelSize: Theme.px(28)
                strong: root.count !== "0"
                tone: root.count === "0" ? "soft" : "ink"
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                wrapMode: Text.NoWrap
            }
        }
        IconButton { iconName: "plus"; text: root.moreText; focusPolicy: Qt.NoFocus; onClicked: root.stepped(1) }
        Txt {
            text: root.sumText
            tone: "soft"
            wrapMode: Text.NoWrap
            horizontalAlignment: Text.AlignRight
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(14)
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.px(84)
        }
    }
}
