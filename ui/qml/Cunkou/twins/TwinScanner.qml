import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What lies there to be scanned: today's manifest, pickup codes, anything typed. */
ColumnLayout {
    id: root

    required property TwinsFacts facts

    spacing: Theme.s1

    SegmentedChoice {
        label: qsTr("How to scan")
        value: root.facts.scanMode
        options: [
            { value: "gun", label: qsTr("Gun") },
            { value: "photo", label: qsTr("Photo") },
            { value: "camera", label: qsTr("By lens") }
        ]
        Layout.fillWidth: true
        onChosen: value => root.facts.chooseScanMode(value)
    }
    RowLayout {
        spacing: Theme.s1
        TextBox {
            id: free
            label: qsTr("Type anything to scan")
            labelShown: false
            placeholder: label
            purpose: "latin"
            maxLength: 6000
            Layout.fillWidth: true
            onAccepted: text => { root.facts.scan(text); free.clear() }
        }
        IconButton {
            iconName: "scan-line"
            text: qsTr("Scan it")
            color: Theme.brand
            onClicked: { root.facts.scan(free.text); free.clear() }
        }
    }
    ListView {
        id: list
        model: root.facts.choices
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Layout.fillWidth: true
        Layout.fillHeight: true
        ScrollBar.vertical: ScrollBar {}
        delegate: RowLayout {
            id: choice
            required property string code
            required property string title
            required property string kind
            width: ListView.view.width
            spacing: 0
            ListRow {
                iconName: choice.kind === "waiting" ? "tag" : "barcode"
                title: choice.code
                subtitle: choice.title
                Accessible.name: qsTr("Scan %1").arg(choice.code)
                Layout.fillWidth: true
                onClicked: root.facts.scan(choice.code)
            }
            IconButton {
                iconName: "copy"
                color: Theme.inkSoft
                text: qsTr("Copy %1").arg(choice.code)
                onClicked: root.facts.copy(choice.code)
            }
        }
        Txt {
            anchors.centerIn: parent
            width: parent.width - Theme.s3
            visible: list.count === 0
            tone: "soft"
            role: "caption"
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Today's manifest and parcels on the shelf appear here")
        }
    }
}
