"""Pictures of slips for ``SlipPreview``: painted on the desk thread, kept for a short while, shown as ``image://slip/<n>``."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.slips.document import Document

_KEPT_MAX = 12


class SlipGallery(QQuickImageProvider):
    """The last few slips on screen, as PNG bytes."""

    def __init__(self, paint: Callable[[Document], bytes]) -> None:
        """Paint with this: a slip as PNG."""
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._paint = paint
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._count = 0

    def show(self, document: Document) -> str:
        """Paint a slip; call it on the desk thread.

        Returns:
            What ``SlipPreview.source`` takes.
        """
        return self.keep(self._paint(document))

    def keep(self, png: bytes) -> str:
        """Keep a picture that is painted already (also photos: any format that Qt reads); returns its source."""
        self._count += 1
        self._kept[str(self._count)] = png
        while len(self._kept) > _KEPT_MAX:
            self._kept.popitem(last=False)
        return f"image://slip/{self._count}"

    def let_go(self, source: str) -> None:
        """Forget a picture before its time: it was blacked out."""
        self._kept.pop(source.rpartition("/")[2], None)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002  Qt's names
        """The picture; an empty one if it has been let go."""
        image = QImage.fromData(self._kept.get(id, b""))
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
