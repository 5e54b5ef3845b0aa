import QtQuick
import QtQuick.Layouts
import Cunkou

/** Entering a PIN by finger or keys: dots, never digits. */
FocusScope {
    id: root

    /** Least and most digits. */
    property int digitsMin: 4
    property int digitsMax: 8
    property bool busy: false
    property string confirmText: qsTr("Continue")
    readonly property alias length: held.count

    signal entered(string pin)

    function clear() { held.digits = "" }

    implicitWidth: column.implicitWidth
    implicitHeight: column.implicitHeight
    Keys.onPressed: event => {
        if (event.text.length === 1 && event.text >= "0" && event.text <= "9") { held.add(event.text); event.accepted = true }
        else if (event.key === Qt.Key_Backspace) { held.drop(); event.accepted = true }
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) { held.done(); event.accepted = true }
    }

    QtObject {
        id: held
        property string digits
        readonly property int count: digits.length
        function add(digit: string) { if (count < root.digitsMax && !root.busy) digits += digit }
        function drop() { digits = digits.slice(0, -1) }
        function done() { if (count >= root.digitsMin && !root.busy) root.entered(digits) }
    }

    ColumnLayout {
        id: column
        anchors.fill: parent
        spacing: Theme.s2
        Row {
            Layout.alignment: Qt.AlignHCenter
            spacing: Theme.s2
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1 digits entered").arg(held.count)
            Repeater {
                model: Math.max(root.digitsMin, held.count)
                Rectangle {
                    required property int index
                    width: Theme.px(20)
                    height: width
                    radius: width / 2
                    color: index < held.count ? Theme.brand : "transparent"
                    border.width: 2
                    border.color: index < held.count ? Theme.brand : Theme.lineStrong
                }
            }
        }
        NumberPad {
            Layout.fillWidth: true
            Layout.topMargin: Theme.s1
            keyHeight: Theme.px(64)
            onKey: text => held.add(text)
            onErase: held.drop()
            onEraseAll: root.clear()
        }
        BigButton {
            Layout.fillWidth: true
            text: root.confirmText
            iconName: "arrow-right"
            busy: root.busy
            enabled: held.count >= root.digitsMin && !root.busy
            onClicked: held.done()
        }
    }
}
