"""The shift: counted when it begins and ends, handed over in between, and the end of the day (M3, M21–M23, G12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from kiosk import journal, money
from kiosk.errors import Trouble
from kiosk.journal import exchanges
from kiosk.ledger import cash, day, limit, shifts, zs
from kiosk.ledger.limit import Figures
from kiosk.ledger.shifts import DayEnd, HandedOver, Opened, ShiftView, Z
from kiosk.people import clerks
from kiosk.people.clerks import Clerk
from kiosk.people.model import Role
from kiosk.station import Station
from kiosk.wire.till_events import Total
from ui.bridge.facts import Facts, fact, for_qml, part
from ui.bridge.till import words
from ui.bridge.till.count import CountFacts
from ui.words import moment_text

if TYPE_CHECKING:
    from ui.bridge.app import App


@dataclass(frozen=True)
class _Seen:
    """How things stand, from one view of the books."""

    shift: ShiftView | None
    today: date
    totals: tuple[Total, ...]
    zs: tuple[Z, ...]
    register_fen: int
    left_fen: int
    ended: bool
    standing: str
    opening_fen: int | None
    clerks: tuple[Clerk, ...]


@for_qml
class ShiftFacts(Facts):
    """The shift page.

    ``stage`` is ``state`` (how things stand), ``count``, ``sign`` (who signs, who takes over), ``day`` (the tally) or
    ``done``; ``purpose`` is what is counted for: ``open``, ``close``, ``hand`` or ``forgotten``.
    """

    changed = Signal()
    stageChanged = Signal()
    pinTried = Signal()
    """What the pad held has been used."""
    refresh_on_commit = True

    loaded = fact(bool, changed)
    stage = fact(str, changed, "state")
    purpose = fact(str, changed)
    state = fact(str, changed)
    """``none``, ``open``, ``forgotten``, ``ended``, ``paused`` or ``opening``."""
    stateTitle = fact(str, changed)
    stateText = fact(str, changed)
    stateIcon = fact(str, changed, "wallet")
    mine = fact(bool, changed)
    """The clerk in charge may close it."""
    opening = fact(str, changed)
    since = fact(str, changed)
    totals = fact(list, changed)
    blind = fact(bool, changed)
    countTitle = fact(str, changed)
    countHint = fact(str, changed)
    countDo = fact(str, changed)
    signDo = fact(str, changed)
    witness = fact(str, changed)
    note = fact(str, changed)
    takers = fact(list, changed)
    taker = fact(str, changed)
    takerName = fact(str, changed)
    tally = fact(list, changed)
    tallyText = fact(str, changed)
    signedBy = fact(str, changed)
    mustEmpty = fact(bool, changed)
    doneTitle = fact(str, changed)
    doneText = fact(str, changed)
    doneTone = fact(str, changed, "good")
    doneLines = fact(list, changed)
    doneNext = fact(str, changed)
    """What usually comes next: ``trade``, ``open``, ``day`` or nothing."""
    slip = fact(str, changed)
    count = part(CountFacts)

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Nothing is counted yet."""
        super().__init__(app, args)
        self._count = CountFacts(app, self)
        self._number = 0
        if isinstance(handed := self.args.get("handed"), HandedOver):
            self._tell_handed(handed)

    def opened(self) -> None:
        """How things stand."""
        station = self.app.station
        self.ask(lambda: _look(station), self._tell, quietly=True)

    def refresh(self) -> None:
        """Something was committed, or another language is spoken."""
        self._count.refresh()
        self._say_count()
        self.opened()

    # The way through ------------------------------------------------------------------------------------------------

    @Slot(str)
    def begin(self, purpose: str) -> None:
        """Count the drawer, to open, to close, to hand over, or to close what somebody forgot."""
        self._count.begin(self.app.station.catalogue.till.faces)
        self.show(purpose=purpose, witness="", note="", taker="", takerName="")
        self._say_count()
        self._to("count")

    @Slot()
    def counted(self) -> None:
        """The count is done: a shift begins at once, everything else is signed first."""
        if self.purpose == "open":
            self._open()
        else:
            self._to("sign")

    @Slot(str, str)
    def write(self, field: str, text: str) -> None:
        """A name or a note."""
        if field in {"witness", "note", "signedBy"}:
            self.show(**{field: text}, problems={})

    @Slot(str, str)
    def chooseTaker(self, code: str, name: str) -> None:
        """Who takes over."""
        self.show(taker=code, takerName=name, troubleText="")

    @Slot()
    def back(self) -> None:
        """One step back; nothing has been written."""
        if self.purpose == "hand" and self.taker and self.stage == "sign":
            self.show(taker="", takerName="")
        else:
            self._to("count" if self.stage == "sign" else "state")

    @Slot()
    def close(self) -> None:
        """End the shift with this count."""
        station, number, counts, by = self.app.station, self._number, self._count.counts, self.app.by
        witness, note, slips = self.witness, self.note, self.app.slips
        if self.busy:  # a second tap of the same finger
            return

        def work() -> tuple[Z, str]:
            z = shifts.close(station, number, counts, by, witness=witness, note=note)
            return z, slips.show(z.document) if z.document else ""

        self.ask(work, lambda done: self._closed(*done), self._back_to_fault)

    @Slot(str)
    def handOver(self, pin: str) -> None:
        """The taker has proved it: one count, one slip, and the next clerk trades at once."""
        station, number, counts, by = self.app.station, self._number, self._count.counts, self.app.by
        to, witness, note = self.taker, self.witness, self.note
        if self.busy:
            return

        def work() -> tuple[HandedOver, Clerk]:
            handed = shifts.hand_over(station, number, counts, by, to=to, pin=pin, witness=witness, note=note)
            clerks.sign_out(station, by, "asked")
            return handed, clerks.sign_in(station, to, pin)

        def refused(trouble: Trouble) -> bool:
            self.pinTried.emit()
            return self._back_to_fault(trouble)

        app = self.app  # whoever has left this page is handed over all the same: nobody goes on under the old name
        self.ask(work, lambda done: _pass_on(app, *done), refused, anyway=True)

    @Slot()
    def tallyDay(self) -> None:
        """The end of the day: the Zs and the register side by side."""
        self.show(signedBy=self.signedBy or self.app.session.name, witness="")
        self._to("day")

    @Slot()
    def endDay(self) -> None:
        """Signed: nothing more is taken today."""
        station, by, signed_by, witness, slips = (
            self.app.station, self.app.by, self.signedBy, self.witness, self.app.slips,
        )  # fmt: skip
        if self.busy:
            return

        def work() -> tuple[DayEnd, str]:
            done = shifts.end_day(station, by, signed_by, witness)
            return done, slips.show(done.document)

        self.ask(work, lambda done: self._day_ended(*done))

    @Slot()
    def openAgain(self) -> None:
        """What was counted a moment ago for the forgotten shift is what this one begins with."""
        self._open()

    @Slot()
    def leave(self) -> None:
        """Seen: back to how things stand."""
        self._to("state")
        self.opened()

    @Slot()
    def trade(self) -> None:
        """The drawer is open for business."""
        self.app.nav.home()

    # What came of it ------------------------------------------------------------------------------------------------

    def _say_count(self) -> None:
        """What is counted for, in the language of the screen."""
        if not (purpose := self.purpose):
            return
        blind = self.app.station.catalogue.till.blind_count
        hint = f"till-ui.hint.{purpose}" if blind or purpose == "open" else "till-ui.hint.seen"
        self.show(
            countTitle=self.text(f"till-ui.count.{purpose}"), countHint=self.text(hint),
            countDo=self.text("till-ui.do.open" if purpose == "open" else "till-ui.do.counted"),
            signDo=self.text("till-ui.do.close"),
        )  # fmt: skip

    def _open(self) -> None:
        station, counts, by, slips = self.app.station, self._count.counts, self.app.by, self.app.slips
        if self.busy:
            return

        def work() -> tuple[Opened, Figures, str]:
            done = shifts.open_shift(station, counts, by)
            with station.store.read() as db:
                return done, limit.figures(db, station), slips.show(done.document)

        self.ask(work, lambda done: self._opened(*done))

    def _opened(self, done: Opened, left: Figures, slip: str) -> None:
        text, tone = words.difference(done.difference_fen, self.app.texts)
        lines = [
            words.line(self.text("till.slip.counted"), done.shift.opening_fen, strong=True),
            words.line(self.text("till.slip.float"), left.float_fen),
            words.line(self.text("till.slip.credit_left"), left.credit_fen),
            words.line(self.text("till-ui.queued"), left.queued_fen),
            words.line(self.text("till-ui.limit"), max(0, left.limit_fen), strong=True),
        ]
        if (check := done.yesterday) is not None:
            verdict = self.text("till.slip.agrees" if check.agrees else "till.slip.differs")
            title = self.text("till.slip.yesterday", day=words.day(check.day, self.app.texts))
            lines.append({"title": title, "note": "", "value": verdict, "strong": ""})
        self._done(
            title=self.text("till-ui.done.open", number=done.shift.number), text=text, tone=tone, lines=lines,
            then="trade", slip=slip,
        )  # fmt: skip

    def _closed(self, z: Z, slip: str) -> None:
        text, tone = words.difference(z.difference_fen, self.app.texts)
        then = "open" if self.purpose == "forgotten" else "day"
        self._done(
            title=self.text("till-ui.done.close", number=z.number), text=text, tone=tone,
            lines=words.z_lines(self.app.station, z, self.app.texts), then=then, slip=slip,
        )  # fmt: skip

    def _tell_handed(self, handed: HandedOver) -> None:
        z, slips = handed.z, self.app.slips
        text, tone = words.difference(z.difference_fen, self.app.texts)
        self._done(
            title=self.text("till-ui.done.hand", name=handed.opened.shift.clerk_name, number=z.number), text=text,
            tone=tone, lines=words.z_lines(self.app.station, z, self.app.texts), then="trade", slip="",
        )  # fmt: skip
        self.ask(lambda: slips.show(handed.opened.document), lambda source: self.show(slip=source), quietly=True)

    def _day_ended(self, done: DayEnd, slip: str) -> None:
        lines = [
            words.line(self.text("till.slip.register"), done.register_fen, strong=True),
            words.line(self.text("till.slip.left"), done.left_fen),
        ]
        self._done(
            title=self.text("till-ui.done.day", day=words.day(done.day, self.app.texts)),
            text=self.text("till-ui.done.day_text"), tone="good", lines=lines, then="", slip=slip,
        )  # fmt: skip

    def _done(self, *, title: str, text: str, tone: str, lines: list[dict[str, Any]], then: str, slip: str) -> None:
        self.show(
            doneTitle=title, doneText=text, doneTone=tone, doneLines=lines, doneNext=then, slip=slip, stage="done"
        )
        self.stageChanged.emit()

    def _to(self, stage: str) -> None:
        self.show(stage=stage, troubleText="", problems={})
        self.stageChanged.emit()

    def _back_to_fault(self, trouble: Trouble) -> bool:
        """A fault of the count is mended where it is counted."""
        fields = {problem.field for problem in getattr(trouble, "problems", ())}
        if any(field == "counts" or field.startswith("face.") for field in fields):
            self._to("count")
        return False

    # How things stand -----------------------------------------------------------------------------------------------

    def _tell(self, seen: _Seen) -> None:
        texts, one = self.app.texts, seen.shift
        blind = self.app.station.catalogue.till.blind_count
        self._number = one.number if one else 0
        state = _state(seen)
        mine = one is not None and (one.clerk == self.app.by or one.forgotten or self.app.session.may("lead"))
        self.show(
            loaded=True, state=state, mine=mine, blind=blind, stateIcon=_ICONS[state],
            stateTitle=self._title(state, seen), stateText=self._text(state, seen, mine=mine),
            since=moment_text(one.opened_ms, self.app.now().county_ms, texts) if one else "",
            opening=money.yuan(one.opening_fen) if one else "",
            totals=words.totals(self.app.station, seen.totals, texts, amounts=not blind),
            takers=[self._taker(clerk) for clerk in seen.clerks if clerk.code != self.app.by],
        )  # fmt: skip
        self._tell_day(seen)

    def _tell_day(self, seen: _Seen) -> None:
        lines = [self._tally_line(z) for z in seen.zs]
        if seen.shift is None:  # before the last count these would tell what is expected
            lines.append(words.line(self.text("till.slip.register"), seen.register_fen, strong=True))
            lines.append(words.line(self.text("till-ui.day.left"), seen.left_fen, strong=True))
        must_empty = self.app.station.catalogue.till.empty_at_day_end
        self.show(
            tally=lines, tallyText=self.text("till-ui.day.tally" if seen.zs else "till-ui.day.no_z"),
            mustEmpty=must_empty and seen.shift is None and seen.left_fen != 0,
        )  # fmt: skip

    def _tally_line(self, z: Z) -> dict[str, Any]:
        text, _ = words.difference(z.difference_fen, self.app.texts)
        title = self.text("till-ui.z.title", number=z.number, name=z.clerk_name)
        return {"title": title, "note": text, "value": money.yuan(z.counted_fen), "strong": ""}

    def _taker(self, clerk: Clerk) -> dict[str, str]:
        return {
            "code": clerk.code, "name": clerk.name, "initial": clerk.name[:1],
            "roleText": self.text(f"ui.role.{clerk.role}"),
        }  # fmt: skip

    def _title(self, state: str, seen: _Seen) -> str:
        if state == "open" and seen.shift is not None:
            return self.text("till-ui.state.open", number=seen.shift.number, name=seen.shift.clerk_name)
        if state == "forgotten" and seen.shift is not None:
            said = words.day(seen.shift.day, self.app.texts)
            return self.text("till-ui.state.forgotten", name=seen.shift.clerk_name, day=said)
        return self.text(f"till-ui.state.{state}")

    def _text(self, state: str, seen: _Seen, *, mine: bool) -> str:
        if state == "opening":
            return self.text("till-ui.state.opening_text", yuan=money.yuan(seen.opening_fen or 0))
        if state == "open":
            return self.text("till-ui.state.open_text" if mine else "till-ui.state.not_yours")
        if state == "paused":
            return self.text("trouble.till.paused")
        if state == "ended":
            return self.text("trouble.till.day_ended", month=seen.today.month, date=seen.today.day)
        return self.text(f"till-ui.state.{state}_text")


def _pass_on(app: "App", handed: HandedOver, clerk: Clerk) -> None:
    """No page of the last clerk stays; the next one finds the slip in front."""
    app.session.pass_to(clerk)
    app.till.refresh()
    app.nav.home()
    app.nav.open("ShiftPage", {"handed": handed})


_ICONS = {
    "none": "wallet", "open": "wallet", "forgotten": "triangle-alert", "ended": "circle-check", "paused": "ban",
    "opening": "clipboard-check",
}  # fmt: skip


def _state(seen: _Seen) -> str:
    """What the page is about; the most pressing first."""
    if seen.shift is not None:
        return "forgotten" if seen.shift.forgotten else "open"
    if seen.ended:
        return "ended"
    if seen.opening_fen is not None:
        return "opening"
    return "none" if seen.standing == "normal" else "paused"


def _look(station: Station) -> _Seen:
    """Everything that the page says, on the desk thread."""
    at = station.clock.now()
    with station.store.read() as db:
        today, one, numbers = journal.business_day(db, at), shifts.current(db, station, at), day.due(db)
        return _Seen(
            one, today, zs.totals(db, one.number) if one else (), zs.by_number(db, *numbers),
            day.register_fen(db, *numbers), shifts.expected_fen(db), day.ended(db, today), exchanges.standing(db),
            cash.opening_wanted(db),
            tuple(c for c in clerks.everyone(db) if not c.retired and c.role in {Role.CLERK, Role.LEAD}),
        )  # fmt: skip
