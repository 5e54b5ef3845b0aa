"""A slip's code is judged in one word; the spool finds, retries and prints a test page."""

from datetime import date

from kiosk import journal
from kiosk.slips import proof, spool
from kiosk.slips.seal import SlipSigner
from kiosk.slips.spool import SlipState
from kiosk.slips.verdict import Genuine, judge
from kiosk.wire.decisions import StationListed
from kiosk.wire.events import encode

NEIGHBOUR = SlipSigner("430726-0200", bytes(range(64, 96)))
DAY = date(2026, 11, 20)


def test_ours_theirs_altered_and_unknown(station):
    ours = station.signer.qr("PICKUP", 1_000_000_007, DAY, "2", "3-2-1024", "0")
    theirs = NEIGHBOUR.qr("PAID", 1_000_000_001, DAY, "3860")
    assert (judge(station, ours).genuine, judge(station, ours).here) == (Genuine.YES, True)
    assert judge(station, ours).code.fields == ("2", "3-2-1024", "0")
    assert judge(station, ours.replace("3-2-1024", "3-2-1025")).genuine is Genuine.NO
    assert judge(station, theirs).genuine is Genuine.UNKNOWN
    assert judge(station, "YT8812345678901").genuine is Genuine.NOT_OURS
    listed = encode(StationListed("430726-0200", "邻村", NEIGHBOUR.public_key))
    with station.store.write() as db:
        journal.apply_decisions(db, [(1, StationListed.KIND, 1, 0, listed)], 1, station.clock.now())
    assert (judge(station, theirs).genuine, judge(station, theirs).here) == (Genuine.YES, False)
    assert judge(station, theirs.replace("*3860*", "*9860*")).genuine is Genuine.NO


def test_a_test_page_is_found_and_a_failed_one_waits_again(station):
    number = proof.print_proof(station, "receipt")
    proof.print_proof(station, "label")
    with station.store.write() as db:
        assert [one.printer for one in spool.find(db, "覃龑堃")] == ["label", "receipt"]
        assert spool.find(db, "没有这几个字") == ()
        spool.give_up(db, number, "device.trouble")
        assert spool.failed_count(db) == 1
        spool.retry(db, number)
        assert spool.get(db, number).state is SlipState.QUEUED
