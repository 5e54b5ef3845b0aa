import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What the counter knows of a person; all of it in one form, its faults beside the fields. */
CounterPage {
    id: root

    required property ResidentEditFacts facts

    // Worded here: what is being typed must outlive a change of language.
    title: facts.known ? facts.name : qsTr("Add a person")
    troubleText: Object.keys(facts.problems).length > 0 ? "" : facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: facts.known ? phone : name

    function save() {
        root.facts.save({
            name: name.text, phone: phone.text, nickname: nickname.text, household: household.text, group: group.text,
            channel: channel.value, homeService: homeService.checked, note: note.text
        })
    }

    ScrollArea {
        anchors.fill: parent
        GridLayout {
            columns: root.wide ? 2 : 1
            columnSpacing: Theme.s3
            rowSpacing: Theme.s2
            uniformCellWidths: true
            Layout.fillWidth: true
            TextBox {
                id: name
                visible: !root.facts.known
                label: qsTr("Name")
                text: root.facts.given.name ?? ""
                maxLength: root.facts.given.nameMax ?? 60
                error: root.facts.problems.name ?? ""
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
            }
            TextBox {
                id: phone
                label: qsTr("Phone")
                purpose: "digits"
                iconName: "phone"
                text: root.facts.given.phone ?? ""
                maxLength: root.facts.given.phoneMax ?? 20
                error: root.facts.problems.phone ?? ""
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
            }
            TextBox {
                id: nickname
                label: qsTr("What the neighbours say")
                text: root.facts.given.nickname ?? ""
                maxLength: root.facts.given.nicknameMax ?? 20
                error: root.facts.problems.nickname ?? ""
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
            }
            TextBox {
                id: household
                visible: !root.facts.known
                label: qsTr("Household number")
                purpose: "latin"
                maxLength: 20
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
            }
            TextBox {
                id: group
                visible: !root.facts.known
                label: qsTr("Village group")
                purpose: "digits"
                maxLength: 3
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
            }
            TextBox {
                id: note
                visible: root.facts.known
                label: qsTr("Note for the counter")
                text: root.facts.given.note ?? ""
                maxLength: root.facts.given.noteMax ?? 300
                error: root.facts.problems.note ?? ""
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
            }
        }
        ColumnLayout {
            visible: root.facts.known
            spacing: Theme.px(6)
            Layout.fillWidth: true
            Txt { role: "caption"; tone: "soft"; text: qsTr("How to tell this person") }
            SegmentedChoice {
                id: channel
                label: qsTr("How to tell this person")
                options: [{ value: "sms", label: qsTr("by SMS") }, { value: "wechat", label: qsTr("by WeChat") }, { value: "call", label: qsTr("by voice") }]
                value: root.facts.given.channel ?? "sms"
                Layout.fillWidth: true
            }
            Txt { role: "caption"; tone: "danger"; text: root.facts.problems.channel ?? ""; visible: text !== ""; Layout.fillWidth: true }
        }
        CheckRow {
            id: homeService
            visible: root.facts.known
            text: qsTr("Bring things home")
            subtitle: qsTr("For who cannot come to the counter")
            checked: root.facts.given.homeService ?? false
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.s2
            Layout.fillWidth: true
            Layout.topMargin: Theme.s1
            BigButton {
                text: qsTr("Keep it")
                iconName: "check"
                busy: root.facts.busy
                enabled: root.facts.loaded && !root.facts.busy
                Layout.fillWidth: true
                Layout.maximumWidth: Theme.px(420)
                onClicked: root.save()
            }
            BigButton {
                text: qsTr("Leave it")
                kind: "secondary"
                onClicked: App.nav.back()
            }
        }
    }
}
