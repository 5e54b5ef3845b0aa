"""A Z is checked against the events, and cash at the bank becomes float once."""

import pytest

from county.biller_twin import BANK, Mood
from county.till_model import Deposited, deposit, shift_z
from kiosk.wire.counter_events import SendingPaid
from kiosk.wire.parcel_events import ChargedFee, PickupPaid, PickupRefunded
from kiosk.wire.payment_events import PaymentCancelled, RefundPaid
from kiosk.wire.till_decisions import FloatMoved, TotalsChecked
from kiosk.wire.till_events import CashMoved, OpeningAgreed, ShiftClosed, ShiftOpened, Total

from .conftest import Station
from .tills import Till, rebuilt_alike, rows, taken


@pytest.fixture
def till(centre, station, tmp_path):
    made = Till(centre, station, tmp_path / "twin.db")
    yield made
    with centre.store.write() as db:
        assert rebuilt_alike(db)
    made.close()


def opened(fen: int, number: int = 1) -> ShiftOpened:
    return ShiftOpened(number, "c01", (), fen, 0)


def closed(fen: int, number: int = 1, opening_fen: int = 20_000, totals: tuple[Total, ...] = ()) -> ShiftClosed:
    return ShiftClosed(number, number, "c01", (), fen, fen, opening_fen, totals)


def a_day(till: Till) -> int:
    """Everything that moves a drawer, once; what is left of 200 yuan."""
    till.do(OpeningAgreed(3_000, (), "王五", "李四"))  # before the shift: no part of it
    till.do(opened(20_000))
    till.do(taken(700, fee_fen=50))
    back = till.do(taken(900, fee_fen=10))
    till.do(PaymentCancelled(back, "mistake", "c01", at_once=True, shift=1))
    later = till.do(taken(400))
    till.do(PaymentCancelled(later, "mistake", "c01", at_once=False))
    till.do(RefundPaid(later, 400, "覃小丽", 1))
    till.do(PickupPaid((), (ChargedFee("bag", 1, 30),), 30, 30, 0))
    till.do(PickupRefunded(1, (), 20))
    till.do(SendingPaid(1, "SF", 1_200, 100, 200, 1_500, 0))
    till.do(CashMoved("till", "vault", 5_000))
    till.do(CashMoved("vault", "till", 1_000))
    till.do(CashMoved("vault", "bank", 4_000))
    return 20_000 + 750 + 400 - 400 + 30 - 20 + 1_500 - 5_000 + 1_000


def test_a_z_that_the_events_bear_out(till):
    fen = a_day(till)
    till.do(closed(fen))
    till.talk()
    assert till.told(TotalsChecked) == [TotalsChecked(1, fen, differs=False)]


@pytest.mark.parametrize("off_fen", [1, -1, 10_000])
def test_a_z_that_they_do_not_is_flagged(till, off_fen):
    fen = a_day(till)
    till.do(closed(fen + off_fen))
    till.talk()
    assert till.told(TotalsChecked) == [TotalsChecked(1, fen, differs=True)]


def test_a_z_whose_own_lines_do_not_add_up_is_flagged(till):
    fen = a_day(till)
    till.do(closed(fen, totals=(Total("pay", "water", 1, 5),)))
    till.talk()
    assert till.told(TotalsChecked) == [TotalsChecked(1, fen, differs=True)]


def test_an_agreed_opening_is_what_the_drawer_holds(till):
    till.do(opened(20_000))
    till.do(OpeningAgreed(33_000, (), "王五", "李四"))
    till.do(taken(700))
    till.do(closed(33_700))
    till.talk()
    assert till.told(TotalsChecked) == [TotalsChecked(1, 33_700, differs=False)]


def test_each_shift_is_reckoned_from_its_own_beginning(till):
    till.do(opened(20_000, 1))
    till.do(taken(700))
    till.do(closed(20_700, 1))
    till.do(opened(500, 2))
    till.do(taken(300))
    till.do(closed(800, 2, 500))
    till.talk()
    assert [(one.z, one.expected_fen, one.differs) for one in till.told(TotalsChecked)] == [
        (1, 20_700, False), (2, 800, False),
    ]  # fmt: skip


def test_a_shift_whose_beginning_nobody_knows_is_flagged(till):
    till.do(closed(700))
    till.talk()
    assert till.told(TotalsChecked) == [TotalsChecked(1, 0, differs=True)]


def test_a_shift_goes_on_in_a_new_life_of_the_journal(till, centre, tmp_path):
    """Restored from a backup: what the old life had sent, and the copy does not know, shows as a difference."""
    till.do(opened(20_000))
    till.do(taken(700))
    till.talk()
    restored = Till(centre, Station(epoch=2), tmp_path / "twin.db")
    restored.do(taken(300))
    restored.do(closed(21_000))
    restored.talk()
    assert restored.told(TotalsChecked) == [TotalsChecked(1, 21_000, differs=False)]
    restored.close()


def test_cash_at_the_bank_becomes_float_once(till):
    till.grant(0 + 1_000)
    ref = till.do(CashMoved("vault", "bank", 4_000, slip="H-77"))
    till.talk()
    for _ in range(3):
        till.rounds()
        till.later(31)
    told = [one for one in till.told(FloatMoved) if one.kind == "deposit"]
    assert told == [FloatMoved("deposit", 4_000, 0, ref, "H-77")]
    assert till.float().float_fen == 5_000


def test_a_deposit_pays_back_credit_first(till):
    till.grant(100, line_fen=10_000)
    till.do(taken(3_100))
    till.talk()
    till.rounds()
    till.do(CashMoved("till", "bank", 4_000))
    till.talk()
    till.later(31)
    till.rounds()
    (told,) = [one for one in till.told(FloatMoved) if one.kind == "deposit"]
    assert (told.float_fen, told.credit_fen) == (1_000, 3_000)


def test_a_silent_bank_is_asked_again_and_one_that_says_no_too(till):
    till.twin.tell(BANK, Mood.SILENT)
    till.do(CashMoved("vault", "bank", 4_000))
    till.talk()
    till.rounds()
    assert [row.state for row in rows(till, deposit)] == [Deposited.WAITING]
    till.twin.tell(BANK, Mood.DELAY, delay_s=60)
    for _ in range(4):
        till.later(31)
        till.rounds()
    assert [row.state for row in rows(till, deposit)] == [Deposited.ARRIVED]


def test_a_z_out_of_bounds_is_set_aside(till):
    till.do(ShiftClosed(1, 1, "c01", (), 2**62, 0, 0))
    till.do(opened(5))
    (receipt,) = till.talk().receipts
    assert [(one.first, one.outcome) for one in receipt.verdicts] == [(1, "set-aside")]
    assert rows(till, shift_z) == []
