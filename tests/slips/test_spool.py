"""The spool: journal before paper; half a slip is spoiled and printed again; a copy says so; poison blocks nothing."""

import pytest

from kiosk import journal
from kiosk.errors import DeviceGone, NotFound, PaperOut, Refused
from kiosk.seams import Busy, DeviceState, Idle
from kiosk.slips import spool
from kiosk.slips.document import Document, Line, Title
from kiosk.slips.spool import SlipState
from kiosk.slips.spooler import Spooler
from kiosk.wire.events import Lane
from kiosk.wire.people_events import ClerkSignedOut
from tests.stations import CLERK, make_station


class Paper:
    """A printer that can be told what goes wrong next."""

    name = "twin"

    def __init__(self):
        self.printed, self.fails, self.now = [], [], DeviceState.READY

    def print(self, document):
        if self.fails:
            raise self.fails.pop(0)
        self.printed.append(document)

    def state(self):
        return self.now

    def open_drawer(self):
        pass


@pytest.fixture
def paper():
    return Paper()


@pytest.fixture
def spooler(station, paper):
    return Spooler(station.store, station.clock, paper, "receipt")


def queue(station, title="凭证"):
    with station.store.write() as db:
        entry = journal.append(db, ClerkSignedOut(CLERK, "asked"), station.clock.now(), CLERK)
        return spool.queue(db, entry, Document(title=title, blocks=(Title(title), Line("王秀英"))))


def states(station):
    with station.store.read() as db:
        return [s.state for s in reversed(spool.recent(db))]


def drain(spooler):
    for _ in range(20):
        spooler.round()


def test_printed_once_in_order(station, spooler, paper):
    queue(station, "一")
    queue(station, "二")
    drain(spooler)
    assert [d.title for d in paper.printed] == ["一", "二"]
    assert states(station) == [SlipState.PRINTED] * 2


def test_without_paper_slips_wait_and_go_on_by_themselves(station, spooler, paper):
    paper.now = DeviceState.PAPER_OUT
    queue(station)
    assert isinstance(spooler.round(), Idle)
    assert spooler.trouble.key == "device.paper_out"
    assert states(station) == [SlipState.QUEUED]
    paper.now = DeviceState.READY
    assert isinstance(spooler.round(), Busy)
    assert states(station) == [SlipState.PRINTED]
    assert spooler.trouble is None


def test_a_torn_slip_is_spoiled_and_its_successor_says_so(station, spooler, paper):
    paper.fails = [PaperOut(), DeviceGone()]
    queue(station)
    drain(spooler)
    assert states(station) == [SlipState.SPOILED, SlipState.SPOILED, SlipState.PRINTED]
    text = repr(paper.printed[0])
    assert text.count("作废") == 1, "two torn tries, one line about it"
    assert "王秀英" in text


def test_what_replaces_a_torn_slip_stands_in_its_old_place(station, spooler, paper, clock):
    queue(station)
    clock.advance(seconds=300)
    with station.store.write() as db:
        spool.queue_alone(db, Document("试打一张", (Line("好"),)), station.clock.now())
    paper.fails = [PaperOut()]
    drain(spooler)
    with station.store.read() as db:
        titles = [(one.title, one.state) for one in spool.recent(db)]
    assert titles[0] == ("试打一张", SlipState.PRINTED), "the newest, whatever was printed last"
    assert [state for _, state in titles[1:]] == [SlipState.PRINTED, SlipState.SPOILED]


def test_a_printer_that_took_nothing_spoils_nothing(station, spooler, paper):
    paper.fails = [DeviceGone(sent_bytes=0)] * 5
    queue(station)
    drain(spooler)
    assert states(station) == [SlipState.PRINTED]
    assert "作废" not in repr(paper.printed[0])


def test_a_slip_that_nothing_prints_is_set_aside_and_the_next_goes_on(station, spooler, paper):
    paper.fails = [Refused("slip.missing")]
    queue(station, "坏")
    queue(station, "好")
    drain(spooler)
    assert [d.title for d in paper.printed] == ["好"]
    assert states(station) == [SlipState.FAILED, SlipState.PRINTED]


def test_power_cut_while_printing(station, tmp_path, clock, paper):
    slip_id = queue(station)
    with station.store.write() as db:
        spool.start(db, slip_id)
    station.store.close()
    again = make_station(tmp_path, clock)
    with again.store.write() as db:
        torn = spool.after_power_cut(db, "power_cut")
        assert spool.after_power_cut(db, "power_cut") == ()
    assert [s.id for s in torn] == [slip_id]
    drain(Spooler(again.store, clock, paper, "receipt"))
    assert states(again) == [SlipState.SPOILED, SlipState.PRINTED]
    again.store.close()


def test_a_copy_says_so_with_its_count_and_the_journal_knows(station, spooler, paper):
    slip_id = queue(station)
    drain(spooler)
    with station.store.write() as db:
        first = spool.reprint(db, slip_id, station.clock.now(), CLERK)
        for lane in Lane:
            journal.acknowledge(db, 1, lane, 10**6)
        spool.reprint(db, first, station.clock.now(), CLERK)
    drain(spooler)
    assert ["补打" in repr(d) for d in paper.printed] == [False, True, True]
    assert ["离线" in repr(d) for d in paper.printed] == [False, True, False], "not at the county yet, then there"
    assert "2" in repr(paper.printed[2])
    with station.store.read() as db:
        assert spool.get(db, slip_id).copies == 2
        kinds = db.exec_driver_sql("SELECT kind FROM journal ORDER BY position DESC LIMIT 2").scalars().all()
        with pytest.raises(NotFound):
            spool.get(db, 999)
    assert kinds == [30, 30]


def test_the_receipt_printer_does_not_take_labels(station, spooler, paper):
    with station.store.write() as db:
        entry = journal.append(db, ClerkSignedOut(CLERK, "asked"), station.clock.now(), CLERK)
        spool.queue(db, entry, Document(title="标签", blocks=(Line("x"),)), printer="label")
    drain(spooler)
    assert paper.printed == []
