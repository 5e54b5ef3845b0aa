import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Handing out: find, basket, money, done. */
CounterPage {
    id: root

    required property PickupFacts facts
    readonly property string stage: facts.stage
    readonly property string query: facts.query
    readonly property bool ready: facts.canRelease
    readonly property real side: wide ? Math.max(Theme.px(360), width * 0.36) : width

    title: qsTr("Hand out")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: stage === "find" ? search : null
    onStageChanged: {
        if (stage === "find") { search.text = query; if (activeFocus) search.field.forceActiveFocus(Qt.OtherFocusReason) }
        else if (stage === "done") next.forceActiveFocus(Qt.OtherFocusReason)
        else if (stage === "basket" && facts.canRelease) go.forceActiveFocus(Qt.OtherFocusReason)
        else if (activeFocus) root.forceActiveFocus(Qt.OtherFocusReason)
    }
    onQueryChanged: search.text = query
    // The last thing missing was a press: Enter hands over. Whoever is writing goes on writing.
    onReadyChanged: if (ready && stage === "basket" && activeFocus && Window.activeFocusItem?.cursorPosition === undefined) go.forceActiveFocus(Qt.OtherFocusReason)

    // Finding
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "find"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
            Layout.maximumWidth: root.side
            Layout.alignment: Qt.AlignTop
            SearchBox {
                id: search
                label: qsTr("Pickup code, tail, name or waybill")
                placeholder: label
                Layout.fillWidth: true
                onEdited: text => root.facts.find(text)
                onAccepted: text => root.facts.enter(text)
            }
            NumberPad {
                visible: !Qt.inputMethod.visible
                extraKey: "-"
                Layout.fillWidth: true
                onKey: text => { search.text += text; root.facts.find(search.text) }
                onErase: { search.text = search.text.slice(0, -1); root.facts.find(search.text) }
                onEraseAll: { search.text = ""; root.facts.find("") }
            }
            BigButton {
                iconName: "search"
                enabled: search.text !== ""
                busy: root.facts.busy
                text: qsTr("Find it")
                Layout.fillWidth: true
                onClicked: root.facts.enter(search.text)
            }
            BigButton {
                visible: root.facts.parcels.length > 0
                kind: "secondary"
                iconName: "arrow-left"
                text: qsTr("Back to the basket")
                Layout.fillWidth: true
                onClicked: root.facts.toBasket()
            }
        }
        PickupFindCard { facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true }
    }
    // The basket
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "basket"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        PickupBasketCard { facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true; onFeesAsked: fees.open() }
        ColumnLayout {
            spacing: Theme.s2
            Layout.fillHeight: root.wide
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side * 1.1
            Layout.maximumWidth: root.wide ? root.side * 1.1 : root.width
            AlsoStrip { also: root.facts.also; Layout.fillWidth: true }
            ScrollArea {
                Layout.fillWidth: true
                Layout.fillHeight: root.wide
                Layout.preferredHeight: contentHeight
                PickupTakerCard { id: takerCard; facts: root.facts; Layout.fillWidth: true }
                PickupPhotoCard { facts: root.facts; Layout.fillWidth: true }
            }
            Txt { text: root.facts.waitText; visible: text !== ""; tone: "attention"; horizontalAlignment: Text.AlignHCenter; Layout.fillWidth: true }
            RowLayout {
                spacing: Theme.s2
                Layout.fillWidth: true
                BigButton { kind: "secondary"; iconName: "x"; text: qsTr("Not this time"); onClicked: root.facts.again() }
                BigButton {
                    id: go
                    iconName: root.facts.hasMoney ? "hand-coins" : "package-check"
                    enabled: root.facts.canRelease && !root.facts.busy
                    busy: root.facts.busy
                    text: root.facts.hasMoney ? qsTr("Now the money") : qsTr("Hand it over")
                    implicitHeight: Theme.px(76)
                    Layout.fillWidth: true
                    onClicked: root.facts.release()
                }
            }
        }
    }
    // The money: made anew each time, so that its boxes begin with what the parcel says
    Loader {
        anchors.fill: parent
        active: root.stage === "money"
        visible: active
        sourceComponent: GridLayout {
            columns: root.wide ? 2 : 1
            columnSpacing: Theme.s3
            rowSpacing: Theme.s2
            PickupMoneyCard { facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true }
            ColumnLayout {
                spacing: Theme.s2
                Layout.fillHeight: true
                Layout.fillWidth: !root.wide
                Layout.preferredWidth: root.side * 1.1
                Layout.maximumWidth: root.wide ? root.side * 1.1 : root.width
                PickupCashCard { facts: root.facts; Layout.fillWidth: true; Layout.fillHeight: true }
                RowLayout {
                    spacing: Theme.s2
                    Layout.fillWidth: true
                    ActButton { plain: root.side < Theme.px(440); sign: "arrow-left"; text: qsTr("Back to the basket"); implicitHeight: Theme.touch; onClicked: root.facts.toBasket() }
                    BigButton {
                        iconName: "package-check"
                        enabled: root.facts.cashReady && !root.facts.busy
                        busy: root.facts.busy
                        text: qsTr("Paid, hand it over")
                        Layout.fillWidth: true
                        onClicked: root.facts.release()
                    }
                }
            }
        }
    }
    // Done
    GridLayout {
        anchors.fill: parent
        visible: root.stage === "done"
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2
        ColumnLayout {
            spacing: Theme.s2
            PickupDoneCard {
                facts: root.facts
                Layout.fillWidth: true
                Layout.fillHeight: true
                onBackAsked: (parcel, code) => { reasons.parcel = parcel; reasons.title = qsTr("Why does %1 come back?").arg(code); reasons.open() }
            }
            AlsoStrip { also: root.facts.also; Layout.fillWidth: true }
            BigButton {
                id: next
                iconName: "arrow-right"
                text: qsTr("Next person")
                implicitHeight: Theme.px(76)
                Layout.fillWidth: true
                onClicked: root.facts.again()
            }
        }
        SlipPreview {
            source: root.facts.slip
            visible: source !== ""
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.side
        }
    }
    PickupFeesDialog { id: fees; selling: root.facts.selling }
    PickupFaceDialog { face: root.facts.face }
    ChoiceDialog {
        id: reasons
        property string parcel
        title: ""
        options: [qsTr("Handed to the wrong person"), qsTr("The wrong parcel was taken"), qsTr("The person does not want it after all")]
            .map(text => ({ value: text, label: text, icon: "undo-2" }))
        onChosen: value => root.facts.putBack(parcel, value)
    }
}
