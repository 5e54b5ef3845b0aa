import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** The parcel that just went in: where to put it, readable from two metres. */
Card {
    id: root

    required property IntakeFacts facts

    /** What the card's height leaves for the figure. */
    readonly property real room: Math.max(Theme.px(60), Math.min(Theme.px(128), (height - Theme.px(390 + 52 * facts.notes.length)) / 1.15))

    signal carrierAsked

    spacing: Theme.s1
    RowLayout {
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
    Txt { text: root.facts.headText; tone: root.facts.stage === "repeated" ? "attention" : "soft"; role: "heading" }
    Txt {
        text: root.facts.code
        role: "giant"
        strong: true
        tone: "brandDeep"
        font.pixelSize: Math.min(root.room, (root.width - 2 * root.padding) / Math.max(1, root.facts.code.length) * 1.55)
        lineHeightMode: Text.FixedHeight
        lineHeight: font.pixelSize * 1.15
        wrapMode: Text.NoWrap
        Layout.fillWidth: true
    }
    GridLayout {
        columns: root.width > Theme.px(560) ? 3 : 2
        columnSpacing: Theme.s3
        rowSpacing: 0
        Layout.fillWidth: true
        Txt {
            text: root.facts.nameText
            role: "title"
            strong: true
            tone: root.facts.isKnown ? "ink" : "attention"
            maximumLineCount: 1
            elide: Text.ElideRight
            Layout.fillWidth: root.facts.tailText === "" && root.facts.homeText === ""
        }
        Txt { text: root.facts.tailText; role: "heading"; visible: text !== ""; wrapMode: Text.NoWrap; Layout.fillWidth: root.facts.homeText === "" }
        Txt {
            text: root.facts.homeText
            tone: "soft"
            role: "heading"
            visible: text !== ""
            maximumLineCount: 1
            elide: Text.ElideRight
            Layout.fillWidth: true
            Layout.columnSpan: parent.columns === 2 ? 2 : 1
        }
    }
    ParcelNotes { notes: root.facts.notes; Layout.fillWidth: true; Layout.topMargin: Theme.s1 }
    Item { Layout.fillHeight: true }
    ParcelMarks {
        marks: root.facts.marks
        visible: root.facts.canCorrect
        Layout.fillWidth: true
        onToggled: code => root.facts.mark(code)
    }
    Flow {
        spacing: Theme.s1
        visible: root.facts.canCorrect
        Layout.fillWidth: true
        Layout.topMargin: Theme.s1
        BigButton {
            kind: root.facts.isKnown ? "secondary" : "primary"
            iconName: "user-check"
            text: root.facts.isKnown ? qsTr("Another recipient") : qsTr("Choose the recipient")
            onClicked: root.facts.pickRecipient()
        }
        BigButton { kind: "secondary"; iconName: "undo-2"; text: qsTr("Undo this one"); onClicked: root.facts.undo() }
        BigButton { kind: "secondary"; iconName: "printer"; text: qsTr("Label again"); onClicked: root.facts.reprint() }
        BigButton {
            kind: "secondary"
            iconName: "triangle-alert"
            visible: root.facts.canExcept
            text: qsTr("Something is wrong")
            onClicked: root.facts.exception()
        }
    }
}
