"""What leaves is marked before it leaves: a payment that was taken back at once can never be posted in between."""

import pytest

from kiosk import journal
from kiosk.errors import NoLink
from kiosk.seams import Busy
from kiosk.wire import envelope, exchange
from kiosk.wire.events import Lane
from kiosk.wire.till_events import DrawerOpened


class Witness:
    """A link that looks at the station at the very moment when the bytes leave."""

    def __init__(self, rig, *, down: bool = False):
        self.rig, self.down = rig, down
        self.marked: list[bool] = []
        self.tops: list[tuple[int, int]] = []

    def exchange(self, request):
        question = exchange.peek_question(request)
        self.tops.append(question.money_top)
        with self.rig.station.store.read() as db:
            for head in map(envelope.read_header, question.envelopes):
                self.marked.append(journal.offered(db, head.epoch * 10**9 + head.last, Lane(head.lane)))
        if self.down:
            raise NoLink
        return self.rig.link.exchange(request)

    def put_attachment(self, digest, data):
        self.rig.link.put_attachment(digest, data)

    def close(self):
        pass


def offered(rig, count: int) -> list[bool]:
    with rig.station.store.read() as db:
        return [journal.offered(db, 10**9 + seq) for seq in range(1, count + 1)]


@pytest.mark.parametrize("down", [False, True])
def test_the_mark_is_durable_before_the_first_byte(rig, down) -> None:
    rig.courier.round()  # the line is known
    rig.write(DrawerOpened("change"), DrawerOpened("check"))
    rig.courier._link = witness = Witness(rig, down=down)
    assert offered(rig, 2) == [False, False]
    rig.courier.round()
    assert witness.marked
    assert all(witness.marked)
    assert offered(rig, 2) == [True, True]  # whether or not anything came of it
    rig.write(DrawerOpened("stuck"))
    assert offered(rig, 3) == [True, True, False]


def test_the_question_tells_how_far_the_money_lane_goes(rig) -> None:
    rig.courier._link = witness = Witness(rig)
    rig.courier.round()
    rig.write(DrawerOpened("change"), DrawerOpened("check"))
    rig.rounds()
    assert (witness.tops[0], witness.tops[-1]) == ((0, 0), (1, 2))


def test_what_happens_while_a_run_is_packed_is_in_the_top(rig) -> None:
    """The clerk takes a payment back after the run was read and before it is marked: the top already counts that."""
    rig.courier.round()
    rig.write(DrawerOpened("change"))
    rig.courier._link = witness = Witness(rig)
    offer = rig.courier._offer

    def meanwhile(parcels) -> None:
        rig.write(DrawerOpened("check"))
        offer(parcels)

    rig.courier._offer = meanwhile
    rig.courier.round()
    assert witness.tops == [(1, 2)]
    assert offered(rig, 2) == [True, False]


def test_while_the_line_is_down_money_is_not_marked_however_often_it_is_tried(rig) -> None:
    rig.courier._link = witness = Witness(rig, down=True)
    rig.write(DrawerOpened("change"))
    for _ in range(3):
        rig.clock.advance(seconds=3_600)
        rig.courier.round()
    assert len(witness.tops) == 3
    assert offered(rig, 1) == [False]
    witness.down = False
    rig.clock.advance(seconds=3_600)
    assert isinstance(rig.courier.round(), Busy), "the county has answered the knock: the money follows at once"
    assert offered(rig, 1) == [False]
    rig.courier.round()
    assert offered(rig, 1) == [True]
    with rig.station.store.read() as db:
        assert journal.outbox(db).count == 0


def test_what_goes_again_is_not_marked_again(rig) -> None:
    rig.courier.round()
    rig.write(DrawerOpened("change"))
    rig.courier._link = Witness(rig, down=True)
    rig.courier.round()
    assert offered(rig, 1) == [True]
    offers: list[object] = []
    rig.courier._offer = offers.append
    rig.courier._link = witness = Witness(rig)
    rig.clock.advance(seconds=3_600)
    rig.courier.round()  # the same run goes again
    assert witness.marked == [True]
    assert offers == []
