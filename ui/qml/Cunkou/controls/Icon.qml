import QtQuick
import Cunkou

/** A Lucide icon in the colour of its text. Decoration: the word beside it is what is read aloud. */
Image {
    id: root

    /** A file of resources/icons without its suffix; empty shows nothing. */
    property string name
    property color color: Theme.ink
    property int size: Theme.icon

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name === "" ? "" : "image://icon/" + name + "/" + String(color).slice(-6)
    visible: name !== ""
    Accessible.ignored: true
}
