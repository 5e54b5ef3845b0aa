"""Who writes the parcel tables: one projector per kind of fact, and :func:`move`, which every act goes through.

An act that is not possible from a parcel's state raises Refused here, inside the transaction: nothing of it is written.
"""

from functools import cache
from types import SimpleNamespace

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection, Row

from kiosk import journal, ledger
from kiosk.clock import day_number
from kiosk.errors import NotFound, Refused
from kiosk.journal import Entry
from kiosk.parcels import books, rules
from kiosk.parcels.counter_model import parcel_case
from kiosk.parcels.model import (
    HERE,
    TRANSITIONS,
    Act,
    ItemState,
    NoticeState,
    ParcelState,
    after,
    hold,
    manifest,
    manifest_item,
    notice,
    parcel,
    parcel_day,
    parcel_key,
    pickup,
    place,
    verdict,
)
from kiosk.people import names
from kiosk.store.prepared import Prepared
from kiosk.wire import parcel_events as facts
from kiosk.wire.decisions import (
    CarrierVerdict,
    HoldLifted,
    HoldPlaced,
    ManifestIssued,
    ManifestItem,
    NoticeDelivered,
)

# Statements of the busiest step are built once: SQLAlchemy spends more on building one than SQLite on running it.
_INSERT = Prepared(insert(parcel), *parcel.c.keys())
_BY_ID = Prepared(select(parcel).where(parcel.c.id == bindparam("an_id")))
_INSERT_KEYS = Prepared(insert(parcel_key).prefix_with("OR IGNORE"), "key", "parcel")
_DROP_KEYS = Prepared(delete(parcel_key).where(parcel_key.c.parcel == bindparam("an_id")))
_INSERT_PICKUP = Prepared(insert(pickup), *pickup.c.keys())
_INSERT_NOTICE = Prepared(insert(notice), *notice.c.keys())


def _placing(*taken_over: str) -> Prepared:
    """Grow a layer's count, and take over these columns of the new row."""
    row = upsert(place)
    new = {"stored": place.c.stored + row.excluded.stored} | {name: row.excluded[name] for name in taken_over}
    return Prepared(row.on_conflict_do_update(index_elements=["shelf", "layer"], set_=new), *place.c.keys())


_STORE = _placing()
_NUMBER = _placing("number", "day")


def row_of(db: Connection, parcel_id: int) -> "Row[tuple[object, ...]]":
    """A parcel's row.

    Raises:
        NotFound: ``parcels.missing``.
    """
    row: Row[tuple[object, ...]] | None = _BY_ID(db, an_id=parcel_id).first()
    if row is None:
        raise NotFound("parcels.missing")
    return row


def move(db: Connection, entry: Entry, parcel_id: int, act: Act, **columns: object) -> "Row[tuple[object, ...]]":
    """Do an act: state, search index, the place's count and the day's counter. Called by projectors only.

    Args:
        db: Inside the entry's transaction.
        entry: What is projected.
        parcel_id: The parcel.
        act: What happens to it.
        columns: Other columns of ``parcel`` that change with it.

    Returns:
        The row as it was before.

    Raises:
        NotFound: ``parcels.missing``.
        Refused: ``parcels.not_from_here``.
    """
    before = row_of(db, parcel_id)
    to = after(ParcelState(before.state), act)
    change(
        db, parcel_id,
        state=to.value, here=int(to in HERE), state_ms=entry.at_ms, state_day=day_number(entry.day), **columns,
    )  # fmt: skip
    if bool(before.here) != (to in HERE):
        _place_again(db, before if before.here else row_of(db, parcel_id), stored=1 if to in HERE else -1)
    if counter := TRANSITIONS[act].counter:
        count(db, entry, before.carrier, **{counter: 1})
    return before


def change(db: Connection, parcel_id: int, **columns: object) -> None:
    """Set columns of one parcel."""
    _changing(*columns)(db, an_id=parcel_id, **columns)


@cache
def _changing(*columns: str) -> Prepared:
    return Prepared(update(parcel).where(parcel.c.id == bindparam("an_id")), *columns)


def count(db: Connection, entry: Entry, carrier: str, **amounts: int) -> None:
    """Move the day's counters of a carrier; the column's name → how much."""
    _count_on(db, day_number(entry.day), carrier, **amounts)


def _count_on(db: Connection, day: int, carrier: str, **amounts: int) -> None:
    _counting(*amounts)(db, day=day, carrier=carrier, **amounts)


@cache
def _counting(*columns: str) -> Prepared:
    counted = upsert(parcel_day)
    grown = {name: parcel_day.c[name] + counted.excluded[name] for name in columns}
    statement = counted.on_conflict_do_update(index_elements=["day", "carrier"], set_=grown)
    return Prepared(statement, "day", "carrier", *columns)


def search_keys(row: "Row[tuple[object, ...]] | SimpleNamespace") -> set[str]:
    """What finds a parcel that is here; texts that are found by their ends stand reversed.

    ``w`` waybill, ``c`` pickup code, ``p`` phone (all reversed), ``r`` resident, ``h`` household, ``n`` name and its
    pinyin. A resident's name is not among them: residents are searched in their own room, with nicknames and later
    corrections.
    """
    keys = {"w:" + row.waybill[::-1], "c:" + row.code_key[::-1]}
    if phone := row.phone.rpartition("*")[2]:
        keys.add("p:" + phone[::-1])
    if row.resident:
        keys.add("r:" + row.resident)
    elif row.name:
        keys |= {"n:" + key for key in (*names.search_keys(row.name), names.normalise(row.name)) if key}
    if row.household:
        keys.add("h:" + row.household)
    return keys


def _index(db: Connection, row: "Row[tuple[object, ...]] | SimpleNamespace") -> None:
    _INSERT_KEYS.many(db, [{"key": key, "parcel": row.id} for key in sorted(search_keys(row))])


def _index_again(db: Connection, parcel_id: int) -> None:
    row = row_of(db, parcel_id)
    if row.here:
        _DROP_KEYS(db, an_id=parcel_id)
        _index(db, row)


def _place_again(db: Connection, row: "Row[tuple[object, ...]]", stored: int) -> None:
    """A parcel came to, or left, its place and the index."""
    _STORE(db, shelf=row.shelf, layer=row.layer, stored=stored, number=-1, day=0)
    if stored > 0:
        _index(db, row)
    else:
        _DROP_KEYS(db, an_id=row.id)


def _number(db: Connection, entry: Entry, fact: facts.ParcelTakenIn | facts.ParcelMoved) -> None:
    """A code was given out at a place."""
    _NUMBER(db, shelf=fact.shelf, layer=fact.layer, number=fact.number, day=day_number(entry.day), stored=1)


def _recipient(who: facts.Recipient) -> dict[str, object]:
    return {
        "name": who.name, "phone": who.phone, "address": who.address, "resident": who.resident,
        "household": who.household, "group_no": who.group,
    }  # fmt: skip


def shape_of(waybill: str) -> str:
    """Length and first characters: numbers alike are usually of one carrier."""
    return f"{len(waybill)}:{waybill[: rules.prefix_chars]}"


# ── Intake ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(facts.ParcelTakenIn)
def _taken_in(db: Connection, entry: Entry, fact: facts.ParcelTakenIn) -> None:
    day = day_number(entry.day)
    row = _recipient(fact.recipient) | {
            "id": entry.ref, "position": entry.position, "state": ParcelState.IN_STOCK.value, "here": 1,
            "state_ms": entry.at_ms, "state_day": day, "waybill": fact.waybill, "raw": fact.raw,
            "symbology": fact.symbology, "shape": shape_of(fact.waybill), "carrier": fact.carrier,
            "shelf": fact.shelf, "layer": fact.layer, "code": fact.code, "code_key": rules.normalise_code(fact.code),
            "marks": ",".join(fact.marks), "channel": fact.channel, "manifest": fact.manifest,
            "announced": int(fact.announced), "cod_fen": fact.cod_fen, "freight_fen": fact.freight_fen,
            "weight_g": fact.weight_g, "letter": int(fact.letter), "note": fact.note, "by": entry.by,
            "taken_in_ms": entry.at_ms, "taken_in_day": day, "storage_due": fact.storage_due, "called_ms": None,
            "called_outcome": "", "reminded_day": None, "wrong_tries": 0,
    }  # fmt: skip
    _INSERT(db, **row)
    _number(db, entry, fact)
    _index(db, SimpleNamespace(**row))
    if fact.announced:
        _tick(db, fact.manifest, fact.waybill, entry.ref)
    count(db, entry, fact.carrier, taken_in=1)


def _tick(db: Connection, number: str, waybill: str, parcel_id: int) -> None:
    _item(db, number, waybill, state=ItemState.ARRIVED.value, parcel=parcel_id)


def _item(db: Connection, number: str, waybill: str, **columns: object) -> None:
    this = (manifest_item.c.manifest == number) & (manifest_item.c.waybill == waybill)
    db.execute(update(manifest_item).where(this).values(columns))


@journal.projects(facts.IntakeUndone)
def _undone(db: Connection, entry: Entry, fact: facts.IntakeUndone) -> None:
    was = move(db, entry, fact.parcel, Act.UNDO)
    if was.announced:
        closed = db.execute(select(manifest.c.state).where(manifest.c.number == was.manifest)).scalar() == "closed"
        state = ItemState.MISSING if closed else ItemState.EXPECTED
        _item(db, was.manifest, was.waybill, state=state.value, parcel=None)
    waiting = (notice.c.parcel == fact.parcel) & (notice.c.state == NoticeState.QUEUED.value)
    db.execute(update(notice).where(waiting).values(state=NoticeState.CANCELLED.value))


@journal.projects(facts.ParcelMoved)
def _moved(db: Connection, entry: Entry, fact: facts.ParcelMoved) -> None:
    was = row_of(db, fact.parcel)
    if not was.here:
        raise Refused("parcels.not_here")
    _STORE(db, shelf=was.shelf, layer=was.layer, stored=-1, number=-1, day=0)
    change(
        db, fact.parcel,
        shelf=fact.shelf, layer=fact.layer, code=fact.code, code_key=rules.normalise_code(fact.code),
        position=entry.position,
    )  # fmt: skip
    _number(db, entry, fact)
    _index_again(db, fact.parcel)


@journal.projects(facts.RecipientNamed)
def _recipient_named(db: Connection, _entry: Entry, fact: facts.RecipientNamed) -> None:
    change(db, fact.parcel, channel=fact.channel, **_recipient(fact.recipient))
    _index_again(db, fact.parcel)


@journal.projects(facts.CarrierNamed)
def _carrier_named(db: Connection, _entry: Entry, fact: facts.CarrierNamed) -> None:
    was = row_of(db, fact.parcel)
    change(db, fact.parcel, carrier=fact.carrier, storage_due=fact.storage_due)
    _count_on(db, was.taken_in_day, was.carrier, taken_in=-1)
    _count_on(db, was.taken_in_day, fact.carrier, taken_in=1)


@journal.projects(facts.ParcelMarked)
def _marked(db: Connection, _entry: Entry, fact: facts.ParcelMarked) -> None:
    change(
        db, fact.parcel,
        marks=",".join(fact.marks), note=fact.note, cod_fen=fact.cod_fen, freight_fen=fact.freight_fen,
        weight_g=fact.weight_g,
    )  # fmt: skip


# ── Notices ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(facts.NoticeQueued)
def _notice_queued(db: Connection, entry: Entry, fact: facts.NoticeQueued) -> None:
    _INSERT_NOTICE(
        db, id=entry.ref, parcel=fact.parcel, channel=fact.channel, reason=fact.reason, text=fact.text,
        state=NoticeState.QUEUED.value, outcome="", at_ms=entry.at_ms,
    )  # fmt: skip


@journal.projects(NoticeDelivered)
def _notice_delivered(db: Connection, _entry: Entry, fact: NoticeDelivered) -> None:
    values = {"state": NoticeState(fact.outcome).value, "outcome": fact.reason}
    db.execute(update(notice).where(notice.c.id == fact.notice).values(values))


@journal.projects(facts.ChannelChosen)
def _channel_chosen(db: Connection, _entry: Entry, fact: facts.ChannelChosen) -> None:
    change(db, fact.parcel, channel=fact.channel)


@journal.projects(facts.CalledOut)
def _called_out(db: Connection, entry: Entry, fact: facts.CalledOut) -> None:
    for parcel_id in fact.parcels:
        change(db, parcel_id, called_ms=entry.at_ms, called_outcome=fact.outcome)


# ── Pickup ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(facts.PickupTried)
def _pickup_tried(db: Connection, _entry: Entry, fact: facts.PickupTried) -> None:
    these = parcel.c.id.in_(fact.parcels)
    db.execute(update(parcel).where(these).values(wrong_tries=parcel.c.wrong_tries + 1))


def close_cases(db: Connection, entry: Entry, parcel_id: int, outcome: str, batch_id: int | None = None) -> None:
    """End what was open about a parcel: an exception, a return."""
    closed = {
        "closed_ms": entry.at_ms, "closed_day": day_number(entry.day), "outcome": outcome, "batch": batch_id,
    }  # fmt: skip
    still_open = (parcel_case.c.parcel == parcel_id) & parcel_case.c.closed_ms.is_(None)
    db.execute(update(parcel_case).where(still_open).values(closed))


@journal.projects(facts.ParcelPickedUp)
def _picked_up(db: Connection, entry: Entry, fact: facts.ParcelPickedUp) -> None:
    before = move(db, entry, fact.parcel, Act.PICK_UP, wrong_tries=0)
    if before.state == ParcelState.AWAITING_RETURN:
        close_cases(db, entry, fact.parcel, "picked_up")  # its recipient came after all
    row = {
        "parcel": fact.parcel, "position": entry.position, "at_ms": entry.at_ms, "day": day_number(entry.day),
        "by": entry.by, "found_by": fact.found_by, "taker": fact.taker, "name": fact.name, "relation": fact.relation,
        "phone_tail": fact.phone_tail, "proof": fact.proof, "inspected": int(fact.inspected), "photo": fact.photo,
        "face_photo": fact.face_photo, "receipt": fact.receipt or fact.parcel, "paid": None, "paid_fen": 0,
        "packing_fen": 0, "insurance_fen": 0,
    }  # fmt: skip
    _INSERT_PICKUP(db, **row)


@journal.projects(facts.ParcelPutBack)
def _put_back(db: Connection, entry: Entry, fact: facts.ParcelPutBack) -> None:
    db.execute(delete(pickup).where(pickup.c.parcel == fact.parcel))
    move(
        db, entry, fact.parcel, Act.PUT_BACK,
        shelf=fact.shelf, layer=fact.layer, code=fact.code, code_key=rules.normalise_code(fact.code),
    )  # fmt: skip
    if fact.number:
        this = (place.c.shelf == fact.shelf) & (place.c.layer == fact.layer)
        db.execute(update(place).where(this).values(number=fact.number, day=day_number(entry.day)))


@journal.projects(facts.PickupPaid)
def _pickup_paid(db: Connection, entry: Entry, fact: facts.PickupPaid) -> None:
    fee_fen = sum(fee.count * fee.each_fen for fee in fact.fees)
    ledger.post(db, entry, books.pickup_paid(fact))
    for place_in_basket, paid in enumerate(fact.parcels):
        values = {
            "paid": entry.ref, "paid_fen": books.total_fen(paid), "packing_fen": paid.packing_fen,
            "insurance_fen": paid.insurance_fen,
        }  # fmt: skip
        db.execute(update(pickup).where(pickup.c.parcel == paid.parcel).values(values))
        charged = fee_fen if place_in_basket == 0 else 0
        count(
            db, entry, paid.carrier,
            cod_fen=paid.cod_fen, freight_fen=books.total_fen(paid) - paid.cod_fen, fee_fen=charged,
        )  # fmt: skip


@journal.projects(facts.PickupRefunded)
def _pickup_refunded(db: Connection, entry: Entry, fact: facts.PickupRefunded) -> None:
    ledger.post(db, entry, books.pickup_refunded(fact))
    for paid in fact.parcels:
        count(db, entry, paid.carrier, cod_fen=-paid.cod_fen, freight_fen=paid.cod_fen - books.total_fen(paid))


# ── What the county says ──────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(ManifestIssued)
def _manifest_issued(db: Connection, _entry: Entry, fact: ManifestIssued) -> None:
    """A manifest issued again replaces what was not seen yet; what arrived stays ticked."""
    head = {"number": fact.number, "origin": fact.origin, "day": fact.day}
    first = head | {"state": "open", "position": None, "closed_ms": None}
    db.execute(upsert(manifest).on_conflict_do_update(index_elements=["number"], set_=head), first)
    unseen = (manifest_item.c.manifest == fact.number) & (manifest_item.c.state != ItemState.ARRIVED.value)
    db.execute(delete(manifest_item).where(unseen))
    rows = [_item_row(fact.number, at, item) for at, item in enumerate(fact.items)]
    if rows:
        db.execute(insert(manifest_item).prefix_with("OR IGNORE"), rows)
    _tick_early_ones(db, fact.number)


def _item_row(number: str, at: int, item: ManifestItem) -> dict[str, object]:
    return {
        "manifest": number, "waybill": rules.clean_number(item.waybill), "place": at, "carrier": item.carrier,
        "name": item.name, "phone": rules.normalise_phone(item.phone), "resident": item.resident,
        "address": item.address, "marks": ",".join(item.marks), "cod_fen": max(0, item.cod_fen),
        "freight_fen": max(0, item.freight_fen), "state": ItemState.EXPECTED.value, "parcel": None,
    }  # fmt: skip


def _tick_early_ones(db: Connection, number: str) -> None:
    """The van was quicker than the link: parcels that are here already are ticked off."""
    early = (
        select(parcel.c.id, parcel.c.waybill)
        .join(manifest_item, manifest_item.c.waybill == parcel.c.waybill)
        .where(
            manifest_item.c.manifest == number, manifest_item.c.state == ItemState.EXPECTED.value, parcel.c.here == 1
        )
    )
    for row in db.execute(early).all():
        _tick(db, number, row.waybill, row.id)
        change(db, row.id, manifest=number, announced=1)


@journal.projects(facts.ManifestClosed)
def _manifest_closed(db: Connection, entry: Entry, fact: facts.ManifestClosed) -> None:
    this = manifest.c.number == fact.number
    values = {"state": "closed", "position": entry.position, "closed_ms": entry.at_ms}
    db.execute(update(manifest).where(this).values(values))
    unseen = (manifest_item.c.manifest == fact.number) & (manifest_item.c.state == ItemState.EXPECTED.value)
    db.execute(update(manifest_item).where(unseen).values(state=ItemState.MISSING.value))


@journal.projects(HoldPlaced)
def _hold_placed(db: Connection, entry: Entry, fact: HoldPlaced) -> None:
    row = {"waybill": rules.clean_number(fact.waybill), "reason": fact.reason, "placed_ms": entry.at_ms}
    _put(db, hold, row | {"lifted_ms": None})


@journal.projects(HoldLifted)
def _hold_lifted(db: Connection, entry: Entry, fact: HoldLifted) -> None:
    this = hold.c.waybill == rules.clean_number(fact.waybill)
    db.execute(update(hold).where(this).values(lifted_ms=entry.at_ms))


@journal.projects(CarrierVerdict)
def _carrier_verdict(db: Connection, _entry: Entry, fact: CarrierVerdict) -> None:
    _put(db, verdict, {"waybill": rules.clean_number(fact.waybill), "carrier": fact.carrier, "text": fact.text})


def _put(db: Connection, table: Table, row: dict[str, object]) -> None:
    """Insert, or replace the row of the same waybill."""
    db.execute(upsert(table).on_conflict_do_update(index_elements=["waybill"], set_=row), row)
