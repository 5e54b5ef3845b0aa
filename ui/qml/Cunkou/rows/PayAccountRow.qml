import QtQuick
import Cunkou

/** One account that the search found: whose, with which biller, what is owed. */
ListRow {
    id: root

    /** {icon, title, subtitle, due, tone} */
    required property var account

    iconName: account.icon
    title: account.title
    subtitle: account.subtitle
    strong: true
    trailingText: account.due
    trailingTone: account.tone
    least: Theme.px(72)
    chevron: true
}
