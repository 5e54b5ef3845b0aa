pragma Singleton
import QtQuick
import Cunkou.Bridge

/** Colours, sizes and type by role. Nothing else in QML knows a colour or a pixel. */
QtObject {
    id: root

    /** Set by the shell from the window's size: 1 at 1366×768. */
    property real density: 1
    /** Density times the clerk's own choice of type size. */
    readonly property real scale: density * App.textScale
    /** Where the on-screen keyboard is, in the window; empty while it is away. Set by the shell. */
    property rect keyboardArea: Qt.rect(0, 0, 0, 0)
    readonly property int keyboardHeight: keyboardArea.height
    /** The counter without the device twins beside it; set by the shell. */
    property int counterWidth: 1366
    readonly property bool highContrast: App.highContrast

    // Grounds
    readonly property color paper: highContrast ? "#FFFFFF" : "#F6F4EE"
    readonly property color surface: "#FFFFFF"
    readonly property color sunken: highContrast ? "#EDEDED" : "#EFEBE1"
    readonly property color slipGround: highContrast ? "#E4E4E4" : "#EAE5D9"
    readonly property color slipPaper: "#FFFDF8"
    readonly property color line: highContrast ? "#000000" : "#DED9CD"
    readonly property color lineStrong: highContrast ? "#000000" : "#858F89"
    /** What is blacked out for good: black in every theme. */
    readonly property color black: "#000000"
    readonly property color shade: highContrast ? "#B3000000" : "#731E2A25"

    // Ink
    readonly property color ink: highContrast ? "#000000" : "#1E2A25"
    readonly property color inkSoft: highContrast ? "#1C1C1C" : "#51605A"
    readonly property color brandInk: "#FFFFFF"
    readonly property color brandInkSoft: highContrast ? "#FFFFFF" : "#DDEFE7"

    // What acts, what needs a person, what is wrong, what answers
    readonly property color brand: highContrast ? "#00432F" : "#0B6B4F"
    readonly property color brandDeep: highContrast ? "#00261A" : "#084C39"
    readonly property color brandTint: highContrast ? "#D9F2E7" : "#E3F0EA"
    readonly property color brandBar: highContrast ? "#5E8C7B" : "#C9DCD2"
    readonly property color attention: highContrast ? "#6B2F00" : "#9A4708"
    readonly property color attentionTint: highContrast ? "#FFEFD6" : "#FCF0DC"
    readonly property color danger: highContrast ? "#8C0009" : "#B3261E"
    readonly property color dangerDeep: highContrast ? "#5E0006" : "#8E1C16"
    readonly property color dangerTint: highContrast ? "#FFE4E1" : "#FBEAE8"
    readonly property color info: highContrast ? "#0A2A8C" : "#1D4ED8"
    readonly property color infoTint: highContrast ? "#E1E9FF" : "#E8EEFD"
    readonly property color focus: highContrast ? "#0A2A8C" : "#1D4ED8"

    // Space
    readonly property int s1: px(8)
    readonly property int s2: px(16)
    readonly property int s3: px(24)
    readonly property int s4: px(32)
    readonly property int pageMargin: px(24)
    readonly property int radius: px(14)
    readonly property int radiusSmall: px(10)
    readonly property int border: highContrast ? 2 : 1
    /** Height of what a finger presses: 64 by habit, never below 48. */
    readonly property int touch: Math.max(48, px(64))
    readonly property int touchSmall: Math.max(48, px(48))

    // Icons
    readonly property int iconSmall: px(22)
    readonly property int icon: px(28)
    readonly property int iconBig: px(48)

    // Motion: short, and only where it explains
    readonly property int quick: 120

    /** A size of the design at 1366×768, in pixels of this screen. */
    function px(size: real): int { return Math.round(size * scale) }

    /** Type size of a role: caption, body, heading, title, figure, giant. */
    function type(role: string): int {
        switch (role) {
        case "caption": return px(16)
        case "heading": return px(24)
        case "title": return px(32)
        case "figure": return px(44)
        case "giant": return px(96)
        default: return px(20)
        }
    }

    /** Ink of a tone: ink, soft, brand, good, attention, danger, info, quiet, onBrand. */
    function tone(name: string): color {
        switch (name) {
        case "soft": case "quiet": return inkSoft
        case "brand": case "good": return brand
        case "brandDeep": return brandDeep
        case "attention": return attention
        case "danger": return danger
        case "info": return info
        case "onBrand": return brandInk
        case "onBrandSoft": return brandInkSoft
        default: return ink
        }
    }

    /** Ground that belongs to a tone. */
    function tint(name: string): color {
        switch (name) {
        case "brand": case "good": return brandTint
        case "attention": return attentionTint
        case "danger": return dangerTint
        case "info": return infoTint
        default: return paper
        }
    }
}
