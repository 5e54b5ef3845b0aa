import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The parcel that just went in: where to put it, readable from two metres. */
Card {
    id: root

    required property IntakeFacts facts

    readonly property bool narrow: width < Theme.px(620)
    /** What the card's height leaves for the figure. */
    readonly property real room: {
        const others = top.height + (head.visible ? head.height : 0) + who.height + notes.height + marks.height + acts.height + 9 * spacing
        return Math.max(Theme.px(56), Math.min(Theme.px(128), (height - 2 * padding - others) / 1.15))
    }

    signal carrierAsked

    padding: narrow ? Theme.s2 : Theme.s3
    spacing: Theme.s1
    RowLayout {
        id: top
        spacing: Theme.s2
        Layout.fillWidth: true
        Chip {
            text: root.facts.carrierText
            enabled: root.facts.canCorrect
            onClicked: root.carrierAsked()
        }
        Txt {
            text: root.facts.waybillText
            role: "heading"
            wrapMode: Text.NoWrap
            elide: Text.ElideMiddle
            Layout.fillWidth: true
        }
    }
    Txt { id: head; text: root.facts.headText; visible: !root.narrow || root.facts.notes.length < 2; tone: root.facts.stage === "repeated" ? "attention" : "soft"; role: "heading" }
    Item {
        implicitHeight: code.font.pixelSize * 1.15  // digits need no room for descenders
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.px(56) * 1.15  // smaller is not readable from two metres: then the page scrolls
        Layout.maximumHeight: implicitHeight
        Txt {
            id: code
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            text: root.facts.code
            role: "giant"
            strong: true
            tone: "brandDeep"
            font.pixelSize: Math.min(root.room, (root.width - 2 * root.padding) / Math.max(1, root.facts.code.length) * 1.55)
            wrapMode: Text.NoWrap
        }
    }
    RowLayout {
        id: who
        spacing: Theme.s3
        Layout.fillWidth: true
        Txt {
            text: root.facts.nameText
            role: "title"
            strong: true
            tone: root.facts.isKnown ? "ink" : "attention"
            maximumLineCount: 1
            elide: Text.ElideRight
            Layout.maximumWidth: root.width * (root.facts.tailText === "" ? 0.8 : 0.5)
        }
        Txt { text: root.facts.tailText; role: "heading"; visible: text !== ""; wrapMode: Text.NoWrap }
        Txt { text: root.facts.homeText; tone: "soft"; role: "heading"; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true }
    }
    ParcelNotes { id: notes; notes: root.facts.notes; Layout.fillWidth: true }
    Item { Layout.fillHeight: true }
    ParcelMarks {
        id: marks
        plain: root.narrow
        marks: root.facts.marks
        visible: root.facts.canCorrect
        Layout.fillWidth: true
        onToggled: code => root.facts.mark(code)
    }
    Flow {
        id: acts
        spacing: Theme.s1
        visible: root.facts.canCorrect
        Layout.fillWidth: true
        ActButton {
            plain: root.narrow
            kind: root.facts.isKnown ? "secondary" : "primary"
            sign: "user-check"
            text: root.facts.isKnown ? qsTr("Another recipient") : qsTr("Choose the recipient")
            onClicked: root.facts.pickRecipient()
        }
        ActButton { plain: root.narrow; sign: "undo-2"; text: qsTr("Undo this one"); onClicked: root.facts.undo() }
        ActButton { plain: root.narrow; sign: "printer"; text: qsTr("Label again"); onClicked: root.facts.reprint() }
        ActButton {
            plain: root.narrow
            sign: "triangle-alert"
            visible: root.facts.canExcept
            text: qsTr("Something is wrong")
            onClicked: root.facts.exception()
        }
    }
}
