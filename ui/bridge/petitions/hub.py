"""The petitions' front page: begin a new one, go on with a draft, tell the answers that came, see what is due."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal, Slot

from kiosk.errors import Problem
from kiosk.petitions.desk import drafts, filing
from kiosk.petitions.desk import list as listing
from kiosk.petitions.drafted import Draft
from kiosk.petitions.model import Secrecy
from kiosk.petitions.view import PetitionView
from kiosk.station import Station
from ui.bridge.facts import Facts, fact, for_qml
from ui.bridge.petitions import reading
from ui.words import moment_text

_shown_max = 4
_missing_max = 3


@dataclass(frozen=True)
class _Seen:
    drafts: tuple[tuple[Draft, tuple[Problem, ...]], ...]
    answers: listing.Page
    due: listing.Page


@for_qml
class PetitionsFacts(Facts):
    """The hub."""

    changed = Signal()
    refresh_on_commit = True

    loaded = fact(bool, changed)
    drafts = fact(list, changed)
    draftsText = fact(str, changed)
    answers = fact(list, changed)
    answersText = fact(str, changed)
    due = fact(list, changed)
    lateText = fact(str, changed)
    searching = fact(bool, changed)
    found = fact(list, changed)
    emptyText = fact(str, changed)

    _asked = 0

    def opened(self) -> None:
        """What waits."""
        station, by = self.app.station, self.app.by
        self.ask(lambda: _look(station, by), self._tell, quietly=True)

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """A slip's number or code leads to its petition."""
        self.app.nav.open("PetitionAskPage", {"scanned": text})
        return True

    @Slot(str)
    def find(self, typed: str) -> None:
        """Search while somebody types: a number's end, a name, a word."""
        self._asked += 1
        if not typed.strip():
            self.show(searching=False, found=[])
            return
        station, mine = self.app.station, self._asked

        def work() -> tuple[PetitionView, ...]:
            with station.store.read() as db:
                return listing.search(db, station, typed, station.clock.now())

        self.ask(work, lambda found: self._found(found, typed, mine), quietly=True)

    @Slot(int)
    def goOn(self, draft: int) -> None:
        """This draft."""
        self.app.nav.open("PetitionTakePage", {"draft": draft})

    @Slot(int)
    def open(self, petition: int) -> None:
        """This petition."""
        self.app.nav.open("PetitionPage", {"id": petition})

    def _found(self, found: tuple[PetitionView, ...], typed: str, mine: int) -> None:
        if mine == self._asked:
            nothing = "" if found else self.text("petitions-ui.no_petition", text=typed.strip()[:24])
            self.show(searching=True, found=[self._row(one) for one in found], emptyText=nothing)

    def _tell(self, seen: _Seen) -> None:
        late = seen.due.late
        self.show(
            loaded=True,
            drafts=[self._draft(draft, problems) for draft, problems in seen.drafts],
            draftsText=str(len(seen.drafts) or ""),
            answers=[self._row(one) for one in seen.answers.petitions],
            answersText=str(seen.answers.total or ""),
            due=[self._row(one) for one in seen.due.petitions if one.next_due is not None],
            lateText=self.text("petitions-ui.late", count=late) if late else "",
        )

    def _draft(self, one: Draft, problems: tuple[Problem, ...]) -> dict[str, Any]:
        """What it is about, whose it is, and what is missing; of a confidential one no word stands in a list."""
        told = reading.values(self.app.station.catalogue, one, self.app.texts)
        hidden = one.content.secrecy == Secrecy.CONFIDENTIAL
        title = "" if hidden else told["say"] or told["about"] or told["who"]
        whose = "" if hidden or one.content.secrecy == Secrecy.ANONYMOUS else told["who"]
        return {
            "id": one.id,
            "icon": "lock" if hidden else "pencil",
            "title": title or self.text("petitions-ui.draft_hidden" if hidden else "petitions-ui.draft_empty"),
            "subtitle": " · ".join(filter(None, (whose, self._missing(problems)))),
            "when": moment_text(one.changed_ms, self.app.now().county_ms, self.app.texts),
            "tone": "brand" if not problems else "attention",
        }

    def _missing(self, problems: tuple[Problem, ...]) -> str:
        """The steps that are not done yet, in their order."""
        open_steps = {reading.step_of(one.field) for one in problems}
        names = [self.text(f"petitions-ui.step.{step}") for step in reading.STEPS if step in open_steps]
        if not names:
            return self.text("petitions-ui.draft_ready")
        more = "…" if len(names) > _missing_max else ""
        return self.text(
            "petitions-ui.draft_missing", what=self.text("petitions-ui.comma").join(names[:_missing_max]) + more
        )

    def _row(self, one: PetitionView) -> dict[str, Any]:
        due, now_ms = one.next_due, self.app.now().county_ms
        late = due is not None and due.late
        return {
            "id": one.id,
            "icon": one.icon,
            "title": one.summary or one.category_words[-1],
            "subtitle": " · ".join(
                filter(None, (one.name_masked or self.text(f"petitions.secrecy.{one.secrecy.value}"), one.number))
            ),
            "state": self.text(one.state_word),
            "due": self._due(one) or moment_text(one.state_since_ms, now_ms, self.app.texts),
            "tone": "danger" if late else "soft",
        }

    def _due(self, one: PetitionView) -> str:
        if (due := one.next_due) is None:
            return ""
        key = "late_by" if due.late else "due_provisional" if due.provisional else "due_by"
        owner = self.text(f"petitions.owner.{due.owner}")
        return self.text(f"petitions-ui.{key}", day=f"{due.day:%m-%d}", days=-due.days_left, owner=owner)


def _look(station: Station, by: str) -> _Seen:
    at = station.clock.now()
    with station.store.read() as db:
        kept = drafts.listed(db, by)
        return _Seen(
            tuple((one, filing.check(db, station, one)) for one in kept),
            listing.desk(db, station, at, by="answers", limit=_shown_max),
            listing.desk(db, station, at, by="due", limit=_shown_max),
        )
