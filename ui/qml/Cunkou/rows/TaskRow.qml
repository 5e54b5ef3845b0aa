import QtQuick
import Cunkou

/** Something that waits for a person, and where to deal with it. */
ListRow {
    id: root

    /** {icon, tone, title, subtitle, page, args} */
    required property var task

    iconName: task.icon
    tone: task.tone
    title: task.title
    subtitle: task.subtitle
    chevron: task.page !== ""
    pressable: task.page !== ""
    least: Theme.px(76)
}
