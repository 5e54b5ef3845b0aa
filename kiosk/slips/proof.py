"""A test page: every kind of block, a rare name, and the width of the paper, so that a clerk sees what works."""

from kiosk.slips import spool
from kiosk.slips.document import Code128, Document, Line, Row, Rule, Title
from kiosk.station import Station

RARE_NAMES = "覃龑堃 㛃 𬣙"


def proof_page(station: Station, printer: str) -> Document:
    """The page as a document for ``receipt`` or ``label``."""
    texts, at = station.texts, station.clock.now().local
    blocks = (
        Title(texts("station-ui.proof.title")),
        Line(station.name, align="center"),
        Rule(),
        Row(texts("station-ui.proof.when"), f"{at:%Y-%m-%d %H:%M}"),
        Row(texts("station-ui.proof.rare"), RARE_NAMES),
        Row(texts("station-ui.proof.figures"), "0123456789"),
        Code128("CK-TEST-0123"),
        Rule(),
        Line(texts("station-ui.proof.ok"), align="center"),
    )
    return Document(texts("station-ui.proof.title"), blocks, "label" if printer == "label" else "slip")


def print_proof(station: Station, printer: str) -> int:
    """Queue a test page for ``receipt`` or ``label``.

    Returns:
        The slip's id.
    """
    at, page = station.clock.now(), proof_page(station, printer)
    with station.store.write() as db:
        return spool.queue_alone(db, page, at, printer)
