"""What can be seen of accessibility by walking the real window: names, targets, contrast, clipped text, overflow.

Contrast is measured on the painted window, not computed from intentions: the commonest colour of a text's box is its
ground, the most distant one with a fair share of the box its ink.
"""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem

from ui.drive import Driver, is_pressable, name_of

TARGET_PX_MIN = 48
CONTRAST_MIN = 4.5
INK_SHARE_MIN = 0.003
SLACK_PX = 1.5
HOLDERS = ("Card", "CounterPage", "SignInPage", "PinChangePage", "TwinsPanel", "TopBar", "Rail")
"""QML types with an edge that nothing may cross."""


@dataclass(frozen=True)
class Fault:
    rule: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.where}: {self.what}"


def check(drive: Driver) -> list[Fault]:
    """Every fault of what is on the screen now."""
    drive.settle(200)
    image = drive.picture().convertToFormat(QImage.Format.Format_RGB32)
    items = [item for item in drive.items() if not _within_keyboard(item)]
    dialog = next((i for i in items if i.inherits("QQuickOverlay") and i.childItems()), None)
    faults: list[Fault] = []
    pressables = [item for item in items if is_pressable(item) and item.isEnabled() and _is_target(item)]
    for item in pressables:
        faults += _target_faults(item, image.width())
    faults += _overlap_faults(pressables)
    faults += _overflow_faults(items)
    for item in items:
        if item.inherits("QQuickText") and str(item.property("text")).strip():
            faults += _text_faults(item, image, behind=dialog is not None and not dialog.isAncestorOf(item))
    return faults


def _target_faults(item: QQuickItem, width: int) -> list[Fault]:
    name, faults = name_of(item), []
    if not name.strip():
        faults.append(Fault("name", _path(item), "a control without a name"))
    if min(item.width(), item.height()) < TARGET_PX_MIN - 0.5:
        faults.append(Fault("target", name or _path(item), f"{item.width():.0f}×{item.height():.0f}"))
    box = _box(item)
    if box.left() < -SLACK_PX or box.right() > width + SLACK_PX:
        faults.append(Fault("off screen", name, f"{box.left():.0f}…{box.right():.0f} of {width}"))
    return faults


def _overlap_faults(items: list[QQuickItem]) -> list[Fault]:
    faults = []
    boxes = [(item, _visible_box(item)) for item in items]
    for at, (one, box) in enumerate(boxes):
        for other, other_box in boxes[at + 1 :]:
            if one.isAncestorOf(other) or other.isAncestorOf(one) or _in_overlay(one) != _in_overlay(other):
                continue
            common = box.intersected(other_box)
            if common.width() > SLACK_PX and common.height() > SLACK_PX:
                faults.append(Fault("overlap", name_of(one), f"lies over {name_of(other)!r}"))
    return faults


def _overflow_faults(items: list[QQuickItem]) -> list[Fault]:
    """What sticks out of the sheet, dialog, page or button that holds it, and cannot be scrolled to."""
    faults = []
    for item in items:
        text = item.inherits("QQuickText") and str(item.property("text")).strip()
        if not (text or item.inherits("QQuickFlickable") or (is_pressable(item) and _is_target(item))):
            continue
        holder = _holder(item)
        if holder is None or item.width() <= 0 or item.height() <= 0:
            continue
        box, room = _box(item), _box(holder)
        over = max(box.bottom() - room.bottom(), box.right() - room.right(), room.left() - box.left())
        if over > SLACK_PX:
            where = name_of(item) or str(text or "") or _path(item)
            faults.append(Fault("overflow", where, f"{over:.0f} px out of {_kind(holder)}"))
    return faults


def _holder(item: QQuickItem) -> QQuickItem | None:
    """The nearest thing with an edge above an item; of what scrolls, all that can be scrolled to."""
    above = item.parentItem()
    while above is not None:
        scrolls = above.parentItem()
        if scrolls is not None and scrolls.inherits("QQuickFlickable") and scrolls.property("contentItem") == above:
            return above
        if above.inherits("QQuickAbstractButton") or above.inherits("QQuickPopupItem") or _kind(above) in HOLDERS:
            return above
        above = above.parentItem()
    return None


def _kind(item: QQuickItem) -> str:
    """Which of the holders it is or derives from, by the name of its QML file; else its own."""
    meta, own = item.metaObject(), item.metaObject().className().split("_QML")[0]
    while meta is not None:
        name = meta.className().split("_QML")[0]
        if name in HOLDERS:
            return name
        meta = meta.superClass()
    return own


def _text_faults(item: QQuickItem, image: QImage, *, behind: bool) -> list[Fault]:
    text, faults = str(item.property("text")), []
    wide, high = float(item.property("contentWidth")), float(item.property("contentHeight"))
    elides = bool(item.property("truncated"))
    if not elides and (wide > item.width() + SLACK_PX or high > item.height() + SLACK_PX):
        faults.append(Fault("clipped", text, f"{wide:.0f}×{high:.0f} in {item.width():.0f}×{item.height():.0f}"))
    if elides and len(text) <= 6:
        faults.append(Fault("elided", text, "a short word that does not fit"))
    box = _visible_box(item)
    if 0 < box.width() < _box(item).width() - SLACK_PX and box.height() > 0 and not _slides(item):
        faults.append(Fault("cut", text, f"{box.width():.0f} of {_box(item).width():.0f} px to be seen"))
    if box.width() < _box(item).width() - SLACK_PX or box.height() < 0.7 * _box(item).height() or behind:
        return faults  # scrolled away or behind a dialog: not readable now, and not meant to be
    ratio = _contrast(image, box)
    if ratio is not None and ratio < CONTRAST_MIN:
        faults.append(Fault("contrast", text, f"{ratio:.2f}"))
    return faults


def _contrast(image: QImage, box: QRectF) -> float | None:
    """Ground against ink in a box of the painted window; None for a box without ink."""
    area = box.toAlignedRect().intersected(image.rect())
    colours: Counter[int] = Counter()
    for y in range(area.top(), area.bottom() + 1):
        row = bytes(image.constScanLine(y))[area.left() * 4 : (area.right() + 1) * 4]
        colours.update(int.from_bytes(row[i : i + 3], "little") for i in range(0, len(row), 4))
    if not colours:
        return None
    ground = colours.most_common(1)[0][0]
    enough = max(2, INK_SHARE_MIN * sum(colours.values()))
    inks = [_ratio(ground, colour) for colour, count in colours.items() if count >= enough and colour != ground]
    return max(inks, default=None)


def _ratio(one: int, other: int) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: int) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255)


def _box(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _visible_box(item: QQuickItem) -> QRectF:
    box, above = _box(item), item.parentItem()
    while above is not None:
        if above.clip():
            box = box.intersected(_box(above))
        above = above.parentItem()
    return box


def _slides(item: QQuickItem) -> bool:
    """Whether it lies in something that scrolls sideways."""
    above = item.parentItem()
    while above is not None:
        if above.inherits("QQuickFlickable") and float(above.property("contentWidth")) > above.width() + SLACK_PX:
            return True
        above = above.parentItem()
    return False


def _is_target(item: QQuickItem) -> bool:
    """A pill that only states something borrows a button's class; scroll bars are not the way to scroll."""
    return item.property("pressable") is not False and not item.inherits("QQuickScrollBar")


def _in_overlay(item: QQuickItem) -> bool:
    above: QQuickItem | None = item
    while above is not None:
        if above.inherits("QQuickOverlay"):
            return True
        above = above.parentItem()
    return False


def _within_keyboard(item: QQuickItem) -> bool:
    above: QQuickItem | None = item
    while above is not None:
        if "InputPanel" in above.metaObject().className():
            return True
        above = above.parentItem()
    return False


def _path(item: QQuickItem) -> str:
    names, above = [], item
    while above is not None and len(names) < 4:
        names.append(above.metaObject().className().split("_QML")[0])
        above = above.parentItem()
    centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    return f"{' < '.join(names)} at {centre.x():.0f},{centre.y():.0f}"
