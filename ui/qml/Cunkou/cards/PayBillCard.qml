import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What is owed: by whom, for when, how old the county's word is, and what must be minded. */
Card {
    id: root

    required property PayFacts facts

    readonly property bool several: facts.bills.length > 0
    readonly property bool narrow: width < Theme.px(640)

    padding: Theme.s2
    spacing: Theme.s1
    PayBillerLine {
        compact: root.narrow
        icon: root.facts.icon
        colour: root.facts.colour
        title: root.facts.billerName
        subtitle: root.facts.accountLine
        Layout.fillWidth: true
        trailing: [
            ActButton { visible: root.facts.mayPay && !root.facts.payerAsked; plain: true; kind: "quiet"; text: qsTr("Somebody else pays"); onClicked: root.facts.askPayer() },
            ActButton { plain: true; kind: "quiet"; text: qsTr("Not this account"); onClicked: root.facts.again() }
        ]
    }
    TroubleBanner { text: root.facts.blockedText; dismissable: false; Layout.fillWidth: true }
    ScrollArea {
        spacing: Theme.s1
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: contentHeight
        Layout.minimumHeight: Math.min(contentHeight, Theme.px(96))
        GridLayout {
            columnSpacing: Theme.s2
            rowSpacing: Theme.s1
            Layout.fillWidth: true
            Flow {
                visible: root.facts.figures.length > 0
                Layout.row: 0
                Layout.column: root.several ? 1 : 0
                Layout.alignment: Qt.AlignTop
                spacing: root.narrow ? Theme.s2 : Theme.s3
                Layout.fillWidth: !root.several
                Layout.preferredWidth: root.several ? Theme.px(root.narrow ? 170 : 220) : -1
                Repeater {
                    model: root.facts.figures
                    Column {
                        id: figure
                        required property var modelData
                        required property int index
                        Txt { text: figure.modelData.label; role: "caption"; tone: "soft"; wrapMode: Text.NoWrap }
                        Txt {
                            text: figure.modelData.value
                            font.pixelSize: Theme.px(figure.index === 0 ? (root.narrow ? 42 : 50) : root.narrow ? 24 : 30)
                            strong: figure.index === 0
                            tone: figure.modelData.tone
                            wrapMode: Text.NoWrap
                            height: Theme.px(root.narrow ? 62 : 74)
                            verticalAlignment: Text.AlignVCenter
                        }
                    }
                }
            }
            ColumnLayout {
                visible: root.several
                spacing: Theme.px(4)
                Layout.row: 0
                Layout.column: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.bills
                    PayBillRow {
                        required property var modelData
                        bill: modelData
                        Layout.fillWidth: true
                        onToggled: root.facts.pick(modelData.id)
                    }
                }
            }
        }
        TextBox {
            visible: root.facts.holderAsked
            label: qsTr("Name of the account's holder, as they say it")
            error: root.facts.problems.holder ?? ""
            Layout.fillWidth: true
            onEdited: text => root.facts.writeHolder(text)
        }
        CheckRow {
            visible: root.facts.unverifiedAsked
            text: qsTr("Take it unverified: the slip says so")
            subtitle: root.facts.unverifiedText
            checked: root.facts.unverified
            Layout.fillWidth: true
            onToggled: root.facts.setUnverified(checked)
        }
        RowLayout {
            visible: root.facts.allowanceAsked
            spacing: Theme.s1
            Layout.fillWidth: true
            TextBox {
                id: allowance
                label: qsTr("The county's code for this amount: scan or paste")
                iconName: "key-round"
                purpose: "latin"
                maxLength: 512
                error: root.facts.problems.allowance ?? ""
                Layout.fillWidth: true
                onAccepted: text => root.facts.allow(text)
            }
            BigButton { kind: "secondary"; iconName: "check"; text: qsTr("Use the code"); Layout.alignment: Qt.AlignBottom; onClicked: root.facts.allow(allowance.text) }
        }
        StatusPill { visible: root.facts.allowanceText !== ""; tone: "good"; iconName: "badge-check"; text: root.facts.allowanceText }
        Repeater {
            model: root.facts.notes
            RowLayout {
                id: note
                required property var modelData
                spacing: Theme.s1
                Layout.fillWidth: true
                Icon { name: note.modelData.icon; size: Theme.iconSmall; color: Theme.tone(note.modelData.tone); Layout.alignment: Qt.AlignTop }
                Txt { text: note.modelData.text; tone: note.modelData.tone; strong: note.modelData.strong; Layout.fillWidth: true }
            }
        }
        Flow {  // the least urgent: they stand on the slip beside it, too
            visible: root.facts.tiers.length > 0
            spacing: Theme.s2
            Layout.fillWidth: true
            Txt { text: qsTr("Tiers"); role: "caption"; tone: "soft"; wrapMode: Text.NoWrap }
            Repeater {
                model: root.facts.tiers
                Txt { required property string modelData; text: modelData; role: "caption"; wrapMode: Text.NoWrap }
            }
        }
        TextBox {
            visible: root.facts.payerAsked
            label: qsTr("Who pays for them")
            iconName: "users"
            error: root.facts.problems.payer ?? ""
            Layout.fillWidth: true
            onVisibleChanged: if (visible) field.forceActiveFocus(Qt.OtherFocusReason)
            onEdited: text => root.facts.writePayer(text)
        }
    }
}
