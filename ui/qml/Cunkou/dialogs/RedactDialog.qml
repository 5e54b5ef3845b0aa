import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Black out what must not leave: a name, a number, a face. The finger draws; afterwards nobody gets it back. */
CounterDialog {
    id: root

    required property RedactFacts redact
    readonly property bool showing: redact.showing

    title: qsTr("Draw over what nobody may see")
    text: qsTr("Once it is blacked out, nobody can bring it back.")
    width: Math.min(Theme.px(900), Theme.counterWidth - 2 * Theme.s3)
    onShowingChanged: showing ? open() : close()
    onClosed: if (redact.showing) redact.leave()

    TroubleBanner { text: root.redact.troubleText; onDismissed: root.redact.dismissTrouble(); Layout.fillWidth: true }
    Rectangle {
        radius: Theme.radiusSmall
        color: Theme.sunken
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(Theme.px(440), root.parent ? root.parent.height - Theme.px(330) : Theme.px(440))
        Image {
            id: picture
            anchors.fill: parent
            anchors.margins: Theme.s1
            source: root.redact.source
            asynchronous: true
            cache: false
            fillMode: Image.PreserveAspectFit
            sourceSize.width: 1600
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("The picture, with black where it was drawn over")
        }
        Item {
            id: sheet
            anchors.centerIn: picture
            width: picture.paintedWidth
            height: picture.paintedHeight
            Repeater {
                model: root.redact.patches
                Rectangle {
                    required property var modelData
                    x: modelData.left * sheet.width
                    y: modelData.top * sheet.height
                    width: modelData.width * sheet.width
                    height: modelData.height * sheet.height
                    color: Theme.black
                }
            }
            Rectangle {
                id: draft
                visible: finger.pressed
                x: Math.min(finger.fromX, finger.toX)
                y: Math.min(finger.fromY, finger.toY)
                width: Math.abs(finger.toX - finger.fromX)
                height: Math.abs(finger.toY - finger.fromY)
                color: Theme.shade
                border.width: 2
                border.color: Theme.danger
            }
            MouseArea {
                id: finger

                property real fromX
                property real fromY
                property real toX
                property real toY

                anchors.fill: parent
                enabled: !root.redact.busy
                preventStealing: true
                cursorShape: Qt.CrossCursor
                Accessible.role: Accessible.Canvas
                Accessible.name: qsTr("Draw with the finger")
                onPressed: mouse => { fromX = toX = mouse.x; fromY = toY = mouse.y }
                onPositionChanged: mouse => { toX = Math.max(0, Math.min(width, mouse.x)); toY = Math.max(0, Math.min(height, mouse.y)) }
                onReleased: root.redact.cover(draft.x / width, draft.y / height, draft.width / width, draft.height / height)
            }
        }
    }
    Txt { text: root.redact.countText; tone: "soft"; Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { kind: "secondary"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
        BigButton { kind: "secondary"; iconName: "undo-2"; text: qsTr("Take the last away"); enabled: root.redact.patches.length > 0; Layout.fillWidth: true; onClicked: root.redact.undo() }
        BigButton { kind: "danger"; iconName: "eraser"; text: qsTr("Black it out"); enabled: root.redact.patches.length > 0; busy: root.redact.busy; Layout.fillWidth: true; onClicked: root.redact.confirm() }
    }
}
