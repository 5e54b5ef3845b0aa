import QtQuick
import QtQuick.Controls.Basic
import Cunkou

/** All text on screen: sized by role, coloured by tone, read by a screen reader (a plain Text is not). */
Label {
    id: root

    /** caption, body, heading, title, figure or giant. */
    property string role: "body"
    /** ink, soft, brand, attention, danger, info or onBrand. */
    property string tone: "ink"
    property bool strong: false

    color: Theme.tone(tone)
    font.pixelSize: Theme.type(role)
    font.weight: strong ? Font.Bold : Font.Normal
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    Accessible.role: role === "title" || role === "heading" ? Accessible.Heading : Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""
}
