"""The demo's county gives its station float, credit and bills, once, and its own books say the same."""

from datetime import date

import sqlalchemy as sa

from county import demo, demo_bills, feed, floats, model
from county.centre import Centre
from kiosk.wire.decisions import MessageSent, RollListed
from kiosk.wire.events import Decision, decode_decision
from kiosk.wire.till_decisions import AccountsListed, BillsIssued, FloatMoved, FloatStated, ServicesGranted

HOME = next(one.code for one in demo.stations() if one.home)


def said(centre: Centre) -> list[Decision]:
    with centre.store.read() as db:
        rows = db.execute(sa.select(model.decision).order_by(model.decision.c.number)).all()
    return [decode_decision(row.kind, row.body) for row in rows if row.station == HOME]


def test_float_credit_and_bills_are_entered_once(centre: Centre) -> None:
    demo.seed(centre)
    facts = said(centre)
    assert [fact.float_fen for fact in facts if isinstance(fact, FloatMoved)] == [demo_bills.FLOAT_FEN]
    stated = [fact for fact in facts if isinstance(fact, FloatStated)][-1]
    assert (stated.float_fen, stated.credit_fen, stated.used_fen) == (500_000, 200_000, 0)
    assert (stated.covers_epoch, stated.covers_seq) == (1, 0)
    assert {type(fact) for fact in facts} >= {ServicesGranted, BillsIssued, AccountsListed}
    demo.seed(centre)
    assert said(centre) == facts


def test_the_countys_own_books_have_the_float(centre: Centre) -> None:
    demo.seed(centre)
    with centre.store.read() as db:
        here = floats.balance(db, HOME)
    assert (here.left_fen, here.credit_left_fen, here.used_fen) == (500_000, 200_000, 0)


def test_a_county_that_was_a_demo_before_there_were_bills_gets_them(centre: Centre) -> None:
    home = next(one for one in demo.stations() if one.home)
    before = list(demo.decisions(home, date(2026, 11, 20)))
    with centre.store.write() as db:
        for fact in before:
            feed.decide(db, fact, centre.now(), HOME)
    demo.seed(centre)
    assert said(centre)[: len(before)] == before
    assert sum(isinstance(fact, ServicesGranted) for fact in said(centre)) == 1
    assert not {RollListed, MessageSent} & {type(fact) for fact in said(centre)[len(before) :]}
