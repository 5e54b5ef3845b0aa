import QtQuick
import QtQuick.Controls.Basic
import Cunkou
import Cunkou.Bridge

/** Follows App.nav: loads pages, hands each its facts, gives the one in front the keyboard. */
StackView {
    id: root

    readonly property string title: currentItem?.title ?? ""

    function page(name: string): url { return Qt.resolvedUrl("../pages/" + name + ".qml") }

    // No motion: without a graphics driver it costs frames, and for its length the page would take no press.
    pushEnter: null
    pushExit: null
    popEnter: null
    popExit: null
    replaceEnter: null
    replaceExit: null
    onCurrentItemChanged: currentItem?.arrive()

    Connections {
        target: App.nav
        function onPushed(name, facts) { root.push(root.page(name), { facts: facts }) }
        function onPopped() { root.pop() }
        function onRestarted(name, facts) {
            if (name === "HomePage" || root.depth === 0) {
                root.clear()
                root.push(root.page(name), { facts: facts }, StackView.Immediate)
            } else {
                root.pop(null, StackView.Immediate)
                root.push(root.page(name), { facts: facts }, StackView.Immediate)
            }
        }
        function onClosed() { root.clear() }
    }
}
