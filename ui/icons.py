"""Lucide's line icons in any colour and size: ``image://icon/<name>/<rrggbb>``, for the software renderer too."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

import resources

_DEFAULT_PX = 24


class IconProvider(QQuickImageProvider):
    """Paints an icon of ``resources/icons`` in the colour asked for."""

    def __init__(self) -> None:
        """Answer with images."""
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002  Qt's name
        """The icon; an unknown name is an empty picture, so that a typo in a catalogue breaks no page."""
        name, _, colour = id.partition("/")
        image = paint(name, colour, max(requestedSize.width(), requestedSize.height()) or _DEFAULT_PX)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


@lru_cache(maxsize=512)
def paint(name: str, colour: str, side_px: int) -> QImage:
    """One icon, square, on a transparent ground.

    Args:
        name: A file of ``resources/icons`` without its suffix.
        colour: Six hex digits.
        side_px: Its side in pixels.
    """
    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    file = resources.path("icons", f"{name}.svg")
    if "/" not in name and file.is_file():
        svg = file.read_text("utf-8").replace("currentColor", f"#{colour}")
        painter = QPainter(image)
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
        painter.end()
    return image
