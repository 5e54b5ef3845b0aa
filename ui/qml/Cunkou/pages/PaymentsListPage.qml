import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Every payment: of today, of an account, a slip or a person, by state; with its totals, and as a file. */
CounterPage {
    id: root

    required property PaymentsListFacts facts

    title: qsTr("All payments")
    troubleText: facts.troubleText
    onTroubleDismissed: facts.dismissTrouble()
    firstFocus: search

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.s2
        GridLayout {
            columns: root.wide ? 2 : 1
            columnSpacing: Theme.s2
            rowSpacing: Theme.s1
            Layout.fillWidth: true
            TabStrip {
                tabs: root.facts.tabs
                value: root.facts.tab
                Layout.fillWidth: true
                onChosen: value => { search.field.clear(); root.facts.choose(value) }
            }
            SearchBox {
                id: search
                label: qsTr("Account, slip number, name, phone tail")
                placeholder: label
                Layout.fillWidth: true
                Layout.preferredWidth: root.wide ? root.width * 0.36 : root.width
                Layout.maximumWidth: root.wide ? root.width * 0.36 : root.width
                onEdited: text => root.facts.find(text)
                onAccepted: text => root.facts.find(text)
            }
        }
        RowLayout {
            visible: root.facts.tab === "day"
            spacing: Theme.s1
            Layout.fillWidth: true
            IconButton { iconName: "chevron-left"; text: qsTr("The day before"); onClicked: root.facts.go(-1) }
            Txt { text: root.facts.heading; role: "heading"; strong: true; horizontalAlignment: Text.AlignHCenter; Layout.minimumWidth: Theme.px(240) }
            IconButton { iconName: "chevron-right"; enabled: root.facts.canGoOn; text: qsTr("The day after"); onClicked: root.facts.go(1) }
            Item { Layout.fillWidth: true }
            BigButton { kind: "secondary"; iconName: "download"; implicitHeight: Theme.touchSmall; text: qsTr("Save as a file"); onClicked: { root.facts.lookForFolders(); where.open() } }
        }
        BigButton {
            visible: root.facts.tab === "second" && !root.facts.empty
            iconName: "printer-check"
            busy: root.facts.busy
            text: qsTr("Print all second slips")
            Layout.fillWidth: true
            onClicked: root.facts.printSecond()
        }
        Card {
            padding: Theme.s2
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            EmptyState {
                visible: root.facts.loaded && root.facts.empty
                iconName: "receipt-japanese-yen"
                title: root.facts.emptyTitle
                text: root.facts.emptyText
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            ListView {
                id: list
                visible: count > 0
                model: root.facts.rows
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                activeFocusOnTab: true
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.px(132)
                onAtYEndChanged: if (atYEnd && count > 0) root.facts.more()
                delegate: PayRow {
                    required property string id
                    width: list.width
                    onClicked: root.facts.open(id)
                }
            }
        }
        Flow {
            visible: root.facts.totals.length > 0
            spacing: Theme.s3
            Layout.fillWidth: true
            Repeater {
                model: root.facts.totals
                Row {
                    id: total
                    required property var modelData
                    spacing: Theme.s1
                    Txt { text: total.modelData.title; tone: "soft"; anchors.verticalCenter: parent.verticalCenter; wrapMode: Text.NoWrap }
                    Txt { text: total.modelData.value; role: "heading"; strong: true; anchors.verticalCenter: parent.verticalCenter; wrapMode: Text.NoWrap }
                }
            }
        }
    }
    ChoiceDialog {
        id: where
        title: qsTr("Where should the file go?")
        text: qsTr("One for WPS and Excel, one for paper.")
        options: root.facts.folders
        onChosen: value => root.facts.save(value)
    }
}
