import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Everything about one parcel: where it stands, whose it is, what happened, what may be done. */
CounterPage {
    id: root

    required property ParcelFacts facts

    title: qsTr("This parcel")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()

    GridLayout {
        anchors.fill: parent
        visible: root.facts.loaded
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.s3
        rowSpacing: Theme.s2

        ColumnLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Card {
                spacing: Theme.s1
                Layout.fillWidth: true
                Layout.fillHeight: true
                ScrollArea {
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    RowLayout {
                        spacing: Theme.s2
                        Layout.fillWidth: true
                        StatusPill { text: root.facts.stateText; tone: root.facts.stateTone; iconName: "package" }
                        Txt { text: root.facts.carrierText; strong: true; wrapMode: Text.NoWrap }
                        Txt { text: root.facts.waybillText; role: "heading"; maximumLineCount: 1; elide: Text.ElideMiddle; Layout.fillWidth: true }
                    }
                    Txt {
                        text: root.facts.code
                        role: "giant"
                        strong: true
                        tone: root.facts.isHere ? "brandDeep" : "soft"
                        font.pixelSize: Theme.px(84)
                        lineHeightMode: Text.FixedHeight
                        lineHeight: font.pixelSize * 1.15
                        wrapMode: Text.NoWrap
                        Layout.fillWidth: true
                    }
                    Txt { text: root.facts.whereText; role: "heading"; tone: "soft"; Layout.fillWidth: true }
                    RowLayout {
                        spacing: Theme.s2
                        Layout.fillWidth: true
                        Txt { text: root.facts.nameText; role: "title"; strong: true; tone: root.facts.isKnown ? "ink" : "attention"; maximumLineCount: 1; elide: Text.ElideRight; Layout.maximumWidth: root.width / 3 }
                        Txt { text: root.facts.aboutText; role: "heading"; tone: "soft"; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true }
                        BigButton { visible: root.facts.resident !== ""; kind: "quiet"; implicitHeight: Theme.touchSmall; text: qsTr("Their page"); onClicked: root.facts.openResident() }
                    }
                    ParcelNotes { notes: root.facts.notes; Layout.fillWidth: true }
                    ParcelMarks { visible: root.facts.isHere; marks: root.facts.marks; Layout.fillWidth: true; onToggled: code => root.facts.mark(code) }
                    Flow {
                        visible: root.facts.isHere
                        spacing: Theme.s1
                        Layout.fillWidth: true
                        Layout.topMargin: Theme.s1
                        BigButton { kind: "secondary"; iconName: "user-check"; text: root.facts.isKnown ? qsTr("Another recipient") : qsTr("Choose the recipient"); onClicked: root.facts.pickRecipient() }
                        BigButton { kind: "secondary"; iconName: "layers"; text: qsTr("Move it"); onClicked: places.open() }
                        BigButton { kind: "secondary"; iconName: "printer"; text: qsTr("Label again"); onClicked: root.facts.reprint() }
                        BigButton { kind: "secondary"; iconName: "bell"; text: qsTr("How to tell them"); onClicked: channels.open() }
                        BigButton { kind: "secondary"; iconName: "truck"; text: qsTr("Another carrier"); onClicked: carriers.open() }
                        BigButton { kind: "secondary"; iconName: "archive"; visible: root.facts.canKeep; text: qsTr("Keep it longer"); onClicked: keeps.open() }
                        BigButton { kind: "secondary"; iconName: "archive-restore"; visible: root.facts.isKept; text: qsTr("No longer kept"); onClicked: root.facts.keepNoMore() }
                        BigButton { kind: "secondary"; iconName: "triangle-alert"; visible: root.facts.canExcept; text: qsTr("Something is wrong"); onClicked: root.facts.exception() }
                        BigButton { kind: "secondary"; iconName: "undo-2"; text: qsTr("Undo this one"); onClicked: root.facts.undo() }
                    }
                }
            }
            BigButton {
                visible: root.facts.canHandOut
                iconName: "package-check"
                text: qsTr("Hand this out")
                Layout.fillWidth: true
                onClicked: root.facts.handOut()
            }
        }
        ScrollArea {
            Layout.fillHeight: true
            Layout.fillWidth: !root.wide
            Layout.preferredWidth: root.wide ? Math.max(Theme.px(340), root.width * 0.34) : root.width
            Layout.maximumWidth: root.wide ? Math.max(Theme.px(340), root.width * 0.34) : root.width
            Card {
                visible: root.facts.complaints.length > 0
                title: qsTr("Complaints about it")
                padding: Theme.s2
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.complaints
                    ListRow {
                        required property var modelData
                        iconName: modelData.icon
                        tone: modelData.tone
                        title: modelData.title
                        strong: true
                        subtitle: modelData.about
                        chevron: true
                        Layout.fillWidth: true
                        onClicked: root.facts.openComplaint(modelData.id)
                    }
                }
            }
            Card {
                title: qsTr("What happened")
                padding: Theme.s2
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.steps
                    ListRow {
                        required property var modelData
                        required property int index
                        pressable: false
                        iconName: index === 0 ? "circle-dot" : "circle"
                        title: modelData.title
                        subtitle: modelData.about
                        ruled: index < root.facts.steps.length - 1
                        Layout.fillWidth: true
                    }
                }
            }
            Card {
                title: qsTr("Messages")
                padding: Theme.s2
                spacing: 0
                Layout.fillWidth: true
                Txt { text: root.facts.channelText; tone: "soft"; Layout.fillWidth: true }
                Txt { visible: root.facts.messages.length === 0; text: qsTr("No message has been sent"); tone: "soft"; Layout.fillWidth: true }
                Repeater {
                    model: root.facts.messages
                    ListRow {
                        required property var modelData
                        pressable: false
                        iconName: modelData.icon
                        tone: modelData.tone
                        title: modelData.title
                        subtitle: modelData.at + "  " + modelData.text
                        Layout.fillWidth: true
                    }
                }
            }
            Card {
                visible: root.facts.others.length > 0
                title: qsTr("Here for the same house")
                padding: Theme.s2
                spacing: 0
                Layout.fillWidth: true
                Repeater {
                    model: root.facts.others
                    ListRow {
                        required property var modelData
                        iconName: "package"
                        title: modelData.code
                        strong: true
                        subtitle: modelData.who
                        trailingText: modelData.days
                        chevron: true
                        Layout.fillWidth: true
                        onClicked: App.nav.open("ParcelPage", { id: Number(modelData.id) })
                    }
                }
            }
            Card {
                visible: root.facts.picture !== "" || root.facts.face !== ""
                title: qsTr("The photo at the hand-over")
                padding: Theme.s2
                Layout.fillWidth: true
                Image {
                    visible: root.facts.picture !== ""
                    source: root.facts.picture
                    asynchronous: true
                    cache: false
                    fillMode: Image.PreserveAspectFit
                    sourceSize.width: 800
                    Layout.fillWidth: true
                    Layout.preferredHeight: Theme.px(260)
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("The photo at the hand-over")
                }
                Image {
                    visible: root.facts.face !== ""
                    source: root.facts.face
                    asynchronous: true
                    cache: false
                    fillMode: Image.PreserveAspectFit
                    sourceSize.width: 800
                    Layout.fillWidth: true
                    Layout.preferredHeight: Theme.px(260)
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("The face of who took it")
                }
            }
        }
    }
    ParcelRecipientDialog { picker: root.facts.picker }
    ChoiceDialog { id: places; title: qsTr("Where does it go?"); options: root.facts.places; onChosen: value => root.facts.move(value) }
    ChoiceDialog { id: carriers; title: qsTr("Which carrier?"); options: root.facts.carriers; onChosen: value => root.facts.nameCarrier(value) }
    ChoiceDialog { id: channels; title: qsTr("How are they told?"); options: root.facts.channels; onChosen: value => root.facts.tellBy(value) }
    ChoiceDialog { id: keeps; title: qsTr("How long?"); options: root.facts.keeps; onChosen: value => root.facts.keep(value) }
}
