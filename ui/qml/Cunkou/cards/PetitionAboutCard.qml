import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What it is about: three touches of pictures, or a word; then what this matter asks, and who must hear of it first. */
Card {
    id: root

    required property PetitionTakeFacts facts
    readonly property PetitionCategoryFacts about: facts.about
    readonly property bool chosen: facts.categoryTitle !== ""

    title: chosen ? "" : qsTr("What is it about?")

    RowLayout {
        visible: !root.chosen
        spacing: Theme.s2
        Layout.fillWidth: true
        IconButton { visible: root.about.path.length > 0 && !root.about.searching; iconName: "arrow-left"; color: Theme.brand; text: qsTr("One page back"); onClicked: root.about.back() }
        Txt { visible: root.about.path.length > 0 && !root.about.searching; text: root.about.path.join("  ›  "); strong: true; tone: "brandDeep"; maximumLineCount: 2; elide: Text.ElideRight; Layout.fillWidth: true }
        SearchBox {
            id: search
            large: false
            label: qsTr("A word or its initials: street lamp, water")
            placeholder: label
            Layout.fillWidth: true
            onEdited: text => root.about.find(text)
            onAccepted: if (root.about.found.length > 0) root.about.choose(root.about.found[0].code)
        }
    }
    ScrollArea {
        id: menu
        visible: !root.chosen && !root.about.searching
        Layout.fillWidth: true
        Layout.fillHeight: true
        GridLayout {
            id: grid
            readonly property int lines: Math.ceil(root.about.tiles.length / columns)
            columns: Math.max(2, Math.min(root.about.tiles.length > 6 ? 4 : 3, Math.floor((menu.width + Theme.s2) / Theme.px(206))))
            columnSpacing: Theme.s1
            rowSpacing: Theme.s1
            uniformCellWidths: true
            uniformCellHeights: true
            Layout.fillWidth: true
            Repeater {
                model: root.about.tiles
                PetitionTileCard {
                    required property var modelData
                    required property int index
                    tile: modelData
                    room: Math.min(Theme.px(150), Math.floor((menu.height - (grid.lines - 1) * Theme.s1) / Math.max(1, grid.lines)) - 1)
                    Layout.fillWidth: true
                    onClicked: root.about.touch(index)
                }
            }
        }
    }
    EmptyState {
        visible: !root.chosen && root.about.searching && root.about.found.length === 0
        iconName: "circle-question-mark"
        title: root.about.emptyText
        text: qsTr("Try another word, or go by the pictures.")
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
    ScrollArea {
        visible: !root.chosen && root.about.searching && root.about.found.length > 0
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            model: root.about.found
            ListRow {
                required property var modelData
                iconName: "tag"
                title: modelData.title
                subtitle: modelData.subtitle
                strong: true
                Layout.fillWidth: true
                onClicked: { search.text = ""; root.about.choose(modelData.code) }
            }
        }
    }
    ScrollArea {
        visible: root.chosen
        Layout.fillWidth: true
        Layout.fillHeight: true
        RowLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                Txt { text: root.facts.categoryTitle; role: "title"; strong: true; tone: "brandDeep"; Layout.fillWidth: true }
                Txt { text: root.facts.categoryAbout; tone: "soft"; Layout.fillWidth: true }
            }
            BigButton { kind: "quiet"; iconName: "rotate-ccw"; text: qsTr("Another category"); onClicked: root.facts.anotherCategory() }
        }
        Repeater {
            model: root.facts.stops
            PetitionStopCard { required property var modelData; stop: modelData; Layout.fillWidth: true }
        }
        Repeater {
            model: root.facts.questions
            ColumnLayout {
                id: question
                required property var modelData
                readonly property string error: root.facts.problems["answer." + modelData.code] ?? ""
                spacing: Theme.s1
                Layout.fillWidth: true
                Layout.topMargin: Theme.s1
                Txt { text: question.modelData.text; strong: true; Layout.fillWidth: true }
                ReasonTiles {
                    visible: options.length > 0
                    options: question.modelData.options
                    value: question.modelData.answer
                    error: question.error
                    Layout.fillWidth: true
                    onChosen: value => root.facts.answer(question.modelData.code, value)
                }
                TextBox {
                    visible: question.modelData.options.length === 0
                    label: question.modelData.text
                    labelShown: false
                    placeholder: question.modelData.example
                    purpose: question.modelData.digits ? "digits" : "text"
                    maxLength: 200
                    error: question.error
                    Layout.fillWidth: true
                    Component.onCompleted: text = question.modelData.answer
                    onAccepted: text => root.facts.answer(question.modelData.code, text)
                    field.onEditingFinished: root.facts.answer(question.modelData.code, text)
                }
            }
        }
        CheckRow {
            text: qsTr("Urgent: it leaves before everything that waits")
            checked: root.facts.urgent
            Layout.fillWidth: true
            onToggled: root.facts.setUrgent(checked)
        }
        Txt { text: root.facts.officeText; visible: text !== ""; tone: "soft"; Layout.fillWidth: true }
    }
    Txt { visible: text !== ""; text: root.chosen ? "" : root.facts.problems.category ?? ""; tone: "danger"; Layout.fillWidth: true }
}
