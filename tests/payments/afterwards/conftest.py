"""A counter where payments were taken, a county that speaks, and a reader with a card in it."""

from collections.abc import Callable

import pytest

from drivers.virtual.card import VirtualCardReader
from kiosk import journal
from kiosk.clock import ManualClock
from kiosk.journal import check_chain, replay
from kiosk.ledger import books
from kiosk.payments.desk import views
from kiosk.payments.desk.cancelling import Retyped
from kiosk.payments.view import PaymentView
from kiosk.seams import CardRead
from kiosk.station import Station
from kiosk.wire.events import Lane
from kiosk.wire.payment_events import PaymentTaken
from kiosk.wire.till_decisions import FloatMoved, FloatStated, PaymentPosted
from tests import speaking
from tests.stations import CLERK, open_shift, tables

LEAD_PIN = "271828"
CARD = "6217000011112222"
ACCOUNT = "073622104458"


class County(speaking.County):
    """Says what the county says, in order, and takes in what the station has."""

    def posts(self, *payments: int, **fields) -> None:
        self.says(*(PaymentPosted(one, f"SM{one}", 1_795_000_000_000, commission_fen=50, **fields) for one in payments))

    def receives_all(self) -> None:
        """Everything is offered, and the county's receipt is here."""
        with self.station.store.write() as db:
            for lane in Lane:
                while run := journal.unsent_run(db, lane, 10**9):
                    journal.offer(db, run.epoch, lane, run.first + len(run.records) - 1)
                    journal.acknowledge(db, run.epoch, lane, run.first + len(run.records) - 1)


@pytest.fixture
def county(station: Station) -> County:
    made = County(station)
    made.says(FloatMoved("grant", 500_000), FloatStated(500_000, 0, 0, 1, 0))
    return made


@pytest.fixture
def shift(station: Station, county: County) -> int:
    return open_shift(station)


@pytest.fixture
def pay(station: Station, shift: int, clock: ManualClock) -> Callable[..., PaymentView]:
    """Take a payment, as the counter's step writes it."""

    def take(amount_fen: int = 8_400, **fields) -> PaymentView:
        by, fee_fen = fields.pop("by", CLERK), fields.get("fee_fen", 0)
        clock.advance(seconds=20)
        at = clock.now()
        known = {"biller": "water", "account": ACCOUNT, "holder": "王秀英", "shift": shift, "enquiry": 1} | fields
        fact = PaymentTaken(
            amount_fen=amount_fen, received_fen=amount_fen + fee_fen, change_fen=0, unverified=False, **known
        )
        with station.store.write() as db:
            entry = journal.append(db, fact, at, by)
            return views.one(db, station, entry.ref, at)

    return take


@pytest.fixture
def now(station: Station) -> Callable[[PaymentView], PaymentView]:
    """A payment as it stands now."""

    def look(one: PaymentView) -> PaymentView:
        with station.store.read() as db:
            return views.one(db, station, one.id, station.clock.now())

    return look


@pytest.fixture
def reader() -> VirtualCardReader:
    made = VirtualCardReader(
        [CardRead(CARD, "power_card", 1_200, "OLD-1"), CardRead("6217000033334444", "power_card", 0, "")]
    )
    made.insert(CARD)
    return made


def typed_again(one: PaymentView) -> Retyped:
    return Retyped(one.reference, one.account_shown, one.amount_fen)


@pytest.fixture(autouse=True)
def the_books_are_right(station: Station):
    """After every test: replay gives the same tables, the chain holds, and the postings are what the events say."""
    yield
    before = tables(station)
    with station.store.write() as db:
        assert books.check(db).sound
        assert list(check_chain(db)) == []
        replay(db)
    after = tables(station)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
