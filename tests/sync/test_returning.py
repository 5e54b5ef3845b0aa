"""What is open is asked about when the line comes back, by the real courier over a line that breaks (M8)."""

from sqlalchemy.engine import Connection

from kiosk import journal
from kiosk.errors import NoLink
from kiosk.payments.desk import asking
from kiosk.wire.payment_events import PaymentAsked, PaymentTaken
from sync.returning import Returning


def asked(db: Connection) -> list[tuple[int, ...]]:
    return [told.fact.payments for told in journal.stream(db, PaymentAsked)]


def take(rig) -> None:
    rig.write(PaymentTaken("water", "073622104458", 8_400, 8_400, 0, 1, unverified=False))


def cut(rig) -> None:
    exchange = rig.link.exchange

    def broken(_request: bytes) -> bytes:
        rig.link.exchange = exchange
        raise NoLink

    rig.link.exchange = broken
    rig.courier.send_now()
    rig.rounds()


def test_asked_after_a_start_and_after_each_cut(rig) -> None:
    returned = []
    Returning(rig.courier, lambda: returned.append(asking.ask_open(rig.station)))
    rig.rounds()
    assert returned == [0], "nothing is open"
    take(rig)
    rig.rounds()
    rig.clock.advance(seconds=3_600)
    rig.courier.send_now()
    rig.rounds()
    assert returned == [0], "the line has been up all the time"
    cut(rig)
    rig.clock.advance(seconds=600)
    rig.courier.send_now()
    rig.rounds()
    assert returned == [0, 1]
    with rig.station.store.read() as db:
        assert [len(payments) for payments in asked(db)] == [1]
    assert rig.unsent() == 0, "the question is at the county"


def test_no_room_for_a_question_does_not_stop_the_courier(rig) -> None:
    from kiosk.errors import StoreFull  # noqa: PLC0415

    def full() -> None:
        raise StoreFull

    Returning(rig.courier, full)
    rig.do()
    rig.rounds()
    assert rig.unsent() == 0
