import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou
import Cunkou.Bridge

/** Whose carrier is it: the likely ones large and numbered, one touch or one key. */
Card {
    id: root

    required property IntakeFacts facts

    readonly property bool narrow: width < Theme.px(620)

    signal carrierAsked

    /** The digits mean the candidates while this card has the keyboard. */
    function arrive() { options.forceActiveFocus(Qt.OtherFocusReason) }

    Keys.onPressed: event => {
        const nth = event.key - Qt.Key_0
        if (nth >= 1 && nth <= root.facts.choices.length) { root.facts.chooseNth(nth); event.accepted = true }
    }

    padding: narrow ? Theme.s2 : Theme.s3
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Icon { name: "circle-question-mark"; color: Theme.attention }
        Txt { text: root.facts.waybillText; role: "heading"; wrapMode: Text.NoWrap; elide: Text.ElideMiddle; Layout.fillWidth: true }
    }
    Txt { text: qsTr("Which carrier?"); role: "figure"; strong: true; tone: "brandDeep"; Layout.fillWidth: true }
    FocusScope {
        id: options
        Layout.fillWidth: true
        implicitHeight: grid.implicitHeight
        GridLayout {
            id: grid
            width: parent.width
            columns: root.width > Theme.px(480) ? 2 : 1
            columnSpacing: Theme.s2
            rowSpacing: Theme.s2
            uniformCellWidths: true
            Repeater {
                model: root.facts.choices
                T.AbstractButton {
                    id: choice
                    required property var modelData
                    required property int index
                    Layout.fillWidth: true
                    implicitHeight: Theme.px(96)
                    focus: index === 0
                    focusPolicy: Qt.StrongFocus
                    text: modelData.name
                    Accessible.role: Accessible.Button
                    Accessible.name: text
                    Accessible.description: modelData.why
                    Keys.onReturnPressed: click()
                    onClicked: root.facts.choose(modelData.carrier)
                    background: Rectangle {
                        radius: Theme.radius
                        color: choice.down ? Theme.brandDeep : choice.index === 0 ? Theme.brand : Theme.surface
                        border.width: choice.index === 0 ? 0 : Math.max(Theme.border, Theme.px(1.5))
                        border.color: Theme.lineStrong
                        FocusRing { target: choice; parent: choice }
                    }
                    contentItem: RowLayout {
                        spacing: Theme.s2
                        Txt {
                            Layout.leftMargin: Theme.s2
                            text: choice.modelData.number
                            role: "title"
                            tone: choice.index === 0 ? "onBrandSoft" : "soft"
                            Accessible.ignored: true
                        }
                        ColumnLayout {
                            spacing: 0
                            Layout.fillWidth: true
                            Txt {
                                text: choice.modelData.name
                                role: "title"
                                strong: true
                                tone: choice.index === 0 ? "onBrand" : "ink"
                                maximumLineCount: 1
                                elide: Text.ElideRight
                                Layout.fillWidth: true
                                Accessible.ignored: true
                            }
                            Txt {
                                text: choice.modelData.why
                                visible: text !== ""
                                role: "caption"
                                tone: choice.index === 0 ? "onBrandSoft" : "soft"
                                maximumLineCount: 1
                                elide: Text.ElideRight
                                Layout.fillWidth: true
                            }
                        }
                    }
                }
            }
        }
    }
    Txt { visible: root.facts.choices.length === 0; text: qsTr("No carrier's rule fits this number. It is taken in all the same."); tone: "soft"; Layout.fillWidth: true }
    Flow {
        spacing: Theme.s1
        Layout.fillWidth: true
        ActButton { plain: root.narrow; sign: "list"; text: qsTr("All carriers"); onClicked: root.carrierAsked() }
        ActButton { plain: root.narrow; sign: "package"; text: qsTr("Take in as other"); onClicked: root.facts.choose("OTHER") }
        ActButton { plain: root.narrow; kind: "quiet"; sign: "x"; text: qsTr("Not this one"); onClicked: root.facts.letGo() }
    }
    ParcelNotes { notes: root.facts.notes; Layout.fillWidth: true }
    Item { Layout.fillHeight: true }
    RowLayout {
        spacing: Theme.s2
        Layout.fillWidth: true
        Txt { text: root.facts.nameText; role: "heading"; strong: true; tone: root.facts.isKnown ? "ink" : "soft"; Layout.fillWidth: true; maximumLineCount: 1; elide: Text.ElideRight }
        BigButton { kind: "quiet"; iconName: "user-check"; text: qsTr("Choose the recipient"); onClicked: root.facts.pickRecipient() }
    }
    ParcelMarks { plain: root.narrow; marks: root.facts.marks; Layout.fillWidth: true; onToggled: code => root.facts.mark(code) }
}
