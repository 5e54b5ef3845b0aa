"""Float and credit: whatever happens in whatever order, no fen appears or is lost, and both books say the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from county.biller import Said
from county.biller_twin import Mood
from county.centre import Centre
from county.store import Store
from kiosk.wire.payment_events import PaymentCancelled
from kiosk.wire.till_decisions import FloatMoved, FloatStated, PaymentPosted, PaymentReversed
from kiosk.wire.till_events import CashMoved

from .conftest import AT_MS, COUNTY_KEY, Station
from .tills import Till, rebuilt_alike, taken

FEN = st.integers(1, 3_000)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("grant"), FEN),
        st.tuples(st.just("line"), FEN),
        st.tuples(st.just("pay"), FEN),
        st.tuples(st.just("refused"), FEN),
        st.tuples(st.just("silent"), FEN),
        st.tuples(st.just("reverse"), st.integers(0, 5)),
        st.tuples(st.just("wish"), st.integers(0, 5)),
        st.tuples(st.just("deposit"), FEN),
        st.tuples(st.just("rounds"), st.just(0)),
    ),
    max_size=14,
)


def act(till: Till, name: str, n: int, refs: list[int]) -> None:
    match name:
        case "grant":
            till.grant(n)
        case "line":
            till.grant(1, line_fen=n)
        case "pay" | "refused" | "silent":
            till.twin.tell("water", {"pay": Mood.NORMAL, "refused": Mood.REFUSE, "silent": Mood.SILENT}[name])
            refs.append(till.do(taken(n)))
            till.talk()
            till.rounds()
        case "reverse" if refs:
            till.twin.change_mind(till.serial(refs[n % len(refs)]), Said.REVERSED, "冲正")
        case "wish" if refs:
            till.do(PaymentCancelled(refs[n % len(refs)], "mistake", "c01", at_once=False))
            till.talk()
        case "deposit":
            till.do(CashMoved("till", "bank", n))
            till.talk()
        case "rounds":
            till.later(400)
            till.rounds()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_no_fen_appears_or_is_lost(steps):
    with TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/county.db")
        store.open()
        sa.event.listen(store._opened(), "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF").close())
        centre = Centre(store, COUNTY_KEY, Path(folder), lambda: AT_MS)
        station = Station()
        centre.enrol(station.code, station.public)
        till = Till(centre, station, Path(folder) / "twin.db")
        sa.event.listen(
            till.twin._store._opened(), "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF").close()
        )
        till.grant(1)
        refs: list[int] = []
        for name, n in steps:
            act(till, name, n, refs)
        check(till, refs)
        with store.write() as db:
            assert rebuilt_alike(db)
        till.close()
        store.close()


def check(till: Till, refs: list[int]) -> None:
    told = till.told(FloatMoved, PaymentPosted, PaymentReversed, FloatStated)
    amounts = {ref: till.row(ref).amount_fen for ref in refs}
    float_fen = used_fen = 0
    credit: dict[int, int] = {}
    back: set[int] = set()
    for fact in told:
        match fact:
            case FloatMoved():
                float_fen, used_fen = float_fen + fact.float_fen, used_fen - fact.credit_fen
            case PaymentPosted() if fact.payment not in credit:
                credit[fact.payment] = fact.credit_fen
                float_fen -= amounts[fact.payment] - fact.credit_fen
                used_fen += fact.credit_fen
            case PaymentReversed() if fact.payment not in back:  # what is told twice has its effect once
                back.add(fact.payment)
                float_fen += amounts[fact.payment] - credit[fact.payment]
                used_fen -= credit[fact.payment]
    here = till.float()
    assert (here.float_fen, here.used_fen) == (float_fen, used_fen)
    assert here.float_fen >= 0
    assert here.used_fen >= 0
    stated = [fact for fact in told if isinstance(fact, FloatStated)][-1]
    assert stated.float_fen + stated.credit_fen == here.float_fen + here.line_fen - here.used_fen - here.reserved_fen
    assert (stated.covers_epoch, stated.covers_seq) == (1, len(till.station.lanes.get(1, [])))


@pytest.mark.parametrize(
    ("float_fen", "line_fen", "spent_fen", "told"),
    [
        (1_000, 0, 1_000, (0, 0, 0)),
        (1_000, 0, 1_001, (0, -1, 1)),
        (1_000, 500, 1_001, (0, 499, 1)),
        (1_000, 500, 999, (1, 500, 0)),
    ],
)
def test_to_the_fen(centre, station, tmp_path, float_fen, line_fen, spent_fen, told):
    till = Till(centre, station, tmp_path / "twin.db")
    till.grant(float_fen, line_fen=line_fen)
    till.do(taken(spent_fen))
    till.talk()
    stated = till.told(FloatStated)[-1]
    assert (stated.float_fen, stated.credit_fen, stated.used_fen) == told
    till.rounds()
    assert till.told(FloatStated)[-1] == stated
    till.close()


def test_a_point_without_float_is_told_nothing(centre, station, tmp_path):
    till = Till(centre, station, tmp_path / "twin.db")
    till.do(taken(5))
    till.talk()
    assert till.told(FloatStated) == []
    till.close()
