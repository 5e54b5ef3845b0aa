"""The day, the month, and one correct file per carrier (P25, G9, P6)."""

import csv
import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import journal
from kiosk.errors import NotReady
from kiosk.parcels.counter_model import Direction
from kiosk.parcels.desk import exceptions, export, handover, intake, pickup, reports, sending
from kiosk.parcels.desk.pickup import Pickup
from kiosk.parcels.rules import PickupMoney
from kiosk.sheets import CsvFile, safe_cell, save
from kiosk.slips import spool
from kiosk.slips.layout import PAPER_58, PAPER_80, as_text, lay_out
from kiosk.wire.events import Lane
from tests.counter.conftest import PHOTO
from tests.stations import CLERK

BRANDS = ("SF", "YTO", "JT", "ZTO", "YUNDA")


def table(file: CsvFile) -> list[dict[str, str]]:
    assert file.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def a_day(station, take, form):
    """Five brands in mixed order; a pickup with money, a return that left, a sending, an intake undone."""
    parcels = [
        take(f"{brand}{number:012}", carrier=brand, resident="", name="覃小军")
        for number in range(2)
        for brand in BRANDS
    ]
    cod = take("SF1385628716739", carrier="SF", resident="r3", cod_fen=12_800, freight_fen=1_200, marks=("fragile",))
    money = PickupMoney(weight_g=800, packing_fen=0, insurance_fen=0, paid_fen=14_000)
    order = Pickup((cod.id,), known=True, money={cod.id: money}, received_fen=14_000)
    pickup.release(station, order, CLERK)
    exceptions.list_returns(station, (parcels[1].id,), "refused", PHOTO, CLERK)
    made = sending.draft(station, form, CLERK)
    sending.close(station, made.id, form, CLERK, received_fen=1_200, packing={})
    batch = handover.begin(station, Direction.OUT, "夹山", CLERK)
    handover.scan_many(station, batch.id, (parcels[1].waybill, f"S{made.id}"), CLERK)
    handover.close(station, batch.id, "周师傅", CLERK)
    intake.undo(station, take("JT9999999999999", carrier="JT", resident="").id, CLERK)
    return parcels


def test_the_day_report_adds_up(station, a_day) -> None:
    report = reports.day_report(station)
    total = report.total
    assert (total.taken_in, total.picked_up, total.returned, total.sent, total.sent_on) == (11, 1, 1, 1, 1)
    assert (total.cod_fen, total.freight_fen, total.postage_fen) == (12_800, 1_200, 1_200)
    assert report.till_fen == total.cash_fen == 15_200
    assert report.in_stock == 9
    assert {one.carrier: one.figures.taken_in for one in report.carriers} == {
        "SF": 3, "YTO": 2, "JT": 2, "ZTO": 2, "YUNDA": 2,
    }  # fmt: skip
    slip = reports.print_day(station, report.day, CLERK)
    assert "代收货款" in slip.to_bytes().decode()
    with pytest.raises(NotReady):
        reports.print_day(station, report.day + timedelta(days=1), CLERK)


def test_a_month_is_a_series_of_days(station, take, clock) -> None:
    take()
    clock.advance(days=3)
    take()
    take()
    month = reports.month_report(station, 2026, 11)
    assert len(month.days) == 30
    assert {one.day.day: one.figures.taken_in for one in month.days if one.figures.taken_in} == {20: 1, 23: 2}
    assert month.total.taken_in == 3
    last = reports.months(station, month.days[-1].day)
    assert (len(last), last[-1].figures.taken_in, last[0].day.isoformat()) == (12, 3, "2025-12-01")
    assert [one.figures.taken_in for one in reports.days(station, clock.now().day, 4)] == [1, 0, 0, 2]
    lines = table(export.month_file(station, 2026, 11))
    assert (len(lines), lines[22]["日期"], lines[22]["入库"]) == (30, "2026-11-23", "2")


def test_five_brands_in_mixed_order_give_one_file_each(station, a_day, clock) -> None:
    today = clock.now().day
    files = export.carrier_files(station, today, today, CLERK)
    assert {file.name.split("_")[1] for file in files} == set(BRANDS)
    rows = {file.name.split("_")[1]: table(file) for file in files}
    assert [row["事项"] for row in rows["YTO"]] == ["入库", "入库", "退件登记", "退件交出"]
    assert [row["事项"] for row in rows["SF"]] == ["入库", "入库", "入库", "出库"]
    assert [row["事项"] for row in rows["ZTO"]] == ["入库", "入库", "寄件收寄", "寄件发走"]
    assert [row["事项"] for row in rows["JT"]] == ["入库", "入库", "入库撤销"]
    fragile = rows["SF"][2]
    assert (fragile["标记"], fragile["代收货款"], fragile["运费"]) == ("易碎", "128.00", "12.00")
    assert rows["YTO"][2]["说明"] == "收件人拒收"
    names = {row["收件人"] for row in rows["YUNDA"]}
    assert names == {"覃*军"}, "no whole name leaves"


def test_a_week_without_a_link_and_what_the_county_refused(station, take, county, clock) -> None:
    first = clock.now().day
    for _ in range(7):
        parcels = [take(carrier=brand) for brand in BRANDS]
        clock.advance(days=1)
    last = clock.now().day
    before = table(export.carrier_file(station, "SF", first, last, CLERK))
    assert {row["县里"] for row in before} == {"未到"}
    county.receives_all()
    epoch, seq = divmod(parcels[0].id, 10**9)
    with station.store.write() as db:
        journal.set_aside(db, epoch, Lane.MATTERS, seq, "x", "运单号重复", clock.now())
    file = export.carrier_file(station, "SF", first, last, CLERK)
    assert (file.rows, file.refused) == (7, 1)
    assert [row["县里"] for row in table(file)] == ["已到"] * 6 + ["县里退回：运单号重复"]


def test_days_in_the_wrong_order(station, county, clock) -> None:
    today = clock.now().day
    for first in (today + timedelta(days=1), today - timedelta(days=400)):
        with pytest.raises(NotReady):
            export.carrier_file(station, "SF", first, today, CLERK)


@given(st.text(max_size=20))
def test_no_cell_runs_as_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert cell.endswith(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not cell.startswith(("\t", "\r", "\n"))


def test_a_formula_in_a_name_is_text(station, take, clock) -> None:
    take("=CMD()1234567", carrier="SF", resident="", name="=1+1")
    take(marks=("=2",), carrier="SF", resident="", name="李四")
    today = clock.now().day
    for row in table(export.carrier_file(station, "SF", today, today, CLERK)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_a_file_is_saved_whole(station, a_day, clock, tmp_path) -> None:
    today = clock.now().day
    file = export.carrier_file(station, "SF", today, today, CLERK)
    assert save(file, tmp_path / "stick").read_bytes() == file.data


def test_every_slip_falls_on_narrow_and_wide_paper(station, a_day, clock) -> None:
    reports.print_day(station, clock.now().day, CLERK)
    with station.store.read() as db:
        slips = spool.recent(db)
    assert len({slip.title.split()[0] for slip in slips}) >= 5
    for slip in slips:
        for paper in (PAPER_58, PAPER_80):
            text = as_text(lay_out(slip.document, paper), paper)
            assert "counter." not in text, "a word is missing"
