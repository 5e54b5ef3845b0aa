import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import Cunkou

/** Qt's keyboard with pinyin; English one key away. */
InputPanel {
    id: root

    externalLanguageSwitchEnabled: false
    Component.onCompleted: {
        VirtualKeyboardSettings.activeLocales = ["zh_CN", "en_US"]
        VirtualKeyboardSettings.locale = "zh_CN"
        VirtualKeyboardSettings.styleName = "cunkou"
    }
}
