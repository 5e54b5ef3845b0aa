"""Whatever is typed, pasted or scanned into any field of any step: taken in, or a fault in words; never a crash.

A text field on the screen cuts by UTF-16 units, so half of a rare character (𠮷) really arrives here.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kiosk.errors import NotReady, Trouble
from kiosk.parcels.desk import (
    complaints,
    corrections,
    destruction,
    duties,
    exceptions,
    export,
    find,
    handover,
    intake,
    manifests,
    notices,
    pickup,
    retention,
    sending,
    stocktake,
)
from kiosk.parcels.desk.complaints import ComplaintForm
from kiosk.parcels.desk.intake import Intake
from kiosk.parcels.desk.pickup import Pickup, Proxy
from kiosk.parcels.model import parcel
from kiosk.people import clerks, residents
from kiosk.people.model import Channel, Role
from kiosk.slips import verdict
from kiosk.store.schema import derived_tables
from kiosk.wire.parcel_events import Recipient
from tests.counter.conftest import ID_NUMBER, PHOTO
from tests.stations import CLERK, LEAD

HALF, ESCAPE, NOUGHT, LONG = "覃\ud842", "覃\x1b@", "覃\x00", "覃" * 10_000
Step = Callable[[str], object]


class Counter:
    """Each step with one text field that is given at the last moment."""

    def __init__(self, station, take, form) -> None:
        self.station, self.form = station, form
        self.parcels = [take().id for _ in range(12)]
        self.aside = exceptions.set_aside(station, self.parcels[0], "damaged", PHOTO, CLERK).parcel
        exceptions.list_returns(station, [self.parcels[1], self.parcels[2]], "expired", PHOTO, CLERK)
        self.gone = pickup.release(
            station, Pickup((self.parcels[3],), known=True, left_behind=tuple(self.parcels)), CLERK
        ).parcels[0]
        self.draft = sending.draft(station, form, CLERK).id
        self.van = handover.begin(station, handover.Direction.OUT, "夹山", CLERK).id
        self.arriving = handover.begin(station, handover.Direction.IN, "夹山", CLERK).id
        handover.scan_many(station, self.van, [self.waybill(1)], CLERK)
        self.count = stocktake.begin(station, CLERK).id
        self.complaint = complaints.make(
            station, ComplaintForm("SF1000000000001", "lost", "没收到", "覃龚堃"), CLERK
        ).id

    def waybill(self, pick: int) -> str:
        with self.station.store.read() as db:
            found = db.execute(parcel.select().where(parcel.c.id == self.parcels[pick])).one()
        return str(found.waybill)

    def steps(self) -> Iterator[tuple[str, Step]]:
        for steps in (self.at_intake(), self.at_pickup(), self.of_cases(), self.of_sending(), self.of_people()):
            yield from steps.items()

    def at_intake(self) -> dict[str, Step]:
        s, new = self.station, Intake("SF1999999999999", carrier="SF")
        one = self.parcels[4]

        def order(**fields: Any) -> Step:
            return lambda _: intake.take_in(s, replace(new, **fields), CLERK)

        typed = ("raw", "symbology", "carrier", "shelf", "channel", "manifest", "note")
        named = ("name", "phone", "address", "resident", "household")
        return {
            "scan": lambda text: intake.scan(s, text, CLERK),
            "symbology": lambda text: intake.scan(s, "SF1999999999998", CLERK, symbology=text),
            "manifest in hand": lambda text: intake.scan(s, "SF1999999999997", CLERK, manifest_in_hand=text),
            "look": lambda text: intake.look(s, text),
            "intake waybill": lambda text: order(waybill=text)(text),
            "intake marks": lambda text: order(marks=(text,))(text),
            **{f"intake {field}": lambda text, field=field: order(**{field: text})(text) for field in typed},
            **{
                f"recipient {field}": lambda text, field=field: order(recipient=Recipient(**{field: text}))(text)
                for field in named
            },
            **{
                f"named {field}": lambda text, field=field: corrections.name_recipient(
                    s, one, Recipient(**{field: text}), CLERK
                )
                for field in named
            },
            "named carrier": lambda text: corrections.name_carrier(s, one, text, CLERK),
            "moved": lambda text: corrections.move_to(s, one, text, 1, CLERK),
            "mark": lambda text: corrections.mark(
                s, one, CLERK, marks=(text,), note="", cod_fen=0, freight_fen=0, weight_g=0
            ),
            "mark's note": lambda text: corrections.mark(
                s, one, CLERK, marks=(), note=text, cod_fen=0, freight_fen=0, weight_g=0
            ),
            "manifest": lambda text: manifests.check(s, text),
            "manifest closed": lambda text: manifests.close(s, text, CLERK),
        }  # fmt: skip

    def at_pickup(self) -> dict[str, Step]:
        s, one = self.station, self.parcels[5]
        mine = Pickup((one,), known=True, left_behind=tuple(self.parcels))

        def proxy(**fields: str) -> Step:
            who = replace(Proxy("覃小军", "儿子"), **fields)
            return lambda _: pickup.release(s, replace(mine, proxy=who, codes=("0-0-0",)), CLERK)

        return {
            "search": lambda text: find.search(s, text),
            "photo of": lambda text: find.photo(s, text),
            "code": lambda text: pickup.release(s, replace(mine, known=False, codes=(text,)), CLERK),
            "found by": lambda text: pickup.release(s, replace(mine, found_by=text), CLERK),
            "fee": lambda text: pickup.release(s, replace(mine, fees=((text, 1),)), CLERK),
            "proxy name": lambda text: proxy(name=text)(text),
            "proxy relation": lambda text: proxy(relation=text)(text),
            "proxy tail": lambda text: proxy(phone_tail=text)(text),
            "put back": lambda text: pickup.put_back(s, self.gone.id, text, LEAD),
            "called out": lambda text: notices.call_out(s, (one,), "told", text, CLERK),
            "call outcome": lambda text: notices.call_out(s, (one,), text, "", CLERK),
            "channel": lambda text: notices.choose_channel(s, one, text, CLERK),
            "slip": lambda text: verdict.judge(s, text),
            "our slip": lambda text: verdict.judge(s, f"CK1*{text}*"),
        }

    def of_cases(self) -> dict[str, Step]:
        s, one, other = self.station, self.parcels[6], self.parcels[7]
        until = s.clock.now().day + timedelta(days=2)
        complaint = ComplaintForm("SF1000000000001", "lost", "没收到", "覃龚堃")
        told = {
            f"complaint {field}": lambda text, field=field: complaints.make(
                s, replace(complaint, **{field: text}), CLERK
            )
            for field in ("waybill", "reason", "text", "name", "phone")
        }
        return told | {
            "set aside": lambda text: exceptions.set_aside(s, one, "damaged", PHOTO, CLERK, text),
            "its reason": lambda text: exceptions.set_aside(s, one, text, PHOTO, CLERK),
            "cleared": lambda text: exceptions.clear(s, text, CLERK),
            "cleared, note": lambda text: exceptions.clear(s, self.aside.waybill, CLERK, text),
            "kept": lambda text: exceptions.keep(s, other, until, CLERK, text),
            "returned": lambda text: exceptions.list_returns(s, [self.parcels[8]], "expired", PHOTO, CLERK, text),
            "stays": lambda text: exceptions.unlist_return(s, self.parcels[2], CLERK, text),
            "given up": lambda text: exceptions.give_up(s, self.parcels[9], "letter_unclaimed", PHOTO, CLERK, text),
            "reminded": lambda text: retention.remind(s, (self.parcels[10],), "call", "later", CLERK, text),
            "remind channel": lambda text: retention.remind(s, (self.parcels[10],), text, "later", CLERK),
            "van": lambda text: handover.begin(s, handover.Direction.OUT, text, CLERK),
            "van's manifest": lambda text: handover.begin(s, handover.Direction.IN, "夹山", CLERK, text),
            "loaded": lambda text: handover.scan(s, self.van, text, CLERK),
            "arrived": lambda text: handover.scan(s, self.arriving, text, CLERK),
            "dropped": lambda text: handover.drop(s, self.van, text, CLERK),
            "problem": lambda text: handover.note_problem(s, self.van, text, "not_ours", CLERK),
            "problem's note": lambda text: handover.note_problem(s, self.van, "SF1", "not_ours", CLERK, note=text),
            "courier": lambda text: handover.close(s, self.van, text, CLERK),
            "signed": lambda text: handover.close(s, self.arriving, "周师傅", CLERK, refused=True, note=text),
            "counted": lambda text: stocktake.scan(s, self.count, text, CLERK),
            "counted at": lambda text: stocktake.scan(s, self.count, self.waybill(4), CLERK, text),
            "count of": lambda text: stocktake.begin(s, CLERK, (text,)),
            "count closed": lambda text: stocktake.close(s, self.count, CLERK, text),
            "complaint noted": lambda text: complaints.note(s, self.complaint, text, CLERK),
            "complaint answered": lambda text: complaints.answer(s, self.complaint, text, CLERK),
            "witness": lambda text: destruction.destroy_labels(s, text, "碎纸", CLERK),
            "method": lambda text: destruction.destroy_labels(s, "唐德胜", text, CLERK),
            "letters": lambda text: destruction.destroy_letters(s, (one,), "唐德胜", text, CLERK),
            "duty": lambda text: duties.sign(s, text, CLERK),
            "duty's note": lambda text: duties.sign(s, "fire_check", CLERK, text),
            "exported": lambda text: export.carrier_file(s, text, until, until, CLERK),
        }  # fmt: skip

    def of_sending(self) -> dict[str, Step]:
        s, form = self.station, self.form
        until = s.clock.now().day
        fields = (
            "carrier", "tariff", "sender_name", "sender_phone", "id_number", "recipient_name", "recipient_phone",
            "recipient_address", "contents", "note",
        )  # fmt: skip
        return {
            **{f"draft {f}": lambda text, f=f: sending.draft(s, replace(form, **{f: text}), CLERK) for f in fields},
            **{
                f"closed {f}": lambda text, f=f: sending.close(
                    s, self.draft, replace(form, **{f: text}), CLERK, received_fen=100_000
                )
                for f in fields
            },
            "packing": lambda text: sending.close(s, self.draft, form, CLERK, packing={text: 1}, received_fen=100_000),
            "kept sending": lambda text: sending.keep(s, self.draft, until, CLERK, text),
            "refused": lambda text: sending.refuse(s, "no_identity", CLERK, note=text),
            "refused for": lambda text: sending.refuse(s, text, CLERK),
            "number": lambda text: sending.attach_waybill(s, self.draft, text, CLERK),
            "found": lambda text: sending.find(s, text),
            "withdrawn": lambda text: sending.withdraw(s, self.draft, CLERK, text),
        }

    def of_people(self) -> dict[str, Step]:
        s = self.station

        def asked(text: str) -> object:
            with s.store.read() as db:
                return residents.search(db, text), residents.household(db, text), residents.public_key_of(db, text)

        def noted(**fields: Any) -> object:
            return residents.note(s, "r1", CLERK, **{"phone": "", "nickname": "", "channel": Channel.CALL} | fields)

        return {
            "asked for": asked,
            "enlisted": lambda text: residents.enlist(s, text, "", CLERK),
            "phone": lambda text: residents.enlist(s, "覃小军", text, CLERK),
            "household": lambda text: residents.enlist(s, "覃小军", "", CLERK, household=text),
            "nickname": lambda text: residents.enlist(s, "覃小军", "", CLERK, nickname=text),
            "another nickname": lambda text: noted(nickname=text),
            "another phone": lambda text: noted(phone=text),
            "note": lambda text: noted(text=text),
            "resident": lambda text: residents.note(s, text, CLERK, phone="", nickname="", channel=Channel.CALL),
            "clerk": lambda text: clerks.enlist(s, text, "唐会计", Role.CLERK, "271829", LEAD),
            "clerk's name": lambda text: clerks.enlist(s, "acc", text, Role.CLERK, "271829", LEAD),
            "first PIN": lambda text: clerks.enlist(s, "acc", "唐会计", Role.CLERK, text, LEAD),
            "sign in": lambda text: clerks.sign_in(s, text, "271828"),
            "PIN": lambda text: clerks.sign_in(s, CLERK, text),
            "new PIN": lambda text: clerks.change_pin(s, CLERK, "314159", text),
            "old PIN": lambda text: clerks.change_pin(s, CLERK, text, "271829"),
            "responsible": lambda text: clerks.reset_pin(s, CLERK, "271829", text, ID_NUMBER, LEAD),
            "number of the responsible": lambda text: clerks.reset_pin(s, CLERK, "271829", "唐站长", text, LEAD),
            "proof": lambda text: clerks.prove(s, CLERK, text),
        }


@pytest.mark.parametrize("text", [HALF, ESCAPE, NOUGHT, LONG], ids=["half a character", "escape", "nought", "long"])
def test_every_field_of_every_step(station, take, form, text: str) -> None:
    counter = Counter(station, take, form)
    crashed, said = [], []
    for name, step in counter.steps():
        station.clock.advance(seconds=90)  # a locked PIN is not what is asked about here
        try:
            step(text)
        except NotReady as fault:
            said += [station.texts.problem(one) for one in fault.problems]
        except Trouble as trouble:
            said.append(station.texts.trouble(trouble))
        except Exception as bug:  # noqa: BLE001 - each field is to be named, not only the first
            crashed.append(f"{name}: {type(bug).__name__} {str(bug)[:80]}")
    assert not crashed, "\n".join(crashed)
    assert said
    assert not [words for words in said if words.startswith(("problem.", "trouble."))], "a fault without words"
    found = [f"{table}.{column}" for table, column, value in typed_texts(station) if text[1:] in value]
    assert not found, "such a text is stored"


TYPED = {
    "name", "phone", "address", "note", "text", "answer", "nickname", "household", "relation", "phone_tail", "witness",
    "method", "partner", "courier", "sender_name", "recipient_name", "recipient_address", "contents",
}  # fmt: skip
"""Columns that a person's typing reaches."""


def typed_texts(station) -> Iterator[tuple[str, str, str]]:
    with station.store.read() as db:
        for table in derived_tables():
            for row in db.execute(table.select()).mappings():
                yield from ((table.name, column, row[column]) for column in TYPED & row.keys())
