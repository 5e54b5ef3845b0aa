"""A station that files petitions by hand, and the county that decides about them."""

import sqlalchemy as sa
from msgspec import Raw
from msgspec.structs import replace

from county import petition_desk, petitions
from county.centre import Centre
from county.petition_rules import rulebook
from county.petitions import Row
from kiosk.wire import codec, events, sealed
from kiosk.wire import petition_events as wire
from kiosk.wire import petition_ladder as ladder
from kiosk.wire.events import Event, Lane, decode_decision
from kiosk.wire.petition_decisions import PetitionStep
from kiosk.wire.petition_events import PetitionBody, Petitioner, PetitionFiled, Place
from kiosk.wire.query_code import Drawn, draw

from .conftest import AT_MS, Station

FIRST = 10**9 + 1
ROAD = "01-03-001"
BODY = PetitionBody(
    "路灯坏了半年", "村口到学校的路灯从六月坏到现在。", "请修好",
    Petitioner("覃小丽", "r1", "19900001234", "三组", "h1", "phone"),
    Place("430726112", 3, "", "村口"), (("since", "六月"),),
)  # fmt: skip
CODE, SALT = "7K4M92QX", bytes(range(16))


class Office:
    """One station, its lanes, and the county's desk; what the station would know is reckoned by the same ladder."""

    def __init__(self, centre: Centre, station: Station) -> None:
        self.centre, self.station, self.now_ms = centre, station, AT_MS
        centre._now = lambda: self.now_ms
        self.cursor, self.heard = 0, []
        self.sent: dict[int, int] = {}

    @property
    def today(self) -> int:
        return petition_desk.today(self.now_ms)

    def later(self, days: int) -> None:
        self.now_ms += days * 86_400_000

    # The station.

    def do(self, fact: Event, lane: Lane | None = None, by: str = "c01") -> int:
        number = lane or fact.LANE
        body = Raw(events.encode(fact))
        record = events.Record(fact.KIND, 1, self.now_ms, 1, "0", 0, self.today, by, body)
        self.station.add(events.pack_record(record), lane=number)
        return self.station.epoch * 10**9 + len(self.station.lanes[number])

    def talk(self, *lanes: int) -> None:
        """Send what was not sent, of these lanes or of all, and hear the county."""
        run = []
        for lane in lanes or tuple(self.station.lanes):
            last, first = len(self.station.lanes.get(lane, [])), self.sent.get(lane, 0) + 1
            if last >= first:
                run.append(self.station.seal(first, last, lane=lane))
                self.sent[lane] = last
        told = self.station.talk(self.centre, *run, cursor=self.cursor)
        if told.page is not None:
            self.heard += [decode_decision(item.kind, item.body) for item in told.page.items]
            self.cursor = told.page.cursor

    def file(self, number: int = FIRST, *, urgent: bool = False, **more: object) -> int:
        self.do(filed(number, self.today, urgent=urgent, **more), Lane.URGENT if urgent else None)
        self.talk()
        return number

    def say(self, fact: Event) -> None:
        self.do(fact)
        self.talk()

    # The county.

    def take(self, happening: str, number: int = FIRST, **fields: object) -> None:
        self.fill(petition_desk.take, number, happening=happening, **fields)

    def fill(self, step, number: int = FIRST, **fields: object) -> None:
        row = self.row(number)
        known = {"station": self.station.code, "petition": number, "seen": row.step if row else 0}
        form = {name: str(value) for name, value in {**known, **fields}.items()}
        with self.centre.store.write() as db:
            step(db, form, self.now_ms)

    def row(self, number: int = FIRST) -> Row | None:
        with self.centre.store.read() as db:
            return petitions.one(db, self.station.code, number)

    def dues(self, number: int = FIRST) -> dict[str, int]:
        with self.centre.store.read() as db:
            return {row.clock: row.day for row in petitions.dues(db, self.station.code, number)}

    def steps(self, number: int = FIRST) -> list[sa.Row]:
        with self.centre.store.read() as db:
            return petitions.steps(db, self.station.code, number)

    def told(self, kind: type = PetitionStep) -> list:
        self.talk()
        return [fact for fact in self.heard if isinstance(fact, kind)]


def filed(number: int = FIRST, day: int = 20_777, **more: object) -> PetitionFiled:
    category, channel = str(more.get("category", ROAD)), str(more.get("channel", "counter"))
    dues = rulebook().dues(ladder.FILED, category, channel, day)
    fact = PetitionFiled(
        number, category, "public", "spoken", BODY, b"", "heard", "", "430726112", dues,
        number=f"W0112-2026-{number % 10**9:06}",
    )  # fmt: skip
    return replace(fact, **more)


def confidential(county: bytes, number: int = FIRST, body: PetitionBody = BODY, **more: object) -> PetitionFiled:
    hidden = sealed.seal(codec.pack(body), county, sealed.BODY)
    drawn = code()
    return filed(
        number, secrecy="confidential", body=PetitionBody(), sealed=hidden, kind="", reply_key=drawn.public,
        salt=SALT, check=drawn.check, **more,
    )  # fmt: skip


def code() -> Drawn:
    return draw(CODE, SALT)


def rated(number: int, step: int, solved: str, day: int, words: str = "") -> wire.PetitionRated:
    bites = solved == "no"
    book = rulebook()
    return wire.PetitionRated(
        number, step, solved, words, book.dues("reopen_asked", ROAD, "counter", day) if bites else (),
        book.ended("reopen_asked") if bites else (),
    )  # fmt: skip
