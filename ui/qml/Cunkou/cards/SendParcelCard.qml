import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What is in it, seen with the box open; who carries it, how far, how heavy. */
Card {
    id: root

    required property SendFacts facts

    padding: Theme.s2
    ScrollArea {
        Layout.fillWidth: true
        Layout.fillHeight: true
        RowLayout {
            spacing: Theme.s2
            uniformCellSizes: true
            Layout.fillWidth: true
            SendBox { facts: root.facts; name: "contents"; label: qsTr("What is in it"); iconName: "package-open"; maxLength: 60 }
            CheckRow { text: qsTr("I opened it and looked, nothing forbidden"); checked: root.facts.contentsChecked; Layout.fillWidth: true; Layout.alignment: Qt.AlignBottom; onToggled: root.facts.tick("contents_checked", checked) }
        }
        EvidencePhotoCard { visible: root.facts.photo.possible; photo: root.facts.photo; label: qsTr("Photograph the contents"); Layout.fillWidth: true }
        ReasonTiles { label: qsTr("Carrier"); options: root.facts.carriers; error: root.facts.problems.carrier ?? ""; Layout.fillWidth: true; onChosen: value => root.facts.chooseCarrier(value) }
        ReasonTiles { label: qsTr("How far"); options: root.facts.tariffs; error: root.facts.problems.tariff ?? ""; Layout.fillWidth: true; onChosen: value => root.facts.chooseTariff(value) }
        RowLayout {
            spacing: Theme.s2
            uniformCellSizes: true
            Layout.fillWidth: true
            SendBox { facts: root.facts; name: "weight"; label: qsTr("Weight, kg"); purpose: "digits"; iconName: "weight"; maxLength: 6; error: root.facts.problems.weight_g ?? "" }
            SendBox { facts: root.facts; name: "declared"; label: qsTr("Declared value, yuan"); purpose: "digits"; maxLength: 8; error: root.facts.problems.declared_fen ?? "" }
        }
    }
    BigButton { iconName: "arrow-right"; text: qsTr("On to the money"); Layout.fillWidth: true; onClicked: root.facts.toStep("pay") }
}
