import QtQuick
import Cunkou

/** The heading of a card or a part of a page. */
Txt {
    role: "heading"
    strong: true
    wrapMode: Text.NoWrap
    elide: Text.ElideRight
}
