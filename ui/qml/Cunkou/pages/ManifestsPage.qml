import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The vans: which are open, how far each is, what was missing. */
CounterPage {
    id: root

    required property ManifestsFacts facts

    title: qsTr("Manifests")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()

    Card {
        anchors.fill: parent
        padding: Theme.s2
        EmptyState {
            visible: root.facts.loaded && root.facts.manifests.length === 0
            iconName: "truck"
            title: qsTr("No manifest has come yet")
            text: qsTr("The county sends them; parcels are taken in without one too.")
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        ScrollArea {
            visible: root.facts.manifests.length > 0
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Repeater {
                model: root.facts.manifests
                ManifestRow {
                    required property var modelData
                    manifest: modelData
                    Layout.fillWidth: true
                    onClicked: App.nav.open("ManifestPage", { number: modelData.number })
                }
            }
        }
    }
}
