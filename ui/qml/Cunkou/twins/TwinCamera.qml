import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** What the camera sees, and what can be laid under it. */
ColumnLayout {
    id: root

    required property TwinsFacts facts

    spacing: Theme.s1

    Rectangle {
        color: Theme.slipGround
        radius: Theme.radiusSmall
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.px(60)
        Image {
            anchors.fill: parent
            anchors.margins: Theme.px(4)
            fillMode: Image.PreserveAspectFit
            cache: false
            asynchronous: true
            retainWhileLoading: true
            source: root.facts.viewUrl
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("What the camera sees")
        }
        DropArea {
            anchors.fill: parent
            onDropped: drop => {
                if (drop.hasUrls) {
                    path.text = drop.urls[0].toString()
                    root.facts.showFile(path.text)
                }
            }
        }
        Txt {
            anchors.centerIn: parent
            visible: root.facts.viewUrl === ""
            tone: "soft"
            text: qsTr("The camera is not plugged in")
        }
    }
    Flow {
        spacing: Theme.px(6)
        Layout.fillWidth: true
        Repeater {
            model: root.facts.samples
            Chip {
                required property string modelData
                required property int index
                iconName: "image"
                text: modelData
                Accessible.name: qsTr("Under the camera: %1").arg(modelData)
                onClicked: root.facts.showSample(index)
            }
        }
    }
    RowLayout {
        spacing: Theme.px(4)
        TextBox {
            id: path
            label: qsTr("Picture or video: its path, or drop it here")
            labelShown: false
            placeholder: label
            purpose: "latin"
            maxLength: 1000
            Layout.fillWidth: true
            onAccepted: text => root.facts.showFile(text)
        }
        IconButton {
            iconName: "camera"
            text: qsTr("Lay the file under the camera")
            color: Theme.brand
            onClicked: root.facts.showFile(path.text)
        }
        IconButton {
            iconName: "scan-barcode"
            text: qsTr("Scan the file")
            color: Theme.brand
            onClicked: root.facts.scanFile(path.text)
        }
    }
}
