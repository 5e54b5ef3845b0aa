"""Is this slip genuine? Asked with no network, by the keys of the neighbours that the county has listed (G5)."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.errors import Malformed, NotFound, WrongSignature
from kiosk.people.residents import public_key_of
from kiosk.slips import seal
from kiosk.slips.seal import SlipCode
from kiosk.station import Station


class Genuine(StrEnum):
    """What a slip's code comes to."""

    YES = "genuine"
    NO = "altered"  # altered, or never printed by that station
    UNKNOWN = "unknown_station"  # perhaps genuine: this station has no key to tell
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Verdict:
    """What can be said of a slip.

    Attributes:
        genuine: The one word.
        station: The station that its code names, or "".
        code: What it says, where it is genuine.
        here: It was printed at this station.
        check: Eight characters to compare over the telephone, or "".
    """

    genuine: Genuine
    station: str = ""
    code: SlipCode | None = None
    here: bool = False
    check: str = ""


def judge(station: Station, text: str) -> Verdict:
    """Check a slip's code as scanned or typed; any text."""
    text = text.strip()
    named = text.split("*")[1][:40] if text.startswith("CK1*") else ""

    def key_of(code: str) -> bytes | None:
        if code == station.code:
            return station.signer.public_key
        with station.store.read() as db:
            return public_key_of(db, code)

    try:
        code = seal.verify(text, key_of)
    except Malformed:
        return Verdict(Genuine.NOT_OURS)
    except NotFound:
        return Verdict(Genuine.UNKNOWN, named)
    except WrongSignature:
        return Verdict(Genuine.NO, named)
    return Verdict(Genuine.YES, code.station, code, code.station == station.code, seal.check_code(text))
