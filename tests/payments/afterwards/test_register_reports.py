"""The register is the Z, the Z is the ledger; each report bears the ledger's figure; same data, same bytes."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk import ledger, office
from kiosk.errors import NotReady
from kiosk.ledger import Account, cash, shifts
from kiosk.parcels.desk import complaints, duties
from kiosk.parcels.desk.complaints import ComplaintForm
from kiosk.payments.desk import cancelling, export, refunds, register, reports
from kiosk.sheets import csv_of
from kiosk.slips.layout import PAPER_58, PAPER_80, as_text, lay_out
from kiosk.wire.till_decisions import CommissionSettled, PaymentRefused
from tests.payments.afterwards.conftest import LEAD_PIN, typed_again
from tests.stations import CLERK, LEAD

FACES = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10)


def counted(fen: int) -> tuple[tuple[int, int], ...]:
    parts = []
    for face in FACES:
        count, fen = divmod(fen, face)
        if count:
            parts.append((face, count))
    return tuple(parts)


def till_fen(station) -> int:
    with station.store.read() as db:
        return ledger.balance_fen(db, Account.TILL)


def seen(station):
    """The same station, its county letting sums be seen before the count."""
    till = msgspec.structs.replace(station.catalogue.till, blind_count=False)
    return replace(station, catalogue=replace(station.catalogue, till=till))


def today(station):
    return station.clock.now().day


def of_today(station):
    with station.store.read() as db:
        return register.of_day(db, station, today(station))


STEPS = st.lists(st.tuples(st.integers(1, 300), st.sampled_from(["pay", "cancel", "refund", "vault"])), max_size=10)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_register_z_and_ledger_are_one_figure(station, pay, county, clock, steps) -> None:
    clock.advance(days=1)
    with station.store.read() as db:
        number, before = ledger.open_shift(db), ledger.balance_fen(db, Account.TILL)
    if number:
        shifts.close(station, number, counted(before), CLERK)
    number = shifts.open_shift(station, counted(before), CLERK).shift.number
    moved = 0
    for tens, what in steps:
        one = pay(tens * 10, shift=number)
        if what == "cancel":
            cancelling.cancel(station, one.id, typed_again(one), "twice", LEAD, LEAD_PIN, CLERK)
        if what == "refund":
            county.says(PaymentRefused(one.id, "other", ""))
            refunds.pay(station, one.id, "王秀英", CLERK)
        if what == "vault":
            cash.move(station, "till", "vault", counted(tens * 10), CLERK, witness="唐站长")
            moved += tens * 10
    found = of_today(station)
    assert found.zs_fen is None, "the shift is open"
    assert found.total_fen == till_fen(station) - before + moved
    shifts.close(station, number, counted(till_fen(station)), CLERK)
    found = of_today(station)
    assert found.zs_fen == found.total_fen
    assert [item.number for item in found.items] == list(range(1, len(found.items) + 1))


def test_the_register_on_paper_has_a_line_to_sign_for_each(station, pay, shift) -> None:
    for number in range(130):
        pay(1_000 + number * 10)
    shifts.close(station, shift, counted(till_fen(station)), CLERK)
    documents = register.print_register(station, today(station), CLERK)
    assert len(documents) == 2
    lines = [block for document in documents for block in document.blocks if type(block).__name__ == "SignatureLine"]
    assert len(lines) == 130 + 1
    last = as_text(lay_out(documents[1], PAPER_58), PAPER_58)
    total_fen = sum(1_000 + number * 10 for number in range(130))
    assert f"{total_fen / 100:,.2f}" in last
    assert "一致" in last
    for document in documents:
        for paper in (PAPER_58, PAPER_80):
            text = as_text(lay_out(document, paper), paper)
            assert "payments-desk." not in text
            assert "till.kind" not in text
    with pytest.raises(NotReady):
        register.print_register(station, today(station) + timedelta(days=1), CLERK)


def test_the_register_as_a_sheet(station, pay) -> None:
    pay(8_400, payer="王大力")
    sheet = register.sheet(station, of_today(seen(station)))
    rows = list(csv.reader(io.StringIO(csv_of(sheet).data.decode("utf-8-sig"), newline="")))
    assert rows[0][-1] == "签名/指印"
    assert rows[1][5:] == ["王*力", "84.00", ""]
    assert rows[-1] == ["合计", "84.00"]


def test_an_empty_day_is_a_register_too(station, shift) -> None:
    found = of_today(station)
    assert (found.items, found.total_fen) == ((), 0)
    assert len(register.print_register(station, today(station), CLERK)) == 1


def test_the_day_s_report_is_the_ledger(station, pay, county, shift) -> None:
    posted, refused, taken = pay(8_400, fee_fen=100, commission_fen=50), pay(2_000, commission_fen=50), pay(1_000)
    county.posts(posted.id)
    county.says(PaymentRefused(refused.id, "other", ""))
    cancelling.cancel(station, taken.id, typed_again(taken), "twice", LEAD, LEAD_PIN, CLERK)
    with station.store.read() as db:
        found = reports.day(db, seen(station), today(station))
        assert found.register.total_fen == ledger.turnover(db, today(station))["till"] == 10_500
    assert (found.totals.taken.count, found.totals.taken.fen, found.fees_fen) == (3, 11_400, 100)
    assert found.commission_fen == 50
    sheet = reports.day_sheet(station, found)
    assert ("钱箱进出合计", "105.00") in sheet.totals


def test_services_day_by_day(station, pay, clock, shift) -> None:
    pay(1_000)
    first = today(station)
    clock.advance(days=1)
    shifts.close(station, shift, counted(1_000), CLERK)
    number = shifts.open_shift(station, counted(1_000), CLERK).shift.number
    pay(2_000, shift=number), pay(3_000, shift=number, biller="gas", account="1")
    with station.store.read() as db:
        lines = reports.services(db, station, first, today(station))
    assert [(one.day, one.service, one.taken.fen) for one in lines] == [
        (first, "water", 1_000), (today(station), "gas", 3_000), (today(station), "water", 2_000),
    ]  # fmt: skip
    assert reports.service_sheet(station, first, today(station), lines).totals[0][1] == "60.00"


def test_commission_paid_or_why_not(station, pay, county) -> None:
    one, two = pay(8_400, commission_fen=50), pay(8_400, commission_fen=50)
    county.posts(one.id)

    def month():
        with station.store.read() as db:
            return reports.commission(db, station, 2026, 11, today(station))

    found = month()
    assert (found.here_fen, found.booked_fen, found.due_fen, found.today_fen) == (100, 50, 50, 100)
    assert found.agrees
    assert "没有结算" in reports.settled_word(station, found)
    county.says(CommissionSettled("2026-11", 50, paid=False, reason="等财政拨款"))
    assert "等财政拨款" in reports.settled_word(station, month())
    county.says(CommissionSettled("2026-11", 50, paid=True))
    assert "已发放" in reports.commission_sheet(station, month()).notes[0]
    from kiosk.wire.till_decisions import PaymentPosted  # noqa: PLC0415

    county.says(PaymentPosted(two.id, "SM9", 1, commission_fen=49))
    assert not month().agrees, "a fen is a difference"


def test_the_file_of_payments(station, pay, county) -> None:
    one = pay(8_400, holder="=1+1王", resident="r1")
    pay(2_000)
    county.says(PaymentRefused(one.id, "closed", "=已销户"))
    day = today(station)
    file = export.payments_file(station, day, day, CLERK)
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))
    assert [(row["金额"], row["状态"], row["退款"]) for row in rows] == [
        ("84.00", "缴费失败", "待退"), ("20.00", "已受理（未到账）", ""),
    ]  # fmt: skip
    assert not [cell for row in rows for cell in row.values() if cell.startswith("=")]
    assert "王秀英" not in file.data.decode()
    for first, last in ((day + timedelta(days=1), day), (day - timedelta(days=400), day)):
        with pytest.raises(NotReady):
            export.payments_file(station, first, last, CLERK)


def test_the_inspection_pack_is_of_the_data_alone(station, pay, county, shift, clock) -> None:
    one = pay(8_400)
    county.says(PaymentRefused(one.id, "other", ""))
    pay(2_000)
    shifts.close(station, shift, counted(till_fen(station)), CLERK)
    day = today(station)
    pack = office.pack(station, day, day)
    clock.advance(seconds=5_000)
    assert office.pack(station, day, day) == pack
    assert all(sheet.signatures for sheet in pack)
    cash_sheet, books_sheet, _, open_sheet, *_ = pack
    assert cash_sheet.rows[0][4] == 10_400
    assert sum(row[2] for row in books_sheet.rows) == 0
    assert {row[4] for row in open_sheet.rows} == {8_400, 2_000}
    everything = repr(pack)
    assert "payments-desk." not in everything
    assert "till.kind" not in everything
    with pytest.raises(NotReady):
        office.pack(station, day, day - timedelta(days=1))


def test_the_month_s_text_names_nobody(station, pay, county) -> None:
    one = pay(8_400, payer="王大力")
    pay(1_000, biller="gas", account="1")
    county.posts(one.id)
    text = office.month_text(station, 2026, 11)
    assert text == office.month_text(station, 2026, 11)
    assert "代收缴费 2 笔，共 94.00 元" in text
    assert "水费 1 笔，84.00 元" in text
    assert "已到账 1 笔，84.00 元" in text
    assert "payments-desk." not in text
    assert not [name for name in ("王", "073622104458", one.reference) if name in text]


def test_the_pack_holds_complaints_and_duties_without_names(station, shift) -> None:
    code = station.catalogue.duties[0].code
    duties.sign(station, code, CLERK, note="灭火器正常")
    reason = station.catalogue.reasons("complaint")[0].code
    complaints.make(station, ComplaintForm("SF1385628716739", reason, "没有收到", "王大力", "19900007719"), CLERK)
    pack = {sheet.name.rsplit("_", 1)[1]: sheet for sheet in office.pack(station, today(station), today(station))}
    assert pack["duties"].rows == ((station.catalogue.duties[0].name, f"{today(station)}", CLERK, "灭火器正常"),)
    assert pack["complaints"].rows[0][1] == "SF1385628716739"
    assert "王" not in repr(pack["complaints"])
    assert "19900007719" not in repr(pack)
    assert office.pack(station, today(station) - timedelta(days=9), today(station) - timedelta(days=1))[6].rows == ()
