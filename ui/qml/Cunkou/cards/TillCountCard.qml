import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The drawer by notes and coins: a row each, one big sum, and the button that goes on. It never shows what is expected. */
GridLayout {
    id: root

    required property CountFacts count
    required property string title
    /** What the count is for, in a sentence. */
    property string hint
    property string error
    required property string doText
    property bool busy: false
    property bool wide: true
    property string backText: qsTr("Leave it")

    signal done
    signal back

    function take() { for (let at = 0; at < rows.count; at++) if (rows.itemAt(at).lit) rows.itemAt(at).take() }

    Connections {
        target: root.count
        function onFinished() { go.forceActiveFocus(Qt.TabFocusReason) }
    }
    columns: wide ? 2 : 1
    columnSpacing: Theme.s3
    rowSpacing: Theme.s2
    onActiveFocusChanged: if (activeFocus) take()

    Card {
        title: root.title
        padding: Theme.s2
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: root.wide
        Layout.alignment: Qt.AlignTop
        Txt { visible: text !== ""; text: root.hint; tone: "soft"; Layout.fillWidth: true; Layout.bottomMargin: Theme.px(6) }
        Repeater {
            id: rows
            model: root.count.rows
            TillFaceRow {
                lit: face === root.count.current
                Layout.fillWidth: true
                Layout.fillHeight: root.wide
                Layout.maximumHeight: Theme.px(76)
                Layout.minimumHeight: implicitHeight
                onChosen: root.count.choose(face)
                onTyped: figure => root.count.press(figure)
                onErased: root.count.erase()
                onStepped: step => root.count.add(face, step)
                onMoved: step => root.count.go(step)
            }
        }
        Item { visible: root.wide; Layout.fillHeight: true }
    }
    ColumnLayout {
        spacing: Theme.s2
        Layout.fillWidth: !root.wide
        Layout.fillHeight: true
        Layout.preferredWidth: root.wide ? Math.max(Theme.px(360), root.width * 0.36) : root.width
        Layout.maximumWidth: root.wide ? Math.max(Theme.px(360), root.width * 0.36) : root.width
        Card {
            padding: Theme.s2
            spacing: 0
            Layout.fillWidth: true
            Txt { text: qsTr("Counted, yuan"); role: "heading"; tone: "soft"; Layout.fillWidth: true }
            Txt {
                text: root.count.totalText
                font.pixelSize: Theme.px(72)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.px(28)
                strong: true
                tone: "brand"
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignRight
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.px(108)
            }
            Txt { visible: text !== ""; text: root.error; tone: "danger"; Layout.fillWidth: true }
        }
        NumberPad {
            keyHeight: Theme.px(58)
            Layout.fillWidth: true
            onKey: text => root.count.press(text)
            onErase: root.count.erase()
            onEraseAll: root.count.eraseAll()
        }
        Item { Layout.fillHeight: true }
        BigButton {
            id: go
            iconName: "check"
            text: root.doText
            busy: root.busy
            enabled: !root.busy
            implicitHeight: Theme.px(76)
            Layout.fillWidth: true
            onClicked: root.done()
        }
        BigButton { kind: "secondary"; text: root.backText; Layout.fillWidth: true; onClicked: root.back() }
    }
}
