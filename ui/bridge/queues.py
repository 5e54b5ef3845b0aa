"""What waits for one resident, queue by queue (G1): parcels now; bills and petitions when their services come."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.parcels.desk import find
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.rules import Stage

if TYPE_CHECKING:
    from kiosk.people.residents import Resident
    from kiosk.station import Station
    from kiosk.texts import Texts

_TONES = {Stage.FRESH: "brand", Stage.WARN: "attention", Stage.SERIOUS: "attention", Stage.URGENT: "danger"}


@dataclass(frozen=True)
class QueueRow:
    """One matter.

    Attributes:
        icon: A Lucide name.
        tone: ``brand``, ``attention``, ``danger``, ``soft``.
        title: What it is, largest.
        subtitle: Details.
        trailing: At the right: for how long.
        page: What a press opens; empty for nothing.
    """

    icon: str
    tone: str
    title: str
    subtitle: str = ""
    trailing: str = ""
    page: str = ""
    args: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class QueuePart:
    """One queue of a resident.

    Attributes:
        title: Its heading.
        count: Said beside the heading; empty for none.
        empty: What stands there when nothing waits.
        rows: The matters, most urgent first.
        before: What is over, the latest first.
        before_title: Heading of those.
        ready: Ids of what can be handed out to this person now; only parcels have any.
    """

    title: str
    count: str
    empty: str
    rows: tuple[QueueRow, ...] = ()
    before: tuple[QueueRow, ...] = ()
    before_title: str = ""
    ready: tuple[int, ...] = ()


QueueSource = Callable[["Station", "Resident", "Texts"], QueuePart]
"""Asked on the desk thread; quick also after five years."""


def parcels(station: "Station", person: "Resident", texts: "Texts") -> QueuePart:
    """The parcels of a person, those of the household, and what was collected."""
    found = find.of_resident(station, person.id)
    home = tuple(_parcel(one, texts, texts("people-pages.parcel.home", name=one.name)) for one in found.household)
    return QueuePart(
        title=texts("people-pages.queue.parcels"),
        count=texts("people-pages.queue.count", count=len(found.here)) if found.here else "",
        empty=texts("people-pages.queue.no_parcels"),
        rows=(*(_parcel(one, texts) for one in found.here), *home),
        before=tuple(_gone(one, texts) for one in found.before),
        before_title=texts("people-pages.queue.before"),
        ready=tuple(one.id for one in found.here or found.household),
    )


def _parcel(one: ParcelView, texts: "Texts", whose: str = "") -> QueueRow:
    told = [
        whose,
        one.carrier_name,
        one.waybill,
        *one.mark_names,
        texts("people-pages.parcel.held") if one.held else "",
    ]
    return QueueRow(
        icon="package",
        tone="danger" if one.held else _TONES.get(one.stage, "brand"),
        title=one.code,
        subtitle=" · ".join(filter(None, told)),
        trailing=texts("people-pages.parcel.days", days=one.days) if one.days else texts("people-pages.parcel.today"),
        page="ParcelPage",
        args={"id": one.id},
    )


def _gone(one: ParcelView, texts: "Texts") -> QueueRow:
    return QueueRow(
        icon="package-check",
        tone="soft",
        title=f"{one.carrier_name} {one.waybill}",
        subtitle=texts(f"people-pages.state.{one.state}"),
        trailing=f"{one.taken_in_day:%m-%d}",
        page="ParcelPage",
        args={"id": one.id},
    )
