import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** How far the van's manifest is. */
Card {
    id: root

    required property IntakeFacts facts

    signal otherAsked

    padding: Theme.s2
    spacing: Theme.s1
    RowLayout {
        Layout.fillWidth: true
        Txt { text: root.facts.manifestText; maximumLineCount: 1; elide: Text.ElideRight; Layout.fillWidth: true }
        IconButton { iconName: "ellipsis"; text: qsTr("Another manifest"); onClicked: root.otherAsked() }
    }
    ProgressStrip {
        visible: root.facts.manifest !== ""
        value: root.facts.manifestShare
        label: root.facts.arrivedText
        Layout.fillWidth: true
    }
    RowLayout {
        visible: root.facts.manifest !== ""
        spacing: Theme.s2
        Txt { text: root.facts.arrivedText; strong: true; wrapMode: Text.NoWrap }
        Txt { text: root.facts.extraText; tone: "attention"; visible: text !== ""; wrapMode: Text.NoWrap }
        Txt { text: root.facts.missingText; tone: "soft"; visible: text !== ""; wrapMode: Text.NoWrap }
    }
}
