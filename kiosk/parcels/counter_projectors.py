"""Who writes the counter's other tables; a parcel's own state changes only through ``projectors.move``."""

from typing import Any

from sqlalchemy import Column, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection, Row

from kiosk import journal, ledger
from kiosk.clock import day_number, local
from kiosk.errors import Refused
from kiosk.journal import Entry
from kiosk.parcels import books, rules
from kiosk.parcels.counter_model import (
    SENDING_HERE,
    SENDING_TRANSITIONS,
    BatchVerdict,
    Direction,
    LineState,
    Seen,
    SendingAct,
    SendingState,
    batch,
    batch_line,
    complaint,
    complaint_step,
    destruction,
    duty,
    forgotten,
    parcel_case,
    parcel_kept,
    reminder,
    sending,
    sending_after,
    sending_day,
    stocktake,
    stocktake_line,
)
from kiosk.parcels.model import Act, ParcelState, manifest_item, notice, parcel, pickup
from kiosk.parcels.projectors import change, close_cases, move, row_of
from kiosk.wire import counter_events as facts
from kiosk.wire.decisions import ComplaintForwarded, WaybillIssued

AnyRow = Row[tuple[Any, ...]]

# ── Sending ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_SENDING = select(sending).where(sending.c.id == bindparam("an_id"))


def sending_row(db: Connection, sending_id: int) -> AnyRow:
    """A sending's row.

    Raises:
        Refused: ``counter.no_sending``.
    """
    if (row := db.execute(_SENDING, {"an_id": sending_id}).first()) is None:
        raise Refused("counter.no_sending")
    return row


def _step(db: Connection, entry: Entry, sending_id: int, act: SendingAct, **columns: object) -> AnyRow:
    """Do an act: state, its day, the day's counter; other columns change with it."""
    before = sending_row(db, sending_id)
    to = sending_after(SendingState(before.state), act)
    moved = {"state": to.value, "here": int(to in SENDING_HERE)}
    if to.value != before.state:
        moved |= {"state_ms": entry.at_ms, "state_day": day_number(entry.day)}
    db.execute(update(sending).where(sending.c.id == sending_id).values(moved | columns))
    if counter := SENDING_TRANSITIONS[act].counter:
        _count(db, entry, str(columns.get("carrier", before.carrier)), **{counter: 1})
    return before


def _count(db: Connection, entry: Entry, carrier: str, **amounts: int) -> None:
    row = {"day": day_number(entry.day), "carrier": carrier}
    grown = {name: sending_day.c[name] + amount for name, amount in amounts.items()}
    db.execute(upsert(sending_day).values(row | amounts).on_conflict_do_update(set_=grown))


def _form(form: facts.SendingForm) -> dict[str, object]:
    return {
        "sender_name": form.sender_name, "sender_phone": form.sender_phone, "recipient_name": form.recipient_name,
        "recipient_phone": form.recipient_phone, "recipient_address": form.recipient_address,
        "carrier": form.carrier, "tariff": form.tariff, "contents": form.contents, "prepaid": int(form.prepaid),
        "weight_g": form.weight_g, "declared_fen": form.declared_fen, "note": form.note,
    }  # fmt: skip


def _insert_sending(db: Connection, entry: Entry, form: facts.SendingForm, state: SendingState, reason: str) -> None:
    day = day_number(entry.day)
    db.execute(
        insert(sending),
        _form(form)
        | {
            "id": entry.ref, "position": entry.position, "accepted_position": None, "state": state.value, "here": 0,
            "state_ms": entry.at_ms, "state_day": day, "waybill": "", "freight_fen": 0, "packing_fen": 0,
            "insurance_fen": 0, "paid": None, "paid_fen": 0, "id_tail": "", "id_salt": b"", "id_digest": b"",
            "photo": "", "reason": reason, "kept_until": None, "by": entry.by, "drafted_ms": entry.at_ms,
            "drafted_day": day, "accepted_ms": None, "accepted_day": None,
        },
    )  # fmt: skip


@journal.projects(facts.SendingDrafted)
def _drafted(db: Connection, entry: Entry, fact: facts.SendingDrafted) -> None:
    _insert_sending(db, entry, fact.form, SendingState.DRAFT, "")


@journal.projects(facts.SendingChanged)
def _changed(db: Connection, entry: Entry, fact: facts.SendingChanged) -> None:
    _step(db, entry, fact.sending, SendingAct.CHANGE, **_form(fact.form))


@journal.projects(facts.SendingAccepted)
def _accepted(db: Connection, entry: Entry, fact: facts.SendingAccepted) -> None:
    _step(
        db, entry, fact.sending, SendingAct.ACCEPT,
        **_form(fact.form), accepted_position=entry.position, accepted_ms=entry.at_ms,
        accepted_day=day_number(entry.day),
        freight_fen=fact.freight_fen, packing_fen=sum(fee.count * fee.each_fen for fee in fact.packing),
        insurance_fen=fact.insurance_fen, id_tail=fact.identity.tail, id_salt=fact.identity.salt,
        id_digest=fact.identity.digest, photo=fact.photo, kept_until=None,
    )  # fmt: skip


@journal.projects(facts.SendingPaid)
def _paid(db: Connection, entry: Entry, fact: facts.SendingPaid) -> None:
    postage_fen = fact.freight_fen + fact.insurance_fen
    ledger.post(db, entry, books.sending_paid(fact))
    paid = {"paid": entry.ref, "paid_fen": postage_fen + fact.packing_fen}
    db.execute(update(sending).where(sending.c.id == fact.sending).values(paid))
    _count(db, entry, fact.carrier, postage_fen=postage_fen, packing_fen=fact.packing_fen)


@journal.projects(facts.SendingRefused)
def _refused(db: Connection, entry: Entry, fact: facts.SendingRefused) -> None:
    if fact.sending:
        _step(db, entry, fact.sending, SendingAct.REFUSE, reason=fact.reason, note=fact.note)
        return
    _insert_sending(db, entry, facts.SendingForm(note=fact.note), SendingState.REFUSED, fact.reason)
    _count(db, entry, "", refused=1)


@journal.projects(facts.SendingWithdrawn)
def _withdrawn(db: Connection, entry: Entry, fact: facts.SendingWithdrawn) -> None:
    _step(db, entry, fact.sending, SendingAct.WITHDRAW, note=fact.note)


@journal.projects(facts.SendingKept)
def _sending_kept(db: Connection, entry: Entry, fact: facts.SendingKept) -> None:
    _step(db, entry, fact.sending, SendingAct.KEEP, kept_until=fact.until, note=fact.note)


@journal.projects(facts.SendingKeptNoMore)
def _sending_kept_no_more(db: Connection, entry: Entry, fact: facts.SendingKeptNoMore) -> None:
    _step(db, entry, fact.sending, SendingAct.KEEP_NO_MORE, kept_until=None)


@journal.projects(facts.WaybillAttached)
def _waybill_attached(db: Connection, _entry: Entry, fact: facts.WaybillAttached) -> None:
    _number(db, fact.sending, fact.waybill)


@journal.projects(WaybillIssued)
def _waybill_issued(db: Connection, _entry: Entry, fact: WaybillIssued) -> None:
    _number(db, fact.sending, rules.clean_number(fact.waybill))


def _number(db: Connection, sending_id: int, waybill: str) -> None:
    sending_row(db, sending_id)
    db.execute(update(sending).where(sending.c.id == sending_id).values(waybill=waybill))


# ── A parcel that does not simply wait ────────────────────────────────────────────────────────────────────────────────


@journal.projects(facts.ParcelKept)
def _kept(db: Connection, entry: Entry, fact: facts.ParcelKept) -> None:
    if row_of(db, fact.parcel).state == ParcelState.HELD:
        change(db, fact.parcel, storage_due=fact.until)
    else:
        move(db, entry, fact.parcel, Act.KEEP, storage_due=fact.until)
        close_cases(db, entry, fact.parcel, "unlisted")
    row = {"parcel": fact.parcel, "until": fact.until, "note": fact.note, "at_ms": entry.at_ms}
    db.execute(upsert(parcel_kept).on_conflict_do_update(index_elements=["parcel"], set_=row), row)


@journal.projects(facts.ParcelKeptNoMore)
def _kept_no_more(db: Connection, entry: Entry, fact: facts.ParcelKeptNoMore) -> None:
    move(db, entry, fact.parcel, Act.KEEP_NO_MORE)


@journal.projects(facts.ParcelSetAside)
def _set_aside(db: Connection, entry: Entry, fact: facts.ParcelSetAside) -> None:
    move(db, entry, fact.parcel, Act.SET_ASIDE)
    _open_case(db, entry, "exception", fact)


@journal.projects(facts.ParcelCleared)
def _cleared(db: Connection, entry: Entry, fact: facts.ParcelCleared) -> None:
    move(db, entry, fact.parcel, Act.CLEAR)
    close_cases(db, entry, fact.parcel, "cleared")


@journal.projects(facts.ReturnListed)
def _return_listed(db: Connection, entry: Entry, fact: facts.ReturnListed) -> None:
    move(db, entry, fact.parcel, Act.LIST_RETURN)
    _open_case(db, entry, "return", fact)


@journal.projects(facts.ReturnUnlisted)
def _return_unlisted(db: Connection, entry: Entry, fact: facts.ReturnUnlisted) -> None:
    move(db, entry, fact.parcel, Act.UNLIST_RETURN)
    close_cases(db, entry, fact.parcel, "unlisted")


@journal.projects(facts.ParcelGivenUp)
def _given_up(db: Connection, entry: Entry, fact: facts.ParcelGivenUp) -> None:
    move(db, entry, fact.parcel, Act.GIVE_UP)
    close_cases(db, entry, fact.parcel, "given_up")
    _open_case(db, entry, "undeliverable", fact, fact.destroy_from)


@journal.projects(facts.LettersDestroyed)
def _letters_destroyed(db: Connection, entry: Entry, fact: facts.LettersDestroyed) -> None:
    for parcel_id in fact.parcels:
        move(db, entry, parcel_id, Act.DESTROY)
        close_cases(db, entry, parcel_id, "destroyed")
    day = day_number(entry.day)
    _destroyed(db, entry, "letters", (day, day), len(fact.parcels), fact)


@journal.projects(facts.LabelsDestroyed)
def _labels_destroyed(db: Connection, entry: Entry, fact: facts.LabelsDestroyed) -> None:
    _destroyed(db, entry, "labels", (fact.from_day, fact.to_day), fact.count, fact)


def _destroyed(
    db: Connection, entry: Entry, kind: str, days: tuple[int, int], count: int,
    fact: facts.LettersDestroyed | facts.LabelsDestroyed,
) -> None:  # fmt: skip
    row = {
        "id": entry.ref, "kind": kind, "from_day": days[0], "to_day": days[1], "pieces": count,
        "witness": fact.witness, "method": fact.method, "photo": fact.photo, "by": entry.by, "at_ms": entry.at_ms,
        "day": day_number(entry.day),
    }  # fmt: skip
    db.execute(insert(destruction), row)


def _open_case(
    db: Connection, entry: Entry, kind: str, fact: facts.ParcelSetAside | facts.ReturnListed | facts.ParcelGivenUp,
    destroy_from: int = 0,
) -> None:  # fmt: skip
    row = {
        "id": entry.ref, "parcel": fact.parcel, "kind": kind, "reason": fact.reason, "photo": fact.photo,
        "note": fact.note, "by": entry.by, "opened_ms": entry.at_ms, "opened_day": day_number(entry.day),
        "closed_ms": None, "closed_day": None, "outcome": "", "batch": None, "destroy_from": destroy_from,
    }  # fmt: skip
    db.execute(insert(parcel_case), row)


@journal.projects(facts.ReminderMade)
def _reminded(db: Connection, entry: Entry, fact: facts.ReminderMade) -> None:
    day = day_number(entry.day)
    said = {
        "id": entry.ref, "at_ms": entry.at_ms, "day": day, "by": entry.by, "channel": fact.channel,
        "stage": fact.stage, "outcome": fact.outcome, "note": fact.note,
    }  # fmt: skip
    db.execute(insert(reminder), [said | {"parcel": parcel_id} for parcel_id in fact.parcels])
    for parcel_id in fact.parcels:
        change(db, parcel_id, reminded_day=day)


# ── Hand-over ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def open_batch(db: Connection, batch_id: int) -> AnyRow:
    """A batch that is not signed yet.

    Raises:
        Refused: ``counter.no_batch``, ``counter.batch_closed``.
    """
    if (row := db.execute(select(batch).where(batch.c.id == batch_id)).first()) is None:
        raise Refused("counter.no_batch")
    if row.verdict != BatchVerdict.OPEN:
        raise Refused("counter.batch_closed")
    return row


@journal.projects(facts.BatchOpened)
def _batch_opened(db: Connection, entry: Entry, fact: facts.BatchOpened) -> None:
    row = {
        "id": entry.ref, "direction": fact.direction, "partner": fact.partner, "manifest": fact.manifest,
        "verdict": BatchVerdict.OPEN.value, "courier": "", "signature": "", "note": "", "by": entry.by,
        "opened_ms": entry.at_ms, "opened_day": day_number(entry.day), "closed_ms": None, "position": None,
    }  # fmt: skip
    db.execute(insert(batch), row)


@journal.projects(facts.BatchScanned)
def _batch_scanned(db: Connection, entry: Entry, fact: facts.BatchScanned) -> None:
    if open_batch(db, fact.batch).direction == Direction.OUT:
        if fact.kind == "parcel":
            move(db, entry, fact.ref, Act.HAND_TO_VAN)
        else:
            _step(db, entry, fact.ref, SendingAct.LOAD)
    _put_line(db, entry, fact.batch, fact.waybill, LineState.SCANNED, kind=fact.kind, ref=fact.ref)


@journal.projects(facts.BatchItemDropped)
def _batch_item_dropped(db: Connection, entry: Entry, fact: facts.BatchItemDropped) -> None:
    _unload(db, entry, open_batch(db, fact.batch), fact.waybill)
    db.execute(delete(batch_line).where(_this_line(fact.batch, fact.waybill)))


@journal.projects(facts.BatchProblemNoted)
def _batch_problem(db: Connection, entry: Entry, fact: facts.BatchProblemNoted) -> None:
    line = _unload(db, entry, open_batch(db, fact.batch), fact.waybill)
    _put_line(
        db, entry, fact.batch, fact.waybill, LineState.PROBLEM,
        kind=line.kind if line else "", ref=line.ref if line else 0,
        reason=fact.reason, photo=fact.photo, note=fact.note,
    )  # fmt: skip


@journal.projects(facts.BatchClosed)
def _batch_closed(db: Connection, entry: Entry, fact: facts.BatchClosed) -> None:
    row = open_batch(db, fact.batch)
    accepted, known = frozenset(fact.accepted), {line.waybill for line in lines_of(db, fact.batch)}
    for line in lines_of(db, fact.batch, LineState.SCANNED):
        if line.waybill in accepted:
            _hand_over(db, entry, row, line)
        else:
            _unload(db, entry, row, line.waybill)
            _put_line(db, entry, fact.batch, line.waybill, LineState.PROBLEM, kind=line.kind, ref=line.ref)
    for waybill in fact.accepted:
        if waybill not in known:  # it went through intake instead of the batch's own scan
            _put_line(db, entry, fact.batch, waybill, LineState.ACCEPTED)
    for waybill in fact.missing:
        _put_line(db, entry, fact.batch, waybill, LineState.MISSING, reason="missing")
    closed = {
        "verdict": fact.verdict, "courier": fact.courier, "signature": fact.signature, "note": fact.note,
        "closed_ms": entry.at_ms, "position": entry.position,
    }  # fmt: skip
    db.execute(update(batch).where(batch.c.id == fact.batch).values(closed))


@journal.projects(facts.BatchSignatureKept)
def _batch_signature(db: Connection, _entry: Entry, fact: facts.BatchSignatureKept) -> None:
    db.execute(update(batch).where(batch.c.id == fact.batch).values(signature=fact.signature))


def lines_of(db: Connection, batch_id: int, *states: LineState) -> list[AnyRow]:
    """The lines of a batch in the order of scanning, all or those in these states."""
    found = select(batch_line).where(batch_line.c.batch == batch_id).order_by(batch_line.c.at_ms, batch_line.c.waybill)
    return list(db.execute(found.where(batch_line.c.state.in_(states)) if states else found).all())


def _this_line(batch_id: int, waybill: str) -> Any:  # noqa: ANN401 - an SQL condition
    return (batch_line.c.batch == batch_id) & (batch_line.c.waybill == waybill)


def _put_line(  # noqa: PLR0913 - one line's columns
    db: Connection, entry: Entry, batch_id: int, waybill: str, state: LineState, *, kind: str = "", ref: int = 0,
    reason: str = "", photo: str = "", note: str = "",
) -> None:  # fmt: skip
    row = {
        "batch": batch_id, "waybill": waybill, "kind": kind, "ref": ref, "state": state.value, "reason": reason,
        "photo": photo, "note": note, "at_ms": entry.at_ms,
    }  # fmt: skip
    db.execute(upsert(batch_line).on_conflict_do_update(index_elements=["batch", "waybill"], set_=row), row)


def _unload(db: Connection, entry: Entry, row: AnyRow, waybill: str) -> AnyRow | None:
    """Take a scanned line back to this side; the line, or None when there is none."""
    line = db.execute(select(batch_line).where(_this_line(row.id, waybill))).first()
    if line is not None and line.state == LineState.SCANNED and row.direction == Direction.OUT:
        if line.kind == "parcel":
            _take_from_van(db, entry, line.ref)
        else:
            _step(db, entry, line.ref, SendingAct.UNLOAD)
    return line


def _take_from_van(db: Connection, entry: Entry, parcel_id: int) -> None:
    """Back on the shelf. Meanwhile its code, or even its number, may have gone to another parcel."""
    row = row_of(db, parcel_id)
    here = select(parcel.c.id).where(parcel.c.here == 1)
    if db.execute(here.where(parcel.c.waybill == row.waybill)).first():
        # Somebody took it in again from the van's side: that record goes on, this one ends.
        move(db, entry, parcel_id, Act.RETURN)
        close_cases(db, entry, parcel_id, "taken_in_again")
    elif db.execute(here.where(parcel.c.code_key == row.code_key)).first():
        code = f"R-{parcel_id % 1_000_000}"  # it waits for a van, not for a resident: any code will do
        move(db, entry, parcel_id, Act.TAKE_FROM_VAN, code=code, code_key=rules.normalise_code(code))
    else:
        move(db, entry, parcel_id, Act.TAKE_FROM_VAN)


def _hand_over(db: Connection, entry: Entry, row: AnyRow, line: AnyRow) -> None:
    if row.direction == Direction.OUT and line.kind == "parcel":
        move(db, entry, line.ref, Act.RETURN)
        close_cases(db, entry, line.ref, "handed_back", row.id)
    elif row.direction == Direction.OUT:
        _step(db, entry, line.ref, SendingAct.HAND_OVER)
    db.execute(update(batch_line).where(_this_line(row.id, line.waybill)).values(state=LineState.ACCEPTED.value))


# ── Stock-take ────────────────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(facts.StocktakeOpened)
def _stocktake_opened(db: Connection, entry: Entry, fact: facts.StocktakeOpened) -> None:
    row = {
        "id": entry.ref, "shelves": ",".join(fact.shelves), "by": entry.by, "opened_ms": entry.at_ms,
        "opened_day": day_number(entry.day), "closed_ms": None, "position": None, "found": 0, "missing": 0,
        "extra": 0, "retained": 0, "note": "",
    }  # fmt: skip
    db.execute(insert(stocktake), row)


@journal.projects(facts.StocktakeScanned)
def _stocktake_scanned(db: Connection, entry: Entry, fact: facts.StocktakeScanned) -> None:
    _see(db, entry, fact.stocktake, Seen(fact.verdict), fact.waybill, fact.kind, fact.ref, fact.shelf)
    column = stocktake.c.extra if fact.verdict == Seen.EXTRA else stocktake.c.found
    db.execute(update(stocktake).where(stocktake.c.id == fact.stocktake).values({column: column + 1}))


@journal.projects(facts.StocktakeClosed)
def _stocktake_closed(db: Connection, entry: Entry, fact: facts.StocktakeClosed) -> None:
    for parcel_id in fact.missing_parcels:
        row = row_of(db, parcel_id)
        _see(db, entry, fact.stocktake, Seen.MISSING, row.waybill, "parcel", parcel_id, row.shelf)
    for sending_id in fact.missing_sendings:
        waybill = sending_row(db, sending_id).waybill or tag(sending_id)
        _see(db, entry, fact.stocktake, Seen.MISSING, waybill, "sending", sending_id, "")
    for parcel_id in fact.retained:
        this = (stocktake_line.c.stocktake == fact.stocktake) & (stocktake_line.c.ref == parcel_id)
        db.execute(update(stocktake_line).where(this, stocktake_line.c.kind == "parcel").values(retained=1))
    closed = {
        "closed_ms": entry.at_ms, "position": entry.position, "found": fact.found, "note": fact.note,
        "missing": len(fact.missing_parcels) + len(fact.missing_sendings), "retained": len(fact.retained),
    }  # fmt: skip
    db.execute(update(stocktake).where(stocktake.c.id == fact.stocktake).values(closed))


def _see(  # noqa: PLR0917 - one line's columns
    db: Connection, entry: Entry, stocktake_id: int, verdict: Seen, waybill: str, kind: str, ref: int, shelf: str
) -> None:
    row = {
        "stocktake": stocktake_id, "waybill": waybill, "verdict": verdict.value, "kind": kind, "ref": ref,
        "shelf": shelf, "retained": 0, "at_ms": entry.at_ms,
    }  # fmt: skip
    db.execute(upsert(stocktake_line).on_conflict_do_update(index_elements=["stocktake", "waybill"], set_=row), row)


def tag(sending_id: int) -> str:
    """The counter's own number of a sending without a waybill, as its label bears it."""
    return f"S{sending_id}"


# ── Complaints and duties ─────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(facts.ComplaintMade)
def _complaint_made(db: Connection, entry: Entry, fact: facts.ComplaintMade) -> None:
    row = {
        "id": entry.ref, "number": "", "waybill": fact.waybill, "parcel": fact.parcel, "reason": fact.reason,
        "text": fact.text, "name": fact.name, "phone": fact.phone, "made_ms": entry.at_ms,
        "made_day": day_number(entry.day), "term_days": fact.term_days, "by": entry.by,
    }  # fmt: skip
    _insert_complaint(db, row)


@journal.projects(ComplaintForwarded)
def _complaint_forwarded(db: Connection, entry: Entry, fact: ComplaintForwarded) -> None:
    waybill = rules.clean_number(fact.waybill)
    known = select(parcel.c.id).where(parcel.c.waybill == waybill).order_by(parcel.c.id.desc()).limit(1)
    row = {
        "id": entry.ref, "number": fact.number, "waybill": waybill, "parcel": db.execute(known).scalar() or 0,
        "reason": "", "text": fact.text, "name": "", "phone": "", "made_ms": fact.at_ms,
        "made_day": day_number(local(fact.at_ms).date()), "term_days": None, "by": "",
    }  # fmt: skip
    _insert_complaint(db, row)


def _insert_complaint(db: Connection, row: dict[str, object]) -> None:
    unanswered = {"answered_ms": None, "answered_day": None, "answer": "", "due": None, "late": 0}
    db.execute(insert(complaint), row | unanswered)


@journal.projects(facts.ComplaintNoted)
def _complaint_noted(db: Connection, entry: Entry, fact: facts.ComplaintNoted) -> None:
    row = {
        "complaint": fact.complaint, "position": entry.position, "at_ms": entry.at_ms, "by": entry.by,
        "text": fact.text,
    }  # fmt: skip
    db.execute(insert(complaint_step), row)


@journal.projects(facts.ComplaintAnswered)
def _complaint_answered(db: Connection, entry: Entry, fact: facts.ComplaintAnswered) -> None:
    answered = {
        "answered_ms": entry.at_ms, "answered_day": day_number(entry.day), "answer": fact.text, "due": fact.due,
        "late": int(fact.late),
    }  # fmt: skip
    db.execute(update(complaint).where(complaint.c.id == fact.complaint).values(answered))


@journal.projects(facts.DutySigned)
def _duty_signed(db: Connection, entry: Entry, fact: facts.DutySigned) -> None:
    row = {
        "id": entry.ref, "duty": fact.duty, "day": day_number(entry.day), "at_ms": entry.at_ms, "by": entry.by,
        "note": fact.note, "photo": fact.photo,
    }  # fmt: skip
    db.execute(insert(duty), row)


# ── Forgetting ────────────────────────────────────────────────────────────────────────────────────────────────────────


@journal.projects(facts.PersonalDataForgotten)
def _forgotten(db: Connection, entry: Entry, fact: facts.PersonalDataForgotten) -> None:
    """Blank every column that names a person; numbers, days, states and money stay."""
    for of_whom, going, columns in _blanks(fact):
        if going:
            db.execute(update(of_whom.table).where(of_whom.in_(going)).values(columns))
    subjects = [*(f"p:{one}" for one in fact.parcels), *(f"s:{one}" for one in fact.sendings)]
    subjects += [*(f"c:{one}" for one in fact.complaints), *(f"m:{one}" for one in fact.manifests)]
    if subjects:
        day = day_number(entry.day)
        new = insert(forgotten).prefix_with("OR IGNORE")
        db.execute(new, [{"subject": subject, "day": day} for subject in subjects])


def _blanks(
    fact: facts.PersonalDataForgotten,
) -> tuple[tuple[Column[Any], tuple[Any, ...], dict[str, object]], ...]:
    """Which columns of which rows name a person: the column of the subject, the subjects, and what is left."""
    nobody: dict[str, object] = {"name": "", "phone": "", "address": "", "resident": ""}
    unsent: dict[str, object] = {
        "sender_name": "", "sender_phone": "", "recipient_name": "", "recipient_phone": "", "recipient_address": "",
        "contents": "", "note": "", "id_tail": "", "id_salt": b"", "id_digest": b"",
    }  # fmt: skip
    return (
        (parcel.c.id, fact.parcels, nobody | {"household": "", "group_no": 0, "note": ""}),
        (pickup.c.parcel, fact.parcels, {"name": "", "relation": "", "phone_tail": ""}),
        (notice.c.parcel, fact.parcels, {"text": ""}),
        (parcel_case.c.parcel, fact.parcels, {"note": ""}),
        (parcel_kept.c.parcel, fact.parcels, {"note": ""}),
        (reminder.c.parcel, fact.parcels, {"note": ""}),
        (sending.c.id, fact.sendings, unsent),
        (complaint.c.id, fact.complaints, {"name": "", "phone": "", "text": "", "answer": ""}),
        (complaint_step.c.complaint, fact.complaints, {"text": ""}),
        (manifest_item.c.manifest, fact.manifests, nobody),
    )
