"""The side panel of the demo: paper that came out, things to scan, what the camera sees, and the switch of the road.

It knows the twins by their Protocols only, and does what hands do at a real counter: whatever is scanned or pulled out
here reaches the counter by the devices, never by a call into a page.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication

from kiosk.errors import Malformed
from kiosk.limits import attachment_bytes_max
from kiosk.seams import CameraTwin, CardTwin, LinkTwin, MicrophoneTwin, Paper, PrinterTwin, ScannerTwin
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.models.rows import RowsModel

if TYPE_CHECKING:
    from ui.bridge.app import App

QML_IMPORT_NAME = "Cunkou.Bridge"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_MS = 400
"""How often the panel looks for new paper and, where it is in front, through the camera."""

PAPERS_MAX = 30


@dataclass(frozen=True)
class ScanChoice:
    """Something that lies there to be scanned.

    Attributes:
        code: What its code says.
        title: For people: a recipient, or what the code is for.
        kind: ``announced`` (a waybill of today's manifest) or ``waiting`` (a pickup code).
    """

    code: str
    title: str
    kind: str = "announced"


@dataclass(frozen=True)
class Sample:
    """A picture to lay under the camera.

    Attributes:
        title: What it is.
        picture: Draws or reads it, as a file's bytes; called on the desk thread.
    """

    title: str
    picture: Callable[[], bytes]


@dataclass(frozen=True)
class Twins:
    """What the panel is given by ``launch.py``.

    Attributes:
        printers: Receipt printer, label printer.
        scanner: The scanner.
        camera: The camera.
        link: The switch of the road.
        choices: What can be scanned now; called on the desk thread.
        picture_of: A photograph of a label with this code; called on the desk thread.
        samples: Pictures for the camera.
        hint: What a visitor has to know now, or ""; called on the desk thread.
        cards: The reader of prepaid cards, and the cards beside it; None where there is none.
        county_url: The county's own page, where billers and bank are told how to behave; "" where there is none.
        microphone: The microphone; None where there is none.
    """

    printers: tuple[PrinterTwin, ...]
    scanner: ScannerTwin
    camera: CameraTwin
    link: LinkTwin
    choices: Callable[[], tuple[ScanChoice, ...]]
    picture_of: Callable[[str], bytes]
    samples: tuple[Sample, ...] = ()
    hint: Callable[[], str] = str
    cards: CardTwin | None = None
    county_url: str = ""
    microphone: MicrophoneTwin | None = None


@for_qml
class TwinsFacts(Facts):
    """What the panel shows, and what hands can do there."""

    changed = Signal()

    linkMode = fact(str, changed, "on")
    """on, off or slow."""
    scanMode = fact(str, changed, "gun")
    """How a choice is scanned: gun (its text), photo (decoded from a picture) or camera (laid under the lens)."""
    viewUrl = fact(str, changed)
    """What the camera sees; empty when it is gone."""
    samples = fact(list, changed)
    """Titles of the pictures for the camera."""
    saidText = fact(str, changed)
    """What came of the last press."""
    choices = part(RowsModel)
    papers = part(RowsModel)
    troubles = fact(list, changed)
    """By device: {device, menu: [{id, label, lit}]}."""
    countyUrl = fact(str, changed)
    """The county's page; empty where there is none."""

    def __init__(self, app: "App", twins: Twins) -> None:
        """Bind the twins; the panel starts to look."""
        super().__init__(app)
        self._twins = twins
        self._choices = RowsModel(("id", "code", "title", "kind"), parent=self)
        self._papers = RowsModel(("id", "source", "title", "printer", "words", "torn"), parent=self)
        self._seen = [0] * len(twins.printers)
        self._hint = ""
        self._sees_camera = False
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self.look)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(LOOK_MS // 2)
        self._pause.timeout.connect(self.refresh)

    @Slot()
    def start(self) -> None:
        """Begin to look: the panel calls it when it is there; again is harmless."""
        if self._looking.isActive():
            return
        self.app.committed.connect(self._pause.start, Qt.ConnectionType.QueuedConnection)
        self.app.languageChanged.connect(self._state_troubles)
        self.show(
            samples=[sample.title for sample in self._twins.samples], linkMode=self._twins.link.mode(),
            countyUrl=self._twins.county_url,
        )  # fmt: skip
        self._looking.start()
        self.refresh()
        self.look()

    @Slot()
    def stop(self) -> None:
        """Look no more: the panel has gone."""
        self._looking.stop()

    def refresh(self) -> None:
        """Ask again what can be scanned, and what has to be known."""
        self.ask(self._twins.choices, self._have_choices, quietly=True)
        self.ask(self._twins.hint, self._have_hint, quietly=True)

    @Slot()
    def look(self) -> None:
        """New paper, troubles as they stand, and the camera's view where it is in front."""
        for printer, twin in enumerate(self._twins.printers):
            for paper in twin.papers(self._seen[printer]):
                self._seen[printer] = paper.number
                self._lay_down(printer, paper)
        self._state_troubles()
        self.show(linkMode=self._twins.link.mode())
        if self._sees_camera:
            self.ask(self._view, lambda url: self.show(viewUrl=url), quietly=True)

    # What hands do -------------------------------------------------------------------------------------------------

    @Slot(str)
    def scan(self, code: str) -> None:
        """Scan what says ``code``, in the chosen way."""
        code = code.strip()
        if not code:
            return
        twins = self._twins
        ways: dict[str, Callable[[], object]] = {
            "gun": lambda: twins.scanner.scan(code),
            "photo": lambda: twins.scanner.scan_picture(twins.picture_of(code)),
            "camera": lambda: twins.camera.show(twins.picture_of(code)),
        }
        self.ask(ways[self.scanMode], lambda _: self.show(saidText=self.text("twins.scanned", code=code[:40])))

    @Slot(str)
    def chooseScanMode(self, mode: str) -> None:
        """How choices are scanned from now on."""
        self.show(scanMode=mode)

    @Slot(int)
    def showSample(self, number: int) -> None:
        """Lay one of the pictures under the camera."""
        sample = self._twins.samples[number]
        self._under_camera(lambda: self._twins.camera.show(sample.picture()), sample.title)

    @Slot(int)
    def scanSample(self, number: int) -> None:
        """Scan one of the pictures with the scanner."""
        sample = self._twins.samples[number]
        self._read_picture(sample.picture, sample.title)

    @Slot(str)
    def showFile(self, where: str) -> None:
        """Lay a picture or video file of this PC, by its path or URL, under the camera."""
        path = _local(where)
        self._under_camera(lambda: self._twins.camera.show_file(str(path)), path.name)

    @Slot(str)
    def scanFile(self, where: str) -> None:
        """Scan a picture file of this PC, by its path or URL."""
        path = _local(where)
        self._read_picture(lambda: _file(path), path.name)

    @Slot(str)
    def copy(self, text: str) -> None:
        """Take a code along in the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.show(saidText=self.text("twins.copied", code=text))

    @Slot(str)
    def turnLink(self, mode: str) -> None:
        """Turn the switch of the road; what follows from it happens on other threads."""
        self.ask(lambda: self._twins.link.set_mode(mode), lambda _: self.look(), quietly=True)

    @Slot(str)
    def toggleTrouble(self, row: str) -> None:
        """Set the trouble of this row, or mend it where it is set."""
        device, _, trouble = row.partition("/")
        if device == "slot":
            self._put_card(trouble)
            return
        twin = self._devices()[device]
        twin.set_trouble("" if twin.trouble() == trouble else trouble)
        self._state_troubles()

    @Slot(bool)
    def lookThroughCamera(self, on: bool) -> None:  # noqa: FBT001
        """Whether the camera's view is in front: else nobody encodes it."""
        self._sees_camera = on
        if on:
            self.look()

    # Within --------------------------------------------------------------------------------------------------------

    def _devices(self) -> dict[str, PrinterTwin | ScannerTwin | CameraTwin | CardTwin | MicrophoneTwin]:
        printers = {f"printer{n}": twin for n, twin in enumerate(self._twins.printers)}
        cards = {} if self._twins.cards is None else {"cards": self._twins.cards}
        heard = {} if self._twins.microphone is None else {"microphone": self._twins.microphone}
        return {**printers, "scanner": self._twins.scanner, "camera": self._twins.camera, **heard, **cards}

    def _put_card(self, number: str) -> None:
        """Put a card into the reader, or take it out where it is in."""
        if self._twins.cards is not None:
            self._twins.cards.insert("" if self._twins.cards.inside() == number else number)
            self._state_troubles()

    def _slot(self) -> list[dict[str, object]]:
        """The cards that lie beside the reader."""
        if (twin := self._twins.cards) is None:
            return []
        inside = twin.inside()
        menu = [
            {"id": f"slot/{number}", "label": self.text("twins.card", tail=number[-4:]), "lit": number == inside}
            for number in twin.cards()
        ]
        return [{"device": self.text("twins.slot"), "menu": menu}]

    @Slot()
    def _state_troubles(self) -> None:
        self.show(
            troubles=[
                {
                    "device": twin.name,
                    "menu": [
                        {
                            "id": f"{device}/{trouble}",
                            "label": self.text(f"twins.trouble.{trouble}"),
                            "lit": twin.trouble() == trouble,
                        }
                        for trouble in _MENU[device.rstrip("0123456789")]
                    ],
                }
                for device, twin in self._devices().items()
            ]
            + self._slot()
        )

    def _have_hint(self, hint: str) -> None:
        """What came of a press stays; the hint itself goes when it is no longer true."""
        if self.saidText in {"", self._hint}:
            self.show(saidText=hint)
        self._hint = hint

    def _have_choices(self, choices: tuple[ScanChoice, ...]) -> None:
        self._choices.replace(
            [{"id": f"{c.kind}/{c.code}", "code": c.code, "title": c.title, "kind": c.kind} for c in choices]
        )

    def _lay_down(self, printer: int, paper: Paper) -> None:
        sheet = {
            "id": f"{printer}/{paper.number}",
            "source": _data_url("png", paper.png),
            "title": paper.title,
            "printer": self._twins.printers[printer].name,
            "words": paper.text,
            "torn": not paper.complete,
        }
        self._papers.replace([sheet, *self._papers.rows][:PAPERS_MAX])

    def _view(self) -> str:
        picture = self._twins.camera.preview()
        return _data_url("jpeg", picture) if picture else ""

    def _under_camera(self, lay: Callable[[], object], title: str) -> None:
        def done(_: object) -> None:
            self.show(saidText=self.text("twins.under_camera", title=title))
            self.look()

        self.ask(lay, done)

    def _read_picture(self, picture: Callable[[], bytes], title: str) -> None:
        def done(count: int) -> None:
            self.show(saidText=self.text("twins.codes_found", count=count, title=title))

        self.ask(lambda: self._twins.scanner.scan_picture(picture()), done)


_MENU = {
    "printer": ("paper_out", "cover_open", "unplugged", "tears_mid_slip"),
    "scanner": ("unplugged", "noise"),
    "camera": ("unplugged", "dark"),
    "microphone": ("unplugged", "silent"),
    "cards": ("unplugged", "write_fails", "pulled_in_write"),
}


def _data_url(kind: str, picture: bytes) -> str:
    return f"data:image/{kind};base64,{b64encode(picture).decode()}"


def _local(where: str) -> Path:
    """What a person typed, or what was dropped here."""
    url = QUrl(where)
    return Path(url.toLocalFile() if url.isLocalFile() else where.strip())


def _file(path: Path) -> bytes:
    try:
        if path.stat().st_size > attachment_bytes_max:
            raise Malformed("picture.unreadable")
        return path.read_bytes()
    except OSError as error:
        raise Malformed("picture.unreadable") from error
