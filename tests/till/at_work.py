"""A clerk at the till, as a process that can be killed: ``python -m tests.till.at_work FOLDER URL SEED``.

Takes payments, takes some back, pays refunds, closes shifts, while a courier's thread talks to the county. What has
happened is said in one line each, after it was committed, as a screen would show it.
"""

import sys
from pathlib import Path
from random import Random
from threading import Event

from county import kinds
from kiosk.clock import SystemClock
from kiosk.errors import NotReady, Refused
from kiosk.ledger import shifts
from kiosk.payments.desk import asking, cancelling, refunds, taking, views
from kiosk.payments.desk.cancelling import Retyped
from kiosk.payments.desk.taking import Order
from kiosk.station import Station
from sync.courier import Courier
from sync.transport import HttpLink
from sync.worker import CourierThread
from tests.stations import CLERK, LEAD, in_faces, make_station
from tests.till.world import CABLE, PHONE, PINS, POWER, identity_of

ORDERS = (("electricity", POWER, 10), ("mobile", PHONE, 1_000), ("cable", CABLE, 2_000))
GUARDS = ("same_bill", "unusual", "other_name", "again")


def main(folder: Path, url: str, chance: Random) -> None:
    """Work until killed."""
    kinds.load()
    station = make_station(folder / "station", SystemClock(), clerks_too=False)
    who = identity_of(station)
    courier = Courier(station, who, HttpLink(url, who), chance)
    courier.load()
    road = CourierThread(courier)
    station.store.on_commit(road.wake)
    road.start()
    newest = 0
    while True:
        step = chance.random()
        try:
            if step < 0.55:
                newest = take(station, chance)
            elif step < 0.75 and newest:
                take_back(station, newest)
                newest = 0
            elif step < 0.85:
                refund(station)
            elif step < 0.9:
                change_shift(station)
            elif step < 0.95:
                asking.ask_open(station)
            else:
                road.send_now()
        except (Refused, NotReady) as trouble:
            say("no", trouble.key)
            if trouble.key.startswith("till."):
                change_shift(station)
        Event().wait(chance.random() * 0.02)


def say(*words: object) -> None:
    print(*words, flush=True)


def take(station: Station, chance: Random) -> int:
    biller, account, step_fen = chance.choice(ORDERS)
    fen = step_fen * chance.randint(1, 12)
    order = Order(biller, account, fen, fen, unverified=biller == "electricity", confirmed=GUARDS)
    one = taking.take(station, order, CLERK).payment
    say("took", one.id, fen)
    return one.id


def take_back(station: Station, ref: int) -> None:
    with station.store.read() as db:
        one = views.one(db, station, ref, station.clock.now())
    again = Retyped(one.reference, one.account, one.amount_fen)
    done = cancelling.cancel(station, ref, again, "wrong_account", LEAD, PINS[LEAD], CLERK)
    say("back" if done.at_once else "wished", ref)


def refund(station: Station) -> None:
    with station.store.read() as db:
        due = refunds.due(db, station, station.clock.now())
    for task in due:
        refunds.pay(station, task.payment.id, "王秀英", CLERK)
        say("refunded", task.payment.id)


def change_shift(station: Station) -> None:
    with station.store.read() as db:
        now, fen = shifts.current(db, station, station.clock.now()), shifts.expected_fen(db)
    if now is not None:
        say("z", shifts.close(station, now.number, in_faces(fen), CLERK).number)
    say("shift", shifts.open_shift(station, in_faces(fen), CLERK).shift.number)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Random(sys.argv[3]))
