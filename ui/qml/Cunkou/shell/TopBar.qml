import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Honesty on top of every page: what is not yet at the county, the line, who is here, what time it is. */
Rectangle {
    id: root

    required property string title
    readonly property bool tight: width < Theme.px(1120)
    /** Large type on a small screen: the words that the icon can stand for go first, what is not at the county never. */
    readonly property bool tiny: width < Theme.px(800)

    height: Theme.px(72)
    color: Theme.surface
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.border
        color: Theme.line
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.pageMargin
        anchors.rightMargin: Theme.pageMargin
        spacing: Theme.s1 + 4
        IconButton {
            visible: App.nav.canGoBack
            iconName: "arrow-left"
            text: qsTr("Back")
            Layout.leftMargin: -Theme.s1
            onClicked: App.nav.back()
        }
        Txt {
            role: "title"
            strong: true
            text: root.title
            font.pixelSize: Theme.px(root.tight ? 26 : 32)
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            Layout.fillWidth: true
            Layout.minimumWidth: Theme.px(root.tiny ? 72 : 120)
        }
        StatusPill {
            pressable: true
            iconName: App.sync.icon
            tone: App.sync.tone
            text: App.sync.pillText
            detail: App.sync.contactText
            visible: text !== ""
            onClicked: App.nav.jump("UploadsPage")
        }
        StatusPill {
            wordless: root.tight
            iconName: App.sync.linkIcon
            text: App.sync.linkText
            visible: text !== ""
        }
        StatusPill {
            pressable: true
            tone: App.till.tone
            wordless: root.tiny
            iconName: "user-round"
            text: App.session.name
            detail: App.till.shiftText
            onClicked: clerkDialog.open()
        }
        Txt {
            text: root.tight ? App.timeText : App.clockText
            role: "caption"
            tone: "soft"
            font.pixelSize: Theme.px(18)
            wrapMode: Text.NoWrap
        }
    }
    ChoiceDialog {
        id: clerkDialog
        title: App.session.name
        options: [
            { value: "shift", label: qsTr("Shift and cash drawer"), icon: "wallet", subtitle: App.till.shiftText },
            { value: "lock", label: qsTr("Lock the counter"), icon: "lock", subtitle: qsTr("The page stays as it is") },
            { value: "out", label: qsTr("Another clerk takes over"), icon: "log-out", subtitle: App.till.tone === "good" ? qsTr("Your shift stays open: hand it over first") : qsTr("Hand the counter to a colleague") },
            { value: "pin", label: qsTr("Change my PIN"), icon: "key-round" }
        ]
        onChosen: value => {
            if (value === "shift") App.nav.open("ShiftPage")
            else if (value === "lock") App.session.lock()
            else if (value === "out") App.session.signOut()
            else App.session.beginChange()
        }
    }
}
