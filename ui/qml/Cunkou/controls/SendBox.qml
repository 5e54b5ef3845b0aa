import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

/** One field of the sending form: begins with what is known, tells what is written. */
TextBox {
    id: root

    required property SendFacts facts
    required property string name

    error: facts.problems[name] ?? ""
    Layout.fillWidth: true
    Layout.alignment: Qt.AlignTop
    Component.onCompleted: text = facts.form[name] ?? ""
    onEdited: text => facts.write(name, text)
}
