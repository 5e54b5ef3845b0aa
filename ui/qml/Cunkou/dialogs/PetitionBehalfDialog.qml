import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Acting for somebody who is here: identity is asked each time, and a photo or a witness proves it. */
CounterDialog {
    id: root

    required property PetitionTakeFacts facts
    readonly property PetitionBehalfFacts behalf: facts.behalf

    title: qsTr("Act for %1").arg(facts.nameText)
    text: qsTr("It ends by itself after half an hour, and the log keeps who, for whom, when, and the proof.")
    width: Math.min(Theme.px(680), Theme.counterWidth - 2 * Theme.s3)
    onOpened: { tail.text = ""; witness.text = "" }

    Connections {
        target: root.behalf
        function onBegun() { root.close() }
    }
    ReasonTiles {
        label: qsTr("How do you know who it is?")
        options: root.behalf.identities
        value: root.behalf.identity
        error: root.behalf.problems.identity ?? root.behalf.problems.name ?? ""
        Layout.fillWidth: true
        onChosen: value => root.behalf.identify(value)
    }
    TextBox {
        id: tail
        visible: root.behalf.identity === "id_card"
        label: qsTr("Last four of the card")
        purpose: "latin"
        maxLength: 4
        error: root.behalf.problems.id_tail ?? ""
        Layout.fillWidth: true
    }
    EvidencePhotoCard { photo: root.behalf.photo; label: qsTr("Photo of them at the counter"); Layout.fillWidth: true }
    TextBox { id: witness; label: qsTr("Or a witness, by name"); maxLength: 40; error: root.behalf.problems.witness ?? ""; Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s2
        uniformCellSizes: true
        Layout.fillWidth: true
        BigButton { kind: "secondary"; text: qsTr("Leave it"); Layout.fillWidth: true; onClicked: root.close() }
        BigButton { iconName: "check"; text: qsTr("Begin, half an hour"); busy: root.behalf.busy; Layout.fillWidth: true; onClicked: root.behalf.begin(root.facts.nameText, root.facts.resident, tail.text, witness.text) }
    }
}
