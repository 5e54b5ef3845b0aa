import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** Thirty seconds before the counter locks itself. Any touch or key answers it. */
CounterDialog {
    id: root

    visible: App.idleLeft > 0 && App.session.signedIn
    title: qsTr("Still here?")
    text: qsTr("The counter locks in %1 seconds. Nothing is lost: the page stays as it is.").arg(App.idleLeft)

    BigButton {
        text: qsTr("I am here")
        iconName: "hand"
        Layout.fillWidth: true
        onClicked: App.stay()
    }
}
