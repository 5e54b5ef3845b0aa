import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Where one can go; the place where one is, is lit. */
Rectangle {
    id: root

    required property bool upright
    readonly property int places: App.nav.rail.length + 1
    readonly property int placeHeight: Math.min(Theme.px(92), (height - 2 * Theme.s1) / places)

    implicitWidth: Theme.px(parent.width < Theme.px(1200) ? 96 : 116)
    implicitHeight: Theme.px(100)
    color: Theme.brandDeep
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Places")

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.s1
        flow: root.upright ? GridLayout.LeftToRight : GridLayout.TopToBottom
        rows: root.upright ? 1 : root.places + 1
        columns: root.upright ? root.places + 1 : 1
        rowSpacing: 0
        columnSpacing: 0

        Repeater {
            model: App.nav.rail
            RailPlace {
                required property var modelData
                text: modelData.label
                iconName: modelData.icon
                lit: modelData.name === App.nav.place
                Layout.fillWidth: true
                Layout.fillHeight: root.upright
                Layout.preferredHeight: root.placeHeight
                onClicked: App.nav.jump(modelData.page)
            }
        }
        Item { Layout.fillHeight: !root.upright; Layout.fillWidth: !root.upright }
        RailPlace {
            text: qsTr("Lock")
            iconName: "lock"
            Layout.fillWidth: true
            Layout.fillHeight: root.upright
            Layout.preferredHeight: root.placeHeight
            onClicked: App.session.lock()
        }
    }
}
