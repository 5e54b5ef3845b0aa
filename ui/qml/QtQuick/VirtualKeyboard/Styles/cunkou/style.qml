import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Styles
import Cunkou

/** The on-screen keyboard in the counter's own paper and ink. Found by Qt through the import path, by its folder's name. */
KeyboardStyle {
    id: style


    component Cap: KeyPanel {
        id: cap
        property string iconName
        property string label: control.displayText
        property bool quiet: false
        property bool lit: false
        readonly property int letterSize: Math.round(height * 0.4)
        Rectangle {
            anchors.fill: parent
            anchors.margins: 3
            radius: Theme.radiusSmall
            color: cap.control?.pressed ? Theme.brandTint : cap.lit ? Theme.brand : cap.quiet ? Theme.slipGround : Theme.surface
            border.width: Theme.border
            border.color: Theme.highContrast ? Theme.lineStrong : Theme.line
            Icon {
                anchors.centerIn: parent
                name: cap.iconName
                size: Math.round(cap.letterSize * 1.1)
                color: cap.lit ? Theme.brandInk : Theme.ink
            }
            Txt {
                anchors.centerIn: parent
                width: Math.min(implicitWidth, parent.width)
                visible: cap.iconName === ""
                text: cap.label
                font.pixelSize: cap.letterSize
                color: cap.control?.enabled ? Theme.ink : Theme.inkSoft
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }

    keyboardDesignWidth: 2560
    keyboardDesignHeight: 800
    keyboardRelativeLeftMargin: 0.004
    keyboardRelativeRightMargin: 0.004
    keyboardRelativeTopMargin: 0.012
    keyboardRelativeBottomMargin: 0.012
    keyboardBackground: Rectangle { color: Theme.sunken }

    keyPanel: Cap { label: control.uppercased ? control.displayText.toUpperCase() : control.displayText }
    spaceKeyPanel: Cap { label: InputContext.locale.startsWith("zh") ? qsTr("Pinyin") : qsTr("English") }
    symbolKeyPanel: Cap { quiet: true }
    modeKeyPanel: Cap { quiet: true; lit: control.mode }
    handwritingKeyPanel: Cap { quiet: true; iconName: "pencil" }
    backspaceKeyPanel: Cap { quiet: true; iconName: "delete" }
    languageKeyPanel: Cap { quiet: true; iconName: "languages" }
    hideKeyPanel: Cap { quiet: true; iconName: "keyboard-off" }
    enterKeyPanel: Cap { lit: true; iconName: "corner-down-left" }
    shiftKeyPanel: Cap { quiet: true; iconName: "arrow-big-up"; lit: InputContext.capsLockActive || InputContext.shiftActive }

    characterPreviewMargin: Theme.px(6)
    characterPreviewDelegate: Rectangle {
        property string text
        radius: Theme.radiusSmall
        color: Theme.brand
        Txt { anchors.centerIn: parent; text: parent.text; font.pixelSize: Theme.px(36); tone: "onBrand"; Accessible.ignored: true }
    }

    // What the letters may mean: 56 px high at least, with room for a thumb.
    selectionListHeight: Math.max(Theme.touchSmall, Math.round(120 * scaleHint))
    selectionListBackground: Rectangle { color: Theme.surface; border.width: Theme.border; border.color: Theme.line }
    selectionListDelegate: SelectionListItem {
        id: candidate
        width: Math.max(Theme.touch, words.implicitWidth + Theme.s3)
        Txt {
            id: words
            anchors.centerIn: parent
            text: candidate.ListView.view.model ? display : ""
            role: "heading"
            strong: candidate.ListView.isCurrentItem
            color: candidate.ListView.isCurrentItem ? Theme.brandDeep : Theme.ink
            wrapMode: Text.NoWrap
        }
    }

    alternateKeysListItemWidth: 140 * scaleHint
    alternateKeysListItemHeight: 150 * scaleHint
    alternateKeysListDelegate: Item {
        id: alternate
        required property string text
        width: style.alternateKeysListItemWidth
        height: style.alternateKeysListItemHeight
        Txt {
            anchors.centerIn: parent
            text: alternate.text
            font.pixelSize: Theme.px(26)
            color: alternate.ListView.isCurrentItem ? Theme.brandInk : Theme.ink
        }
    }
    alternateKeysListHighlight: Rectangle { radius: Theme.radiusSmall; color: Theme.brand }
    alternateKeysListBackground: Rectangle { radius: Theme.radiusSmall; color: Theme.surface; border.width: 1; border.color: Theme.lineStrong }

    navigationHighlight: Rectangle { color: "transparent"; border.width: 3; border.color: Theme.focus; radius: Theme.radiusSmall }
}
