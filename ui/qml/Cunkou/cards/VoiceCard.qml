import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Saying it instead of writing it: how long it is stands biggest, one button begins and ends it. */
Card {
    id: root

    required property VoiceFacts voice

    readonly property bool listening: voice.state === "listening"
    readonly property bool playing: voice.state === "playing"
    readonly property bool kept: voice.state === "kept"

    title: qsTr("Word for word")
    trailing: StatusPill {
        visible: root.listening || root.kept || root.playing
        text: root.listening ? qsTr("Recording") : root.playing ? qsTr("Playing") : qsTr("Safe")
        tone: root.listening ? "danger" : root.playing ? "info" : "good"
        iconName: root.listening ? "mic" : root.playing ? "volume-2" : "shield-check"
    }

    TroubleBanner { text: root.voice.troubleText; onDismissed: root.voice.dismissTrouble(); Layout.fillWidth: true }
    RowLayout {
        spacing: Theme.s3
        Layout.fillWidth: true
        Row {
            spacing: Theme.s1
            Txt {
                id: time
                text: root.voice.timeText
                role: "title"
                font.pixelSize: Theme.px(60)
                strong: true
                tone: root.listening ? "danger" : root.kept || root.playing ? "brandDeep" : "soft"
            }
            Txt {
                visible: root.playing
                anchors.baseline: time.baseline
                text: "/ " + root.voice.wholeText
                role: "heading"
                tone: "soft"
            }
        }
        ColumnLayout {
            spacing: Theme.s1
            Layout.fillWidth: true
            LevelMeter { visible: root.listening; level: root.voice.level; label: root.voice.levelText; Layout.fillWidth: true; Layout.maximumWidth: Theme.px(560) }
            ProgressStrip { visible: root.playing; value: root.voice.share; label: qsTr("Played"); Layout.fillWidth: true; Layout.maximumWidth: Theme.px(560) }
            Txt { visible: text !== ""; text: root.voice.hintText; tone: root.voice.hintTone; strong: root.voice.hintTone === "attention"; Layout.fillWidth: true }
            Txt { visible: text !== ""; text: root.voice.safeText; role: "caption"; tone: "soft"; Layout.fillWidth: true }
        }
    }
    RowLayout {
        visible: !root.listening && !root.playing
        spacing: Theme.s2
        Layout.fillWidth: true
        BigButton {
            kind: root.kept ? "secondary" : "primary"
            iconName: "mic"
            text: root.kept ? qsTr("Go on speaking") : qsTr("Begin to speak")
            enabled: root.voice.state !== "none" && root.voice.possible
            busy: root.voice.busy
            Layout.fillWidth: true
            onClicked: root.voice.listen()
        }
        BigButton { visible: root.kept; kind: "secondary"; iconName: "play"; text: qsTr("Hear it"); busy: root.voice.busy; Layout.fillWidth: true; onClicked: root.voice.play() }
        BigButton { visible: root.kept; kind: "quiet"; iconName: "rotate-ccw"; text: qsTr("Say it anew"); Layout.fillWidth: true; onClicked: anew.open() }
    }
    BigButton {
        visible: root.listening || root.playing
        kind: root.listening ? "primary" : "secondary"
        iconName: "square"
        text: root.listening ? qsTr("Stop and keep it") : qsTr("Stop playing")
        busy: root.voice.busy
        Layout.fillWidth: true
        onClicked: root.voice.stop()
    }
    ConfirmDialog {
        id: anew
        title: qsTr("Say it anew?")
        text: qsTr("What was recorded will be gone.")
        confirmText: qsTr("Yes, anew")
        iconName: "rotate-ccw"
        danger: true
        onConfirmed: root.voice.again()
    }
}
