"""What every slip has in common: the first lines, and the last with the code that any station verifies (G5)."""

from kiosk.clock import local
from kiosk.journal import Entry
from kiosk.people import clerks
from kiosk.slips.document import QR, AnyBlock, Line, Row, Rule, Title
from kiosk.slips.seal import check_code
from kiosk.station import Station


def head(station: Station, entry: Entry, title: str, by_name: str = "") -> tuple[AnyBlock, ...]:
    """The first lines: what it is, where, when, by whom; the clerk's name is looked up unless the caller has it."""
    when = Row(f"{local(entry.at_ms):%Y-%m-%d %H:%M}", by_name or clerks.name_of(station, entry.by))
    return (Title(title), Line(f"{station.town} {station.name}".strip(), align="center"), when, Rule())


def signed(station: Station, entry: Entry, kind: str, *fields: str) -> tuple[AnyBlock, ...]:
    """The last lines: a code that any other station verifies without network (G5), and whom to call."""
    code = station.signer.qr(kind, entry.ref, entry.day, *fields)
    caption = station.texts("slips.check", code=check_code(code))
    return (Rule(), QR(code, caption), Line(station.texts("slips.call", hotline=station.hotline), align="center"))
