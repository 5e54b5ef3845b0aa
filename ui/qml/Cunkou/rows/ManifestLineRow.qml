import QtQuick
import Cunkou

/** One line of a manifest, or a parcel that it did not announce. */
ListRow {
    id: root

    required property string parcel
    required property string heading
    required property string about
    required property string owed
    required property string sign
    required property string mood

    title: heading
    subtitle: about
    trailingText: owed
    iconName: sign
    tone: mood
    pressable: parcel !== ""
    chevron: pressable
}
