import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Cunkou

/** The parts of a page, one in front; where they are wider than their room, they slide sideways. */
Flickable {
    id: root

    /** [{value, label, count}]; a count of 0 or none is not shown. */
    required property var tabs
    property string value
    property alias spacing: strip.spacing
    readonly property var none: ({ value: "", label: "", count: 0 })

    signal chosen(string value)

    function reveal(tab: Item) {
        contentX = Math.max(0, Math.min(tab.x, Math.max(contentX, tab.x + tab.width - width)))
    }

    implicitWidth: strip.implicitWidth
    implicitHeight: strip.implicitHeight
    contentWidth: strip.width
    contentHeight: height
    clip: contentWidth > width + 1
    interactive: clip
    flickableDirection: Flickable.HorizontalFlick
    boundsBehavior: Flickable.StopAtBounds
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Parts of this page")

    RowLayout {
        id: strip
        width: Math.max(root.width, Layout.minimumWidth)
        spacing: Theme.s1

        Repeater {
            model: root.tabs.length  // not the tabs: a new count on one of them must not build all of them again
            T.AbstractButton {
                id: tab
                required property int index
                readonly property var modelData: root.tabs[index] ?? root.none
                readonly property bool front: modelData.value === root.value
                implicitHeight: Theme.touchSmall + Theme.s1
                implicitWidth: row.implicitWidth + Theme.s4
                Layout.fillWidth: true
                Layout.minimumWidth: row.implicitWidth + Theme.px(6)
                Layout.maximumWidth: implicitWidth
                focusPolicy: Qt.StrongFocus
                text: modelData.label
                Accessible.role: Accessible.PageTab
                Accessible.name: text
                Accessible.selected: front
                onClicked: root.chosen(modelData.value)
                onActiveFocusChanged: if (activeFocus) root.reveal(tab)
                Keys.onReturnPressed: click()
                background: Item {
                    Rectangle {
                        anchors.bottom: parent.bottom
                        width: parent.width
                        height: tab.front ? Theme.px(4) : Theme.border
                        radius: height / 2
                        color: tab.front ? Theme.brand : Theme.line
                    }
                    FocusRing { target: tab; parent: tab }
                }
                contentItem: Item {
                    Row {
                        id: row
                        anchors.centerIn: parent
                        spacing: Theme.s1
                        Txt {
                            anchors.verticalCenter: parent.verticalCenter
                            text: tab.text
                            strong: tab.front
                            color: tab.front ? Theme.brandDeep : Theme.inkSoft
                            wrapMode: Text.NoWrap
                            Accessible.ignored: true
                        }
                        Rectangle {
                            anchors.verticalCenter: parent.verticalCenter
                            visible: (tab.modelData.count ?? 0) > 0
                            width: Math.max(height, badge.implicitWidth + Theme.s1)
                            height: Theme.px(26)
                            radius: height / 2
                            color: Theme.attentionTint
                            Txt {
                                id: badge
                                anchors.centerIn: parent
                                role: "caption"
                                tone: "attention"
                                text: tab.modelData.count ?? ""
                            }
                        }
                    }
                }
            }
        }
        Item { Layout.fillWidth: true }
    }
}
