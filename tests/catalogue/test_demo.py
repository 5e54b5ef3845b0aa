"""The demo county is what its script says, fits the wire, and harms nobody."""

import csv
import importlib.util
import json
import tomllib
from collections import Counter
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

import resources
from kiosk import limits
from kiosk.catalogue import load
from kiosk.parcels.rules import phone_tail, recognise
from kiosk.people import names
from kiosk.wire.decisions import ManifestItem, RollResident

DEMO = resources.path("demo")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_demo", DEMO.parent.parent / "scripts" / "make_demo.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def residents() -> list[dict[str, str]]:
    with (DEMO / "residents.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def manifests() -> list[dict[str, object]]:
    return json.loads((DEMO / "manifests.json").read_text("utf-8"))


def test_the_same_seed_gives_the_same_bytes(script: ModuleType, tmp_path: Path) -> None:
    script.write(tmp_path)
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    sound = "spoken.ogg"  # scripts/make_sounds.py makes it, with a synthesizer that is not everywhere
    assert written == {file.name: file.read_bytes() for file in DEMO.iterdir() if file.name != sound}


def test_the_village_is_as_large_and_as_mixed_as_it_should_be() -> None:
    people = residents()
    assert len(people) == len({row["id"] for row in people}) == 420
    assert len({row["household"] for row in people}) == 160
    assert 20 < sum(not row["phone"] for row in people) < 120
    assert all(row["phone"].startswith("1990000") and len(row["phone"]) == 11 for row in people if row["phone"])
    assert len({row["phone"] for row in people if row["phone"]}) == sum(bool(row["phone"]) for row in people)
    assert all(names.search_keys(row["name"]) and not names.problems_in_name(row["name"]) for row in people)
    assert {"张䶮", "李㛃", "王𠮷", "覃堃", "唐\ue863"} <= {row["name"] for row in people}
    assert sum(bool(row["nickname"]) for row in people) > 10


def test_residents_and_items_fit_the_wire() -> None:
    for row in residents():
        RollResident(**(row | {"group": int(row["group"]), "born": int(row["born"])}))  # type: ignore[arg-type]
    for issued in manifests():
        for item in issued["items"]:  # type: ignore[attr-defined]
            assert msgspec.convert(list(ManifestItem(**item).__struct_fields__), list[str])
            assert len(item["name"]) <= limits.name_chars_max


def test_three_weeks_of_vans_bring_known_numbers_of_at_least_five_carriers() -> None:
    catalogue = load()
    known = {row["id"] for row in residents()}
    issued = manifests()
    assert [row["day"] for row in issued] == list(range(-13, 8))
    items = [item for row in issued for item in row["items"]]  # type: ignore[attr-defined]
    assert all(30 <= len(row["items"]) <= 60 for row in issued)  # type: ignore[arg-type]
    assert len({item["waybill"] for item in items}) == len(items)
    assert len(Counter(item["carrier"] for item in items)) >= 9
    assert any(item.get("cod_fen") for item in items)
    for item in items:
        found = recognise(item["waybill"], catalogue.carriers, (), catalogue.carriers_file.questions)
        assert found.question is None, item
        assert item["carrier"] in {one.carrier for one in found.candidates}, item
        assert item.get("resident") is None or item["resident"] in known
        assert all(catalogue.mark(code).name != code for code in item.get("marks", ()))
        assert not item["phone"] or phone_tail(item["phone"])


def test_holds_and_labels_name_real_lines() -> None:
    catalogue = load()
    waybills = {item["waybill"] for row in manifests() for item in row["items"]}  # type: ignore[attr-defined]
    held = json.loads((DEMO / "holds.json").read_text("utf-8"))
    assert len([row for row in held if row["waybill"] in waybills]) == len(held) - 1 >= 4
    labels = json.loads((DEMO / "labels.json").read_text("utf-8"))
    assert len(labels) == 8
    for label in labels:
        assert label["waybill"] in waybills
        assert label["text"].encode(label["encoding"]).decode(label["encoding"]) == label["text"]
        assert recognise(label["text"], catalogue.carriers).number == label["waybill"]


def test_stations_lie_in_real_villages() -> None:
    catalogue = load()
    stations = tomllib.loads((DEMO / "stations.toml").read_text("utf-8"))["stations"]
    assert [station["code"] for station in stations if station.get("home")] == ["430726-0112"]
    for station in stations:
        assert station["village_name"][:2] in catalogue.place(station["village"])
        assert station["town"] in catalogue.place(station["village"])
    clerks = tomllib.loads((DEMO / "clerks.toml").read_text("utf-8"))["clerks"]
    assert {clerk["role"] for clerk in clerks} == {"clerk", "lead", "county_it"}
