import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Every control in its states. For whoever builds pages; not in the rail. */
CounterPage {
    id: root

    required property GalleryFacts facts

    title: qsTr("Gallery")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: search

    ScrollArea {
        anchors.fill: parent
        SearchBox { id: search; label: qsTr("Search everything"); placeholder: qsTr("Scan, or type a number, initials, last digits"); Layout.fillWidth: true; onEdited: text => root.facts.typed(text) }
        Txt { text: root.facts.typedText; tone: "soft"; visible: text !== "" }
        Txt { text: root.facts.scanText; role: "figure"; strong: true; tone: "brandDeep"; visible: text !== "" }
        TabStrip {
            tabs: [{ value: "a", label: qsTr("In stock"), count: 3 }, { value: "b", label: qsTr("Handed out") }]
            value: "a"
            Layout.fillWidth: true
            onChosen: value => this.value = value
        }
        GridLayout {
            columns: root.wide ? 2 : 1
            columnSpacing: Theme.s3
            rowSpacing: Theme.s3
            uniformCellWidths: true
            Layout.fillWidth: true
            Card {
                title: qsTr("Buttons")
                trailing: StatusPill { text: qsTr("Ready"); tone: "good"; iconName: "circle-check" }
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                BigButton { text: qsTr("Take in"); iconName: "package-plus"; Layout.fillWidth: true; onClicked: root.facts.sayToast() }
                BigButton { text: qsTr("Print again"); kind: "secondary"; iconName: "printer"; Layout.fillWidth: true }
                BigButton { text: qsTr("Throw away"); kind: "danger"; iconName: "trash-2"; Layout.fillWidth: true; onClicked: confirm.open() }
                BigButton { text: qsTr("Choose one"); kind: "quiet"; Layout.fillWidth: true; onClicked: choice.open() }
                BigButton { text: qsTr("Write a note"); kind: "quiet"; Layout.fillWidth: true; onClicked: noteDialog.open() }
                BigButton { text: qsTr("Not now"); enabled: false; iconName: "lock"; Layout.fillWidth: true }
                BigButton { text: qsTr("Something breaks"); kind: "secondary"; busy: root.facts.busy; iconName: "triangle-alert"; Layout.fillWidth: true; onClicked: root.facts.fail() }
                Flow {
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    Chip { text: qsTr("Fragile"); lit: true }
                    Chip { text: qsTr("Urgent"); iconName: "zap" }
                    Chip { text: qsTr("New resident") }
                }
            }
            Card {
                title: qsTr("Writing")
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                TextBox { label: qsTr("Name"); placeholder: qsTr("As on the parcel"); Layout.fillWidth: true }
                TextBox { label: qsTr("Phone"); purpose: "digits"; text: "199"; error: qsTr("A phone number has 11 digits."); Layout.fillWidth: true }
                NoteBox { label: qsTr("Note"); placeholder: qsTr("As on the parcel"); Layout.fillWidth: true }
                SegmentedChoice {
                    label: qsTr("Size")
                    options: [{ value: "s", label: qsTr("Small") }, { value: "m", label: qsTr("Medium") }, { value: "l", label: qsTr("Large") }]
                    value: "m"
                    Layout.fillWidth: true
                }
                CheckRow { text: qsTr("Print a label"); subtitle: qsTr("On the label printer"); checked: true; Layout.fillWidth: true }
                CheckRow { text: qsTr("Tell by phone"); Layout.fillWidth: true }
                ProgressStrip { value: 0.72; label: qsTr("Ticked off"); Layout.fillWidth: true }
            }
            Card {
                title: qsTr("Rows")
                spacing: 0
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                Repeater {
                    model: root.facts.rows
                    ListRow {
                        required property var model
                        title: model.title
                        subtitle: model.subtitle
                        iconName: model.icon
                        tone: model.tone
                        trailingText: "韵达"
                        strong: true
                        chevron: true
                        Layout.fillWidth: true
                    }
                }
                EmptyState { title: qsTr("Nothing waits"); text: qsTr("What needs you will stand here by itself."); iconName: "circle-check"; actionText: qsTr("Take in"); Layout.fillWidth: true }
            }
            Card {
                title: qsTr("Figures")
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                BarChart { bars: [{ value: 3, label: "18" }, { value: 8, label: "19" }, { value: 5, label: "20" }]; label: qsTr("Three days"); Layout.fillWidth: true }
                TroubleBanner { text: qsTr("The printer is out of paper. Put in a new roll; it goes on by itself."); tone: "attention"; Layout.fillWidth: true }
                TroubleBanner { text: qsTr("The county has answered."); tone: "info"; Layout.fillWidth: true }
                Flow {
                    spacing: Theme.s1
                    Layout.fillWidth: true
                    StatusPill { text: qsTr("Only here"); tone: "attention"; iconName: "cloud-upload" }
                    StatusPill { text: qsTr("At the county"); tone: "good"; iconName: "cloud-check" }
                    StatusPill { text: qsTr("Refused"); tone: "danger"; iconName: "circle-x" }
                    StatusPill { text: qsTr("Answered"); tone: "info"; iconName: "file-text" }
                }
            }
            Card {
                title: qsTr("Numbers")
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                NumberPad { extraKey: "-"; Layout.fillWidth: true; onKey: text => root.facts.typed(text); onErase: root.facts.typed("") }
            }
            SlipPreview { Layout.fillWidth: true; Layout.alignment: Qt.AlignTop }
        }
    }
    ConfirmDialog {
        id: confirm
        title: qsTr("Throw this draft away?")
        text: qsTr("What you have typed will be gone.")
        confirmText: qsTr("Throw away")
        iconName: "trash-2"
        danger: true
        onConfirmed: root.facts.sayToast()
    }
    CounterDialog {
        id: noteDialog
        title: qsTr("Leave a note")
        TextBox { label: qsTr("Message"); Layout.fillWidth: true }
    }
    ChoiceDialog {
        id: choice
        title: qsTr("Which carrier?")
        options: [{ value: "yunda", label: "韵达", subtitle: qsTr("High certainty"), icon: "package" }, { value: "sto", label: "申通", icon: "package" }]
        onChosen: value => root.facts.typed(value)
    }
}
