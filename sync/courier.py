"""The courier: brings what the journal holds to the county, and what the county decided back, whenever a line is there.

It owns no queue. What is unsent is read from the journal, and only the county's signed receipt moves the mark there,
so a crash at any moment costs a repetition and nothing else. Rounds are called by a thread (``sync/worker.py``) or by
a test; none raises for the world's troubles: they become the state that the screen shows.
"""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from random import Random
from threading import Event
from typing import Any, Protocol

from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.clock import Instant
from kiosk.errors import (
    CountyBusy,
    CountyRefused,
    LinkTimedOut,
    LinkTrouble,
    NoLink,
    NotFound,
    PortalInTheWay,
    StoreDamaged,
    StoreTrouble,
    Trouble,
    WireTrouble,
)
from kiosk.journal import exchanges, kv
from kiosk.journal.append import current_epoch
from kiosk.journal.entry import REF_EPOCH
from kiosk.seams import Busy, Idle, Link, Round
from kiosk.station import Station
from kiosk.wire import envelope, exchange, feed, receipt
from kiosk.wire.events import Lane
from kiosk.wire.exchange import Answer, Question
from kiosk.wire.receipt import Outcome, Receipt, Verdict
from sync import pace
from sync.identity import Identity

log = logging.getLogger(__name__)

STATE_KEY = exchanges.STATE_KEY
OFFSET_KEY = "clock.offset_ms"
_OFFSET_TOOK_MS_MAX = 20_000  # a slower round trip says too little about the time
_BEYOND = 2**62
MEDIA_TRIES_MAX = 3
_QUIET = frozenset({Outcome.DUPLICATE, Outcome.HELD, Outcome.GAP, Outcome.OLD_EPOCH, Outcome.REFUSED, Outcome.FORKED})

LaneKey = tuple[int, int]
"""(epoch, lane)"""


class LinkState(StrEnum):
    """The line, as far as the last try told."""

    UNKNOWN = "unknown"
    UP = "up"
    SLOW = "slow"
    DOWN = "down"


AWAY = (LinkState.UNKNOWN, LinkState.DOWN)
"""Nobody knows that the county can be reached."""


@dataclass(frozen=True)
class CourierState:
    """How things stand between here and the county; survives a restart, but for what only this run can know.

    Attributes:
        link: As of the last try in this run.
        sending: An exchange is running.
        success_ms: The county's last answer, ms since 1970 UTC by the county's clock; None if never.
        failure_ms: The last failure; None if never.
        failure_key: Its text, ``trouble.<failure_key>``; "" once an exchange has succeeded.
        failure_values: What that text mentions.
        tries: Failures in a row.
        next_ms: When the courier tries again by itself; None while it may at once.
        standing: ``normal``, ``paused`` or ``revoked``, as the county last said.
        refusal: Key of the trouble with which the county refused, "" for none.
        forked: Lanes, as (epoch, lane), in which the county has another history: nothing is sent from them.
    """

    link: LinkState = LinkState.UNKNOWN
    sending: bool = False
    success_ms: int | None = None
    failure_ms: int | None = None
    failure_key: str = ""
    failure_values: dict[str, object] = field(default_factory=dict, hash=False)
    tries: int = 0
    next_ms: int | None = None
    standing: str = "normal"
    refusal: str = ""
    forked: tuple[LaneKey, ...] = ()


class Media(Protocol):
    """Photos and sound that wait, once every lane is empty."""

    def next(self, db: Connection) -> str | None:
        """The digest (SHA-256, hex) of the next one to send."""
        ...

    def done(self, db: Connection, digest: str, outcome: str, at: Instant) -> None:
        """It need not be sent any more; inside a transaction.

        Args:
            db: Inside ``store.write()``.
            digest: Which.
            outcome: "" when the county has it, otherwise the key of the trouble for which it was given up.
            at: When.
        """
        ...


@dataclass(frozen=True)
class _Parcel:
    """A sealed envelope on its way."""

    key: LaneKey
    first: int
    last: int
    data: bytes
    digest: bytes


class Courier:
    """One station's messenger. Rounds belong to one thread; :meth:`state` and :meth:`send_now` to any."""

    def __init__(
        self,
        station: Station,
        identity: Identity,
        link: Link,
        chance: Random,
        *,
        media: Media | None = None,
        program: str = "",
    ) -> None:
        """Bind what it needs; nothing is read or sent.

        Args:
            station: Its store, clock and attachments.
            identity: Signs what goes up, checks what comes down.
            link: The road.
            chance: Draws the waits.
            media: Photos that wait; None to send none.
            program: Version of the program, for the county.
        """
        self._station = station
        self._identity = identity
        self._link = link
        self._chance = chance
        self._media = media
        self._program = program
        self._state = CourierState()
        self._line = pace.Line()
        self._ratio = 4.0  # raw bytes to sealed ones
        self._wished_bytes = 0
        self._sealed: dict[tuple[int, int, int], _Parcel] = {}
        self._missing: dict[LaneKey, int] = {}
        self._media_refusals: dict[str, int] = {}
        self._asked = Event()
        self._more = False
        self._later_mono_ms = self._retry_mono_ms = self._next_mono_ms = -1
        self._listeners: list[Callable[[], None]] = []

    def load(self) -> None:
        """Remember how things stood before the restart, and the clock's offset."""
        with self._station.store.read() as db:
            kept = kv.get(db, STATE_KEY, {})
            self._station.clock.set_offset(int(kv.get(db, OFFSET_KEY, 0)))
        self._state = _state_from(kept)

    def state(self) -> CourierState:
        """How things stand, for the screen."""
        return self._state

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` when the state has changed, on the courier's thread; it is quick and raises nothing."""
        self._listeners.append(listener)

    def send_now(self) -> None:
        """Do not wait for the next try; only the county's own "later" is still obeyed."""
        self._asked.set()

    def pause_s(self) -> float:
        """How long a thread may sleep before the next round, unless it is woken (seconds)."""
        now = self._station.clock.now().mono_ms
        due = self._retry_mono_ms if now < self._retry_mono_ms else self._next_mono_ms
        return min(5.0, max(0.05, (max(due, self._later_mono_ms) - now) / 1000))

    def round(self) -> Round:
        """One exchange, if it is time for one.

        Returns:
            Busy when there is more to do at once.
        """
        now = self._station.clock.now()
        try:
            if not self._may_try(now.mono_ms):
                return Idle()
            lanes, digest = self._waiting()
            if lanes or self._more or self._asked.is_set() or now.mono_ms >= self._next_mono_ms:
                self._show(sending=True)
                self._exchange()
            elif digest:
                self._show(sending=True)
                self._send_media(digest)
            else:
                return Idle()
            again = self._more or any(self._waiting())
        except Trouble as trouble:
            self._failed(trouble)
            return Idle()
        finally:
            self._show(sending=False)
        return Busy() if again else Idle()

    def _may_try(self, mono_ms: int) -> bool:
        return mono_ms >= self._later_mono_ms and (mono_ms >= self._retry_mono_ms or self._asked.is_set())

    def _waiting(self) -> tuple[bool, str | None]:
        """Whether a lane has something to send, and the next photo."""
        with self._station.store.read() as db:
            lanes = bool(self._missing) or any(self._unsent(db, lane, raw_bytes=1) for lane in Lane)
            return lanes, self._media.next(db) if self._media else None

    def _exchange(self) -> None:
        """One round trip."""
        self._asked.clear()
        question, parcels = self._question()
        data = exchange.ask(question, self._identity.key)
        begun = self._station.clock.now()
        heard = self._hear(self._link.exchange(data), question.nonce)
        ended = self._station.clock.now()
        took_ms = ended.mono_ms - begun.mono_ms
        self._line = self._line.measured(len(data), took_ms)
        self._note_clock(heard, begun, took_ms)
        self._obey(heard, ended)
        moved = self._take_receipts(heard, parcels)
        moved += self._take_page(heard, question.cursor)
        if heard.refusal:
            raise CountyRefused(reason=heard.refusal)
        if parcels and not moved:
            # It answered, and nothing came of it: without a wait this would go on for ever.
            raise CountyRefused(reason=heard.faults[0].key if heard.faults else "nothing")
        self._succeeded()

    def _question(self) -> tuple[Question, tuple[_Parcel, ...]]:
        with self._station.store.read() as db:
            waits, epoch, cursor = journal.outbox(db), current_epoch(db), journal.cursor(db)
            parcels = self._pack(db)
            fresh = self._never_offered(db, parcels)
        if self._state.link in AWAY:
            # Knock first: money of which the county cannot have heard is still taken back at once (撤销).
            parcels = tuple(one for one in parcels if one not in fresh or one.key[1] != Lane.MONEY)
            fresh = tuple(one for one in fresh if one in parcels)
        if fresh:
            self._offer(fresh)
        with self._station.store.read() as db:
            money_top = journal.top(db, Lane.MONEY)  # after the mark: nothing in the parcels is taken back at once now
        question = Question(
            station=self._identity.station,
            epoch=epoch,
            nonce=os.urandom(16),
            wall_ms=self._station.clock.now().wall_ms,
            cursor=cursor,
            envelopes=tuple(parcel.data for parcel in parcels),
            unsent=waits.count,
            oldest_ms=waits.oldest_ms or 0,
            program=self._program,
            money_top=money_top,
        )
        return question, parcels

    def _never_offered(self, db: Connection, parcels: tuple[_Parcel, ...]) -> tuple[_Parcel, ...]:
        return tuple(
            one for one in parcels
            if not journal.offered(db, one.key[0] * REF_EPOCH + one.last, Lane(one.key[1]))
        )  # fmt: skip

    def _offer(self, parcels: tuple[_Parcel, ...]) -> None:
        """Durably, before the first byte leaves: from here on the county may have these."""
        with self._station.store.write() as db:
            for one in parcels:
                journal.offer(db, one.key[0], Lane(one.key[1]), one.last)

    def _pack(self, db: Connection) -> tuple[_Parcel, ...]:
        """Seal what fits into one request, lane after lane; what is on its way already goes again as it was."""
        room = self._line.request_bytes()
        parcels: list[_Parcel] = []
        for lane in Lane:
            after = (0, 0)
            while room > 0 and len(parcels) < exchange.ENVELOPES_MAX and (run := self._unsent(db, lane, after)):
                parcel = self._sealed.get((run.epoch, lane, run.first)) or self._seal(run)
                if parcels and len(parcel.data) > room:
                    room = 0
                    break
                parcels.append(parcel)
                room -= len(parcel.data)
                after = (run.epoch, parcel.last)
        self._sealed = {(*parcel.key, parcel.first): parcel for parcel in parcels}
        return tuple(parcels)

    def _unsent(self, db: Connection, lane: Lane, after: LaneKey = (0, 0), raw_bytes: int = 0) -> journal.Run | None:
        raw_bytes = raw_bytes or int(self._line.envelope_bytes(self._wished_bytes) * self._ratio)
        for (epoch, number), first in self._missing.items():
            if number == lane and (epoch, first) > after:
                return journal.run_from(db, epoch, lane, first, raw_bytes)
        while (run := journal.unsent_run(db, lane, raw_bytes, after)) and (run.epoch, int(lane)) in self._state.forked:
            after = (run.epoch, _BEYOND)
        return run

    def _seal(self, run: journal.Run) -> _Parcel:
        most = self._line.envelope_bytes(self._wished_bytes)
        records = run.records
        while True:
            data = envelope.seal(
                self._identity.key,
                station=self._identity.station,
                epoch=run.epoch,
                lane=int(run.lane),
                first=run.first,
                previous=run.previous_hash,
                records=records,
            )
            self._ratio = (self._ratio + sum(map(len, records)) / len(data)) / 2
            if len(data) <= most or len(records) == 1:
                last = run.first + len(records) - 1
                return _Parcel((run.epoch, int(run.lane)), run.first, last, data, sha256(data).digest())
            records = records[: max(1, len(records) * most * 9 // (len(data) * 10))]

    def _hear(self, data: bytes, nonce: bytes) -> Answer:
        try:
            return exchange.hear(data, self._identity.county, nonce)
        except WireTrouble as error:
            raise PortalInTheWay from error

    def _take_receipts(self, heard: Answer, parcels: tuple[_Parcel, ...]) -> int:
        """Move the journal's marks as the county's receipts say.

        Returns:
            How much that changed: events that became safe, lanes whose trouble is now known.
        """
        sent = {parcel.digest: parcel for parcel in parcels}
        told = [self._read(one) for one in heard.receipts]
        moved = 0
        if not told:
            return 0
        at = self._station.clock.now()
        with self._station.store.write() as db:
            for one in told:
                if (parcel := sent.get(one.digest)) and parcel.key == (one.epoch, one.lane):
                    moved += self._take_receipt(db, one, parcel, at)
        return moved

    def _read(self, data: bytes) -> Receipt:
        try:
            return receipt.read(data, self._identity.county, station=self._identity.station)
        except WireTrouble as error:
            raise CountyRefused(reason=error.key) from error

    def _take_receipt(self, db: Connection, told: Receipt, parcel: _Parcel, at: Instant) -> int:
        epoch, lane = parcel.key[0], Lane(parcel.key[1])
        if any(verdict.outcome == Outcome.FORKED for verdict in told.verdicts):
            # The county's high-water speaks of another history than ours: nothing of ours is safe by it.
            self._show(forked=(*self._state.forked, parcel.key))
            return 1
        for verdict in told.verdicts:
            self._set_aside(db, verdict, parcel, at)
        reached = min(told.high_water, parcel.last)
        moved = journal.acknowledge(db, epoch, lane, reached)
        if reached < parcel.first - 1:
            known = self._missing.get(parcel.key)
            self._missing[parcel.key] = reached + 1
            return moved + (known != reached + 1)
        if parcel.key in self._missing:
            # Resending has caught up when the county has what the journal believes to be safe.
            self._missing[parcel.key] = reached + 1
            waits = journal.unsent_run(db, lane, 1, (epoch, 0))
            rest = journal.run_from(db, epoch, lane, reached + 1, 1)
            if rest is None or (waits and (waits.epoch, waits.first) <= (epoch, rest.first)):
                del self._missing[parcel.key]
            return moved + (reached >= parcel.first)
        return moved

    def _set_aside(self, db: Connection, verdict: Verdict, parcel: _Parcel, at: Instant) -> None:
        if verdict.outcome in _QUIET:
            return
        for seq in range(max(verdict.first, parcel.first), min(verdict.last, parcel.last) + 1):
            journal.set_aside(db, parcel.key[0], Lane(parcel.key[1]), seq, verdict.outcome, verdict.reason, at)

    def _take_page(self, heard: Answer, cursor: int) -> int:
        self._more = False
        if not heard.page:
            return 0
        try:
            page = feed.open_page(heard.page, self._identity.county, station=self._identity.station)
        except WireTrouble as error:
            raise CountyRefused(reason=error.key) from error
        if page.after != cursor:
            return 0
        items = tuple((item.number, item.kind, item.version, item.at_ms, item.body) for item in page.items)
        with self._station.store.write() as db:
            journal.apply_decisions(db, items, page.cursor, self._station.clock.now())
        self._more = page.more
        return 1

    def _note_clock(self, heard: Answer, begun: Instant, took_ms: int) -> None:
        if took_ms > _OFFSET_TOOK_MS_MAX:
            return
        self._station.clock.set_offset(heard.county_ms - (begun.wall_ms + took_ms // 2))

    def _obey(self, heard: Answer, now: Instant) -> None:
        hint = heard.hint
        self._wished_bytes = hint.envelope_bytes
        self._next_mono_ms = now.mono_ms + pace.heartbeat_s(hint.next_s) * 1000
        self._later_mono_ms = now.mono_ms + min(hint.later_s, pace.LATER_S_MAX) * 1000 if hint.later_s else -1
        self._show(standing=hint.standing, refusal=heard.refusal)

    def _send_media(self, digest: str) -> None:
        """One photo, once every lane is empty."""
        outcome = self._put(digest)
        if self._media is not None:
            with self._station.store.write() as db:
                self._media.done(db, digest, outcome, self._station.clock.now())
        self._media_refusals.pop(digest, None)

    def _put(self, digest: str) -> str:
        """Bring it.

        Returns:
            "" when the county has it, otherwise why it is given up: poison must not hold up what is behind it.
        """
        try:
            self._link.put_attachment(digest, self._station.attachments.get(digest))
        except (NotFound, StoreDamaged) as error:
            return error.key
        except CountyRefused as error:
            self._media_refusals[digest] = self._media_refusals.get(digest, 0) + 1
            if self._media_refusals[digest] < MEDIA_TRIES_MAX:
                raise
            return error.key
        return ""

    def _succeeded(self) -> None:
        now = self._station.clock.now()
        link = LinkState.SLOW if self._line.is_slow else LinkState.UP
        self._retry_mono_ms = -1
        self._show(
            link=link, success_ms=now.county_ms, failure_key="", failure_values={}, tries=0, next_ms=None, sending=False
        )
        with self._station.store.write() as db:
            _keep(db, self._state)
            exchanges.note(db, now.county_ms)
            kv.put(db, OFFSET_KEY, now.offset_ms)

    def _failed(self, trouble: Trouble) -> None:
        if isinstance(trouble, LinkTimedOut):
            self._line = self._line.timed_out()
            self._sealed = {}
        tries = self._state.tries + 1
        wait_s = trouble.retry_after_s if isinstance(trouble, CountyBusy) else pace.backoff_s(tries, self._chance)
        now = self._station.clock.now()
        until = now.mono_ms + int(min(wait_s, pace.LATER_S_MAX) * 1000)
        self._retry_mono_ms = until
        if isinstance(trouble, CountyBusy):
            self._later_mono_ms = until
        down = isinstance(trouble, (NoLink, LinkTimedOut, PortalInTheWay)) or type(trouble) is LinkTrouble
        if trouble.key != self._state.failure_key:
            log.info("exchange: %s", trouble.key)  # once; a week without a line is no news every minute
        self._show(
            link=LinkState.DOWN if down else self._state.link,
            failure_ms=now.county_ms,
            failure_key=trouble.key,
            failure_values=dict(trouble.values),
            tries=tries,
            next_ms=now.county_ms + until - now.mono_ms,
            sending=False,
        )
        try:
            with self._station.store.write() as db:
                _keep(db, self._state)
                exchanges.note(db, now.county_ms, trouble.key, trouble.values)
        except StoreTrouble as error:
            log.info("the courier's state could not be kept: %s", error)

    def _show(self, **changes: Any) -> None:  # noqa: ANN401 - fields of CourierState
        changed = replace(self._state, **changes)
        if changed != self._state:
            self._state = changed
            for listener in tuple(self._listeners):
                listener()


def _keep(db: Connection, state: CourierState) -> None:
    kept = {
        "success_ms": state.success_ms,
        "failure_ms": state.failure_ms,
        "failure_key": state.failure_key,
        "failure_values": {name: str(value) for name, value in state.failure_values.items()},
        "standing": state.standing,
        "refusal": state.refusal,
        "forked": [list(key) for key in state.forked],
    }
    kv.put(db, STATE_KEY, kept)


def _state_from(kept: dict[str, Any]) -> CourierState:
    known = {name: kept[name] for name in kept if name in CourierState.__dataclass_fields__}
    forked = tuple((int(epoch), int(lane)) for epoch, lane in known.pop("forked", ()))
    return CourierState(**known, forked=forked)
