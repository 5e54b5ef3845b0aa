import QtQuick
import QtQuick.Layouts
import Cunkou

/** What every page is: paper, margins, the trouble on top. Its title stands in the shell's top bar. */
FocusScope {
    id: root

    required property string title
    /** A state of the page, never a pop-up; empty hides it. */
    property string troubleText
    /** Gets the keyboard when the page comes to the front. */
    property Item firstFocus: null
    /** Wider than high enough for two columns. */
    readonly property bool wide: width >= height && width >= Theme.px(840)
    /** What the tallest of the stages in sight cannot do without. */
    readonly property real leastHeight: {
        let least = 0
        for (const stage of body.children) if (stage.visible) least = Math.max(least, (stage.item ?? stage).Layout.minimumHeight)
        return least
    }
    default property alias content: body.data

    /** The clerk has read the trouble. */
    signal troubleDismissed

    /** The shell has brought the page to the front. */
    function arrive() {
        if (firstFocus) firstFocus.forceActiveFocus(Qt.OtherFocusReason)
        else forceActiveFocus(Qt.OtherFocusReason)
        Qt.inputMethod.hide() // until a finger presses into a text box
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.pageMargin
        spacing: Theme.s2
        TroubleBanner {
            text: root.troubleText
            Layout.fillWidth: true
            onDismissed: root.troubleDismissed()
        }
        // Scrolls only where there is less room than the page cannot do without: large type, the keyboard on the screen.
        ScrollArea {
            id: scroller
            clip: contentHeight > height + 1
            interactive: clip
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 0
            Item {
                id: body
                Layout.fillWidth: true
                Layout.preferredHeight: Math.max(scroller.height, root.leastHeight)
            }
        }
    }
}
