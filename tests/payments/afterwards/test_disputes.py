"""A disputed receipt: one touch, a listed code, the county's answer shown (M19)."""

import pytest
from sqlalchemy import func, select

from kiosk.errors import NotFound, NotReady, Refused
from kiosk.journal.model import journal
from kiosk.payments.desk import disputes
from kiosk.slips import spool
from kiosk.slips.layout import PAPER_58, as_text, lay_out
from kiosk.wire.till_decisions import DisputeAnswered
from tests.stations import CLERK

CODES = ("no_service", "not_posted", "late_fee", "wrong_account", "duplicate", "wrong_amount")


@pytest.mark.parametrize("code", CODES)
def test_each_of_the_six(station, pay, code) -> None:
    one = pay()
    opened = disputes.open_dispute(station, one.id, code, CLERK)
    assert (opened.payment.id, opened.code, opened.is_open) == (one.id, code, True)
    assert opened.word != code, "in words"
    with station.store.read() as db:
        (slip,) = spool.of_entry(db, db.execute(select(func.max(journal.c.position))).scalar_one())
        paper = as_text(lay_out(slip.document, PAPER_58), PAPER_58)
    assert opened.word in paper
    assert one.reference in paper
    assert "payments.slip" not in paper


def test_the_answer_is_shown(station, pay, county) -> None:
    one = pay()
    opened = disputes.open_dispute(station, one.id, "not_posted", CLERK, note="说水表还停着")
    with pytest.raises(Refused, match=r"payments\.disputed"):
        disputes.open_dispute(station, one.id, "not_posted", CLERK)
    second = disputes.open_dispute(station, one.id, "duplicate", CLERK)
    county.says(DisputeAnswered(opened.id, "right", "已补记到账"))
    with station.store.read() as db:
        at = station.clock.now()
        assert disputes.open_count(db) == 1
        assert [each.id for each in disputes.listed(db, station, at)] == [second.id, opened.id]
        assert [each.id for each in disputes.listed(db, station, at, only_open=True)] == [second.id]
        answered = disputes.of_payment(db, station, one.id, at)[1]
    assert (answered.outcome, answered.text, answered.note) == ("right", "已补记到账", "说水表还停着")
    disputes.open_dispute(station, one.id, "not_posted", CLERK), "an answer may be disputed again"


def test_bad_input(station, pay) -> None:
    one = pay()
    with pytest.raises(NotReady) as caught:
        disputes.open_dispute(station, one.id, "whatever", CLERK, note="长" * 301)
    assert [problem.field for problem in caught.value.problems] == ["code", "note"]
    with pytest.raises(NotFound):
        disputes.open_dispute(station, one.id + 5, "duplicate", CLERK)
