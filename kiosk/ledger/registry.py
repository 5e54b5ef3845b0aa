"""What the services tell the ledger of themselves, so that it knows none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from kiosk.wire.events import Event

Kind = str | Mapping[str, str]
Queued = Callable[[Connection, int], int]


@dataclass(frozen=True)
class Matter:
    """What the next clerk takes over (G12).

    Attributes:
        key: Of its name in ``resources/i18n``.
        count: How many are open.
    """

    key: str
    count: int


OpenMatters = Callable[[Connection], tuple[Matter, ...]]

_KINDS: dict[int, Kind] = {}
_MATTERS: list[OpenMatters] = []
_QUEUED: list[Queued] = []

OTHER = "other"


def total_kind(event: type[Event], kind: Kind) -> None:
    """Say under which heading of a Z the drawer's movement by this event stands.

    Args:
        event: Whose postings touch the till.
        kind: A word of ``till.kind.*``; or name of the account on the other side → the word.
    """
    _KINDS[event.KIND] = kind


def kind_of(number: int, account: str) -> str:
    """The heading for a kind of event and the account on the other side; ``other`` when nobody has said."""
    kind = _KINDS.get(number, OTHER)
    return kind if isinstance(kind, str) else kind.get(account, OTHER)


def open_matter(ask: OpenMatters) -> OpenMatters:
    """Register what a hand-over slip lists besides the cash: open parcels, petitions, refunds. A decorator."""
    _MATTERS.append(ask)
    return ask


def open_matters(db: Connection) -> tuple[Matter, ...]:
    """Everything that the next clerk takes over."""
    return tuple(matter for ask in _MATTERS for matter in ask(db))


def queued_by(ask: Queued) -> Queued:
    """Register ``(db, ref) -> fen``: taken after this ref of the money lane, and not cancelled at once. A decorator.

    These are not yet in the county's figures of the float.
    """
    _QUEUED.append(ask)
    return ask


def queued_fen(db: Connection, covered: int) -> int:
    """What was taken after the event of this ref, which the county's figures include."""
    return sum(ask(db, covered) for ask in _QUEUED)
