import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What is to be collected, parcel by parcel; every field is asked for, none is guessed. The change is the biggest thing. */
Card {
    id: root

    required property PickupFacts facts

    title: qsTr("To be collected")
    ScrollArea {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            model: root.facts.moneyRows
            ColumnLayout {
                id: line
                required property var modelData
                spacing: Theme.s1
                Layout.fillWidth: true
                RowLayout {
                    spacing: Theme.s2
                    Layout.fillWidth: true
                    Txt { text: line.modelData.code; role: "title"; strong: true; tone: "brandDeep"; wrapMode: Text.NoWrap }
                    Txt { text: line.modelData.name; Layout.fillWidth: true; maximumLineCount: 1; elide: Text.ElideRight }
                }
                Txt { visible: line.modelData.cod !== ""; text: qsTr("Cash on delivery %1").arg(line.modelData.cod); role: "heading" }
                Txt { visible: line.modelData.freight !== ""; text: qsTr("Freight %1").arg(line.modelData.freight); role: "heading" }
                RowLayout {
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    uniformCellSizes: true
                    TextBox {
                        id: weight
                        label: qsTr("Weight, kg")
                        error: root.facts.problems[line.modelData.id + ".weight_g"] ?? ""
                        maxLength: 6
                        purpose: "digits"
                        Layout.fillWidth: true
                        Layout.alignment: Qt.AlignTop
                        Component.onCompleted: text = line.modelData.weight
                        onEdited: text => root.facts.fillMoney(line.modelData.id, "weight", text)
                    }
                    TextBox {
                        label: qsTr("Packing, yuan")
                        error: root.facts.problems[line.modelData.id + ".packing_fen"] ?? ""
                        maxLength: 8
                        purpose: "digits"
                        Layout.fillWidth: true
                        Layout.alignment: Qt.AlignTop
                        Component.onCompleted: text = line.modelData.packing
                        onEdited: text => root.facts.fillMoney(line.modelData.id, "packing", text)
                    }
                    TextBox {
                        label: qsTr("Insurance, yuan")
                        error: root.facts.problems[line.modelData.id + ".insurance_fen"] ?? ""
                        maxLength: 8
                        purpose: "digits"
                        Layout.fillWidth: true
                        Layout.alignment: Qt.AlignTop
                        Component.onCompleted: text = line.modelData.insurance
                        onEdited: text => root.facts.fillMoney(line.modelData.id, "insurance", text)
                    }
                }
            }
        }
    }
    Repeater {
        model: root.facts.selling.rows
        RowLayout {
            id: sold
            required property var modelData
            Layout.fillWidth: true
            Txt { text: sold.modelData.title; role: "heading"; Layout.fillWidth: true }
            Txt { text: sold.modelData.value; role: "heading"; wrapMode: Text.NoWrap }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Txt { text: qsTr("To pay"); role: "heading"; tone: "soft" }
        Item { Layout.fillWidth: true }
        Txt { text: root.facts.dueText; role: "figure"; strong: true; wrapMode: Text.NoWrap }
    }
    RowLayout {
        visible: root.facts.changeText !== ""
        Layout.fillWidth: true
        Txt { text: root.facts.changeLabel; role: "heading"; tone: "soft"; wrapMode: Text.NoWrap }
        Item { Layout.fillWidth: true }
        Txt {
            text: root.facts.changeText
            role: "giant"
            strong: true
            tone: root.facts.cashReady ? "brandDeep" : "attention"
            wrapMode: Text.NoWrap
        }
    }
}
