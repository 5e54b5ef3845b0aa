"""A real counter and a real county with a bad road between them: whatever crosses, both come to the same."""

import random

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from county import petition_desk, petition_rules, petitions
from county.centre import Centre
from county.petition_rules import rulebook
from county.store import Store
from county.till_desk import Form
from kiosk import journal
from kiosk.errors import Trouble
from kiosk.petitions.desk import drafts, filing, following, rating, views
from kiosk.petitions.drafted import Content
from kiosk.petitions.sealed import CountySealer
from kiosk.petitions.view import PetitionView
from kiosk.wire import codec, envelope, exchange, feed
from kiosk.wire.events import Lane
from kiosk.wire.petition_events import Petitioner, Place
from kiosk.wire.petition_ladder import ENDS, State
from tests.stations import CLERK, make_station

from .conftest import COUNTY_KEY
from .tills import rebuilt_alike

KEY = codec.private_key(b"\1" * 32)
PETITION_KEY = X25519PrivateKey.from_private_bytes(bytes(range(96, 128)))
DAY_MS = 86_400_000


class Village:
    """One counter, one county, one clock, and a road on which each letter may take its time or be lost."""

    def __init__(self, folder, clock) -> None:
        made = make_station(folder / "station", clock)
        self.station = type(made)(
            **{**made.__dict__, "sealer": CountySealer(PETITION_KEY.public_key().public_bytes_raw())}
        )
        self.clock, self.nonce = clock, 0
        self.store = Store(f"sqlite:///{folder / 'county.db'}")
        self.store.open()
        self.centre = Centre(self.store, COUNTY_KEY, folder / "attachments", self.now_ms)
        self.centre.enrol(self.station.code, codec.public_raw(KEY), "三板桥村")

    def close(self) -> None:
        self.station.store.close()
        self.store.close()

    def now_ms(self) -> int:
        return self.clock.now().wall_ms

    def file(self, secrecy: str, *, urgent: bool = False) -> int:
        content = Content(
            "01-02-004", secrecy, f"路灯不亮 {secrecy}{urgent}", "三组的路灯没亮过。", "请修好",
            Petitioner("覃龑堃", "r1", "19900007719", "三组12号", "0101", "phone"), Place("430726102202", 3),
            urgent=urgent,
        )  # fmt: skip
        draft = drafts.begin(self.station, CLERK, content)
        with self.station.store.read() as db:
            alike = filing.duplicates.suggest(db, drafts.get(db, draft.id, CLERK))
        if alike:
            told = {**{name: getattr(content, name) for name in content.__struct_fields__}}
            drafts.save(
                self.station, draft.id, Content(**{**told, "considered": tuple(one.id for one in alike)}), CLERK
            )
        return filing.file(self.station, draft.id, CLERK, "read").view.id

    # The road.

    def up(self, lane: Lane, *, lost: bool = False) -> None:
        """Send what waits in a lane; a lost receipt is a second sending."""
        with self.station.store.read() as db:
            run = journal.unsent_run(db, lane, 10**6)
        if run is None:
            return
        sealed = envelope.seal(
            KEY, station=self.station.code, epoch=run.epoch, lane=int(lane), first=run.first,
            previous=run.previous_hash, records=run.records,
        )  # fmt: skip
        answer = self._talk(sealed)
        assert answer.receipts
        if not lost:
            with self.station.store.write() as db:
                journal.acknowledge(db, run.epoch, lane, run.first + len(run.records) - 1)

    def down(self) -> None:
        """Hear what the county has decided."""
        page = self._talk().page
        if not page:
            return
        told = feed.open_page(page, COUNTY_KEY.public_key(), station=self.station.code)
        items = [(one.number, one.kind, one.version, one.at_ms, one.body) for one in told.items]
        with self.station.store.write() as db:
            journal.apply_decisions(db, items, told.cursor, self.clock.now())
            assert not journal.aside(db)

    def _talk(self, *envelopes: bytes) -> exchange.Answer:
        with self.station.store.read() as db:
            cursor = journal.cursor(db)
        self.nonce += 1
        nonce = self.nonce.to_bytes(16, "big")
        asked = exchange.Question(self.station.code, 1, nonce, self.now_ms(), cursor, envelopes)
        return exchange.hear(self.centre.exchange(exchange.ask(asked, KEY)), COUNTY_KEY.public_key(), nonce)

    def meet(self) -> None:
        for lane in Lane:
            self.up(lane)
        for _ in range(3):
            self.down()

    # Both sides.

    def here(self, number: int) -> PetitionView:
        with self.station.store.read() as db:
            return views.one(db, self.station, number, self.clock.now())

    def there(self, number: int) -> petitions.Row | None:
        with self.store.read() as db:
            return petitions.one(db, self.station.code, number)

    def dues_there(self, number: int) -> dict[str, int]:
        with self.store.read() as db:
            return {one.clock: one.day for one in petitions.dues(db, self.station.code, number)}

    def decide(self, number: int, chance: random.Random) -> None:
        """One step of those that the county is offered, if it knows of the petition."""
        row = self.there(number)
        if row is None:
            return
        with self.store.read() as db:
            terms = petition_desk.running(db, row)
        offered = petition_rules.offers(State(row.state), terms)
        if not offered:
            return
        happening = chance.choice(offered)
        until = [due.day for due in terms if due.clock == petition_rules.DECIDE and happening == "extended"]
        day = (until or [petition_desk.today(self.now_ms())])[0] + 3
        form: Form = {
            "station": row.station, "petition": str(number), "seen": str(row.step),
            "happening": happening, "text": "县里说的话", "office": "shuili",
            "day": str(_date(day)),
        }  # fmt: skip
        with self.store.write() as db:
            petition_desk.take(db, form, self.now_ms())


def _date(day: int):
    from datetime import date, timedelta  # noqa: PLC0415

    return date(1970, 1, 1) + timedelta(days=day)


@pytest.fixture
def village(tmp_path, clock):
    (tmp_path / "station").mkdir()
    found = Village(tmp_path, clock)
    yield found
    found.close()


@pytest.mark.parametrize("seed", range(6))
def test_both_sides_come_to_the_same(village, seed):
    chance = random.Random(seed)
    numbers = [village.file("public"), village.file("anonymous"), village.file("confidential", urgent=True)]
    does = {
        "supplement": lambda number: following.supplement(village.station, number, "还有一句", CLERK),
        "withdraw": lambda number: chance.random() < 0.05
        and following.withdraw(village.station, number, "不用了", CLERK),
        "rate": lambda number: rating.rate(village.station, number, chance.choice(("yes", "no", "no")), CLERK),
        "follow_up": lambda number: rating.follow_up(village.station, number, chance.choice(("yes", "no")), CLERK),
        "decide": lambda number: village.decide(number, chance),
        "up": lambda _: village.up(chance.choice(list(Lane)), lost=chance.random() < 0.3),
        "down": lambda _: village.down(),
        "wait": lambda _: village.clock.advance(days=chance.choice((1, 3, 29))),
    }  # fmt: skip
    chances = ("decide", "decide", "decide", "up", "up", "down", *does)
    reached = set()
    for _ in range(200):
        try:
            does[chance.choice(chances)](chance.choice(numbers))
        except Trouble:
            continue
        reached |= {village.here(number).state for number in numbers}
    village.meet()
    for number in numbers:
        here, there = village.here(number), village.there(number)
        assert (there.state, there.answer_step) == (here.state, here.answer_step)
        assert rulebook().office_name(there.office) == here.office
        assert there.is_open == (here.state not in ENDS)
        assert village.dues_there(number) == {one.clock: one.day.toordinal() - 719_163 for one in here.dues}
        numbered = [line.step for line in here.steps if line.side == "county" and line.happening != "category"]
        assert numbered == list(range(1, there.step + 1))
    assert len(reached) > 4
    with village.store.write() as db:
        assert rebuilt_alike(db)


def test_another_category_is_the_same_on_both_sides(village):
    number = village.file("public")
    village.meet()
    row = village.there(number)
    form = {"station": row.station, "petition": str(number), "seen": "0", "category": "02-01-001", "text": "分错了"}
    with village.store.write() as db:
        petition_desk.change_category(db, form, village.now_ms())
    village.down()
    here = village.here(number)
    assert here.category == "02-01-001"
    assert here.category_words[0] == rulebook().categories["02-01-001"].level1
    assert {one.clock: one.day.toordinal() - 719_163 for one in here.dues} == village.dues_there(number)
    assert {one.clock: one.cause for one in here.dues}["target"] == "category"
