"""Telling people: a message that the county sends, once, or somebody who calls (P7, G8). No flow needs a phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kiosk import journal, limits, typed
from kiosk.clock import Instant
from kiosk.errors import NotFound, NotReady, Problem, Refused
from kiosk.parcels import rules, slips
from kiosk.parcels.desk import company, views
from kiosk.parcels.desk.views import ParcelView
from kiosk.parcels.model import RELEASABLE, NoticeState, notice, parcel
from kiosk.parcels.projectors import row_of
from kiosk.people import residents
from kiosk.people.model import Channel
from kiosk.people.residents import Resident
from kiosk.slips import spool
from kiosk.slips.document import Document
from kiosk.station import Station
from kiosk.wire.parcel_events import CalledOut, ChannelChosen, ListPrinted, NoticeQueued, Recipient

CHANNELS = frozenset(Channel)
OUTCOMES = ("told", "not_home", "no_answer", "refused")
"""What a call-out came to; after ``told`` the parcel leaves the list."""


@dataclass(frozen=True)
class CalledPerson:
    """Somebody to be told by voice, with every parcel that waits.

    Attributes:
        name: As known, or "".
        nickname: What neighbours say, or "".
        household: Number, or "".
        group: Village group, 0 when unknown.
        phone: To ring, or "".
        parcels: What waits, oldest first.
        days: Of the oldest.
        outcome: Of the last call-out, or "".
    """

    name: str
    nickname: str
    household: str
    group: int
    phone: str
    parcels: tuple[ParcelView, ...]
    days: int
    outcome: str


@dataclass(frozen=True)
class Message:
    """A message that the county is to send, and what became of it."""

    channel: str
    reason: str
    text: str
    state: NoticeState
    outcome: str
    at_ms: int


def channel_for(who: Recipient, person: Resident | None) -> str:
    """How a recipient hears of a parcel: as the resident wants it; else by SMS to a whole phone; else by voice."""
    wanted = person.channel if person else Channel.SMS
    return (wanted if rules.phone_ok(who.phone) else Channel.CALL).value


def queue(db: Connection, station: Station, one: ParcelView, at: Instant, by: str, *, reason: str = "arrived") -> bool:
    """Queue the message about a parcel, in the transaction of its step.

    Returns:
        Whether there is one; for who is told by voice there is none.
    """
    if one.channel == Channel.CALL or not rules.phone_ok(one.phone):
        return False
    try:
        words = station.catalogue.notice(reason, one.channel).zh
    except NotFound:
        return False  # the county has no words for this on that channel
    text = words.format(
        name=one.name, code=one.code, carrier=one.carrier_name, count=1, station=station.name, village=station.town,
        phone=station.hotline, days=one.days, until=f"{one.due:%m-%d}", group=slips.group_name(station, one.group),
    )  # fmt: skip
    journal.append(db, NoticeQueued(one.id, one.channel, one.phone, text, reason), at, by)
    return True


def messages(db: Connection, parcel_id: int) -> tuple[Message, ...]:
    """The messages about a parcel, oldest first."""
    rows = db.execute(select(notice).where(notice.c.parcel == parcel_id).order_by(notice.c.id))
    return tuple(
        Message(row.channel, row.reason, row.text, NoticeState(row.state), row.outcome, row.at_ms) for row in rows
    )


def call_list(station: Station) -> tuple[CalledPerson, ...]:
    """Everybody to be told by voice: no phone, or the message failed; not yet told. By village group, then name."""
    with station.store.read() as db:
        return _call_list(db, station)


def print_call_list(station: Station, by: str) -> Document:
    """Print the call-out list (喊人单) for the group leaders.

    Raises:
        Refused: ``parcels.nobody_to_call``.
    """
    at = station.clock.now()
    with station.store.write() as db:
        people = _call_list(db, station)
        if not people:
            raise Refused("parcels.nobody_to_call")
        ids = tuple(one.id for person in people for one in person.parcels)
        entry = journal.append(db, ListPrinted("call_out", ids), at, by)
        lines = [
            (group, [_line(person) for person in of_group])
            for group, of_group in groupby(people, key=lambda person: person.group)
        ]
        document = slips.call_list(station, entry, lines)
        spool.queue(db, entry, document)
        return document


def call_out(station: Station, parcels: Iterable[int], outcome: str, note: str, by: str) -> None:
    """Keep what a call-out came to.

    Raises:
        NotReady: No parcel, an unknown outcome, or a note beyond its limit.
        NotFound: No such parcel.
    """
    ids = tuple(dict.fromkeys(parcels))
    problems = []
    if not ids or len(ids) > limits.rows_max:
        problems.append(Problem("parcels", "parcels.nothing_chosen"))
    if outcome not in OUTCOMES:
        problems.append(Problem("outcome", "parcels.outcome"))
    problems += typed.problems("note", note, limits.note_chars_max)
    if problems:
        raise NotReady(tuple(problems))
    at = station.clock.now()
    with station.store.write() as db:
        for parcel_id in ids:
            row_of(db, parcel_id)
        journal.append(db, CalledOut(ids, outcome, note.strip()), at, by)


def choose_channel(station: Station, parcel_id: int, channel: str, by: str) -> ParcelView:
    """Say how the recipient of one parcel is to be told; a message goes out if none did.

    Raises:
        NotReady: No such channel, or no whole phone for it.
        NotFound: No such parcel.
        Refused: ``parcels.not_here``.
    """
    at = station.clock.now()
    with station.store.write() as db:
        row = row_of(db, parcel_id)
        if not row.here:
            raise Refused("parcels.not_here")
        if channel not in CHANNELS:
            raise NotReady((Problem("channel", "parcels.channel"),))
        if channel != Channel.CALL and not rules.phone_ok(row.phone):
            raise NotReady((Problem("channel", "channel.needs_phone"),))
        entry = journal.append(db, ChannelChosen(parcel_id, channel), at, by)
        changed = views.one(db, station, parcel_id, entry.day)
        if not messages(db, parcel_id):
            queue(db, station, changed, at, by)
        return changed


def _call_list(db: Connection, station: Station) -> tuple[CalledPerson, ...]:
    today = views.business_today(db, station)
    failed = select(notice.c.parcel).where(notice.c.state == NoticeState.FAILED.value)
    silent = (parcel.c.channel == Channel.CALL.value) | parcel.c.id.in_(failed)
    waiting = (parcel.c.here == 1) & parcel.c.state.in_([one.value for one in RELEASABLE])
    found = views.some(db, station, waiting & silent & (parcel.c.called_outcome != "told"), today)
    by_person: dict[tuple[str, ...], list[ParcelView]] = {}
    for one in found:
        key = (one.resident,) if one.resident else (one.name, one.phone, "" if one.name or one.phone else str(one.id))
        by_person.setdefault(key, []).append(one)
    people = (_person(db, tuple(parcels)) for parcels in by_person.values())
    return tuple(sorted(people, key=lambda person: (person.group == 0, person.group, person.name)))


def _person(db: Connection, waiting: tuple[ParcelView, ...]) -> CalledPerson:
    who = company.recipient_of(waiting[0])
    nickname = ""
    if who.resident:
        nickname = residents.get(db, who.resident).nickname
    return CalledPerson(
        who.name, nickname, who.household, who.group, who.phone, waiting, max(one.days for one in waiting),
        waiting[-1].called,
    )  # fmt: skip


def _line(person: CalledPerson) -> slips.Called:
    codes = tuple(one.code for one in person.parcels)
    return slips.Called(person.name, person.nickname, person.household, codes, person.days)
