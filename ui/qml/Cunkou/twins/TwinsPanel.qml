import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The devices of the demo, beside the counter: what hands would do there is done here. */
Rectangle {
    id: root

    /** The twins, given to the app by the launcher. */
    readonly property TwinsFacts facts: App.twinsPanel as TwinsFacts

    color: Theme.sunken
    Component.onCompleted: facts.start()
    Component.onDestruction: facts.stop()
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Device twins")

    Rectangle { width: Theme.border; height: parent.height; color: Theme.lineStrong }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.px(12)
        spacing: Theme.s1

        SegmentedChoice {
            label: qsTr("Road to the county")
            value: root.facts.linkMode
            options: [
                { value: "on", label: qsTr("Online"), icon: "wifi" },
                { value: "slow", label: qsTr("Slow"), icon: "hourglass" },
                { value: "off", label: qsTr("Cut off"), icon: "wifi-off" }
            ]
            Layout.fillWidth: true
            onChosen: value => root.facts.turnLink(value)
        }
        RowLayout {
            visible: root.facts.countyUrl !== ""
            spacing: Theme.s1
            Layout.fillWidth: true
            Txt { role: "caption"; tone: "soft"; text: qsTr("The county's page: %1").arg(root.facts.countyUrl); elide: Text.ElideMiddle; maximumLineCount: 1; Layout.fillWidth: true }
            IconButton { iconName: "copy"; color: Theme.inkSoft; text: qsTr("Copy %1").arg(root.facts.countyUrl); onClicked: root.facts.copy(root.facts.countyUrl) }
        }
        TabStrip {
            id: tabs
            value: "scan"
            tabs: [
                { value: "scan", label: qsTr("Scan") },
                { value: "camera", label: qsTr("Camera") },
                { value: "trouble", label: qsTr("Troubles") }
            ]
            Layout.fillWidth: true
            onChosen: value => { tabs.value = value; root.facts.lookThroughCamera(value === "camera") }
        }
        StackLayout {
            currentIndex: ["scan", "camera", "trouble"].indexOf(tabs.value)
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 6
            TwinScanner { facts: root.facts }
            TwinCamera { facts: root.facts }
            TwinTroubles { facts: root.facts }
        }
        Txt {
            role: "caption"
            tone: root.facts.troubleText === "" ? "soft" : "danger"
            text: root.facts.troubleText || root.facts.saidText
            visible: text !== ""
            maximumLineCount: 2
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        TwinPaper {
            facts: root.facts
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 5
        }
    }
}
