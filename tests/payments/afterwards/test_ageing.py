"""Who paid is forgotten after the county's term; the books, the chain and the states stay as they were."""

from kiosk.journal import check_chain
from kiosk.ledger import books
from kiosk.payments.desk import ageing, disputes, refunds, views
from kiosk.slips import spool
from kiosk.store.schema import metadata
from kiosk.wire.till_decisions import DisputeAnswered, PaymentRefused
from tests.stations import CLERK

NAMES = ("稀罕", "王大力", "胡三妹")


def held(station) -> set[str]:
    """Which of the names the database holds."""
    with station.store.read() as db:
        cells = [
            cell if isinstance(cell, bytes) else str(cell).encode()
            for table in metadata.sorted_tables
            for row in db.execute(table.select())
            for cell in row
        ]
        slips = [str(slip.document).encode() for slip in spool.recent(db)]
    return {name for name in NAMES for cell in (*cells, *slips) if name.encode() in cell}


def test_names_leave_and_figures_stay(station, pay, county, clock) -> None:
    posted, refused = pay(8_400, holder="张稀罕", payer="王大力"), pay(2_000, holder="张稀罕")
    county.receives_all()
    county.posts(posted.id)
    county.says(PaymentRefused(refused.id, "other", "张稀罕的户头已销"))
    refunds.pay(station, refused.id, "胡三妹", CLERK)
    opened = disputes.open_dispute(station, posted.id, "duplicate", CLERK, note="张稀罕说交过了")
    county.says(DisputeAnswered(opened.id, "stands", "张稀罕只交过一次"))
    county.receives_all()
    assert ageing.forget(station) == ageing.Aged(), "not before its time"
    assert held(station) == set(NAMES)
    clock.advance(days=1_096)
    with station.store.read() as db:
        before = books.check(db)
    done = ageing.forget(station)
    assert (done.payments, done.records, done.waiting) == (2, 6, 0)
    with station.store.read() as db:
        assert books.check(db).balances == before.balances
        assert list(check_chain(db)) == []
        one = views.one(db, station, posted.id, clock.now())
    assert (one.amount_fen, one.account, one.state.value) == (8_400, posted.account, "ok")
    assert (one.holder, one.payer) == ("", "")
    assert not held(station)
    assert ageing.forget(station) == ageing.Aged(), "once"


def test_what_is_not_settled_keeps_its_person(station, pay, county, clock) -> None:
    silent, owed, disputed = pay(8_400, holder="甲"), pay(2_000, holder="乙"), pay(1_000, holder="丙")
    county.receives_all()
    county.says(PaymentRefused(owed.id, "other", ""))
    county.posts(disputed.id)
    disputes.open_dispute(station, disputed.id, "duplicate", CLERK)
    county.receives_all()
    clock.advance(days=2_000)
    assert ageing.forget(station) == ageing.Aged()
    with station.store.read() as db:
        kept = [views.one(db, station, one.id, clock.now()).holder for one in (silent, owed, disputed)]
    assert kept == ["甲", "乙", "丙"]


def test_what_the_county_has_not_waits(station, pay, county, clock) -> None:
    one = pay(8_400, holder="张稀罕")
    county.receives_all()
    county.posts(one.id)
    opened = disputes.open_dispute(station, one.id, "duplicate", CLERK)
    county.says(DisputeAnswered(opened.id, "stands", ""))
    clock.advance(days=1_096)
    assert ageing.forget(station) == ageing.Aged(0, 0, 1)
    county.receives_all()
    assert ageing.forget(station).payments == 1
    with station.store.read() as db:
        assert not [slip for slip in spool.recent(db) if "张稀罕" in str(slip.document)]
