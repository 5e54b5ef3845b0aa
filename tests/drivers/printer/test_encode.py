"""Bytes: what was meant can be read back, in every code set, and costs what a slow wire can bear."""

import csv
from pathlib import Path

import msgspec
import pytest
import zxingcpp

from drivers.printer import glyphs, paint, profiles
from drivers.printer.encode import encode
from drivers.virtual.escpos_reader import read
from kiosk.errors import Bug, Malformed, NotFound
from kiosk.slips.document import Document, Line, Row
from kiosk.slips.layout import lay_out
from kiosk.slips.letters import cleaned
from tests.slips.examples import ALL, label, pickup

RARE = Path(__file__).parents[3].parent / "shared" / "data" / "rare_hanzi.csv"
PROFILES = profiles.names()
CODE_SETS = ("gb2312", "gbk", "gb18030-2byte", "gb18030")


def said(document: Document, profile: profiles.Profile) -> list[str]:
    return [line for line in read(encode(document, profile), profile).text if not line.startswith("[")]


def meant(document: Document, profile: profiles.Profile) -> list[str]:
    lines = lay_out(document, profile.paper)
    return [line.text.rstrip() for line in lines if hasattr(line, "runs")]


def with_set(name: str, code_set: str) -> profiles.Profile:
    return msgspec.structs.replace(profiles.load(name), code_set=code_set)


@pytest.mark.skipif(not RARE.exists(), reason="the list of rare characters is not beside the project")
@pytest.mark.parametrize("name", ["58mm-gbk", "80mm-gb18030"])
@pytest.mark.parametrize("code_set", CODE_SETS)
def test_every_rare_character_can_be_read_back(name: str, code_set: str):
    with RARE.open(encoding="utf-8", newline="") as rows:
        rare = [row["char"] for row in csv.DictReader(rows)]
    assert len(rare) > 1400
    named = [char for char in rare if not 0xE000 <= ord(char) < 0xF900]
    document = Document("x", tuple(Line("".join(named[i : i + 11])) for i in range(0, len(named), 11)))
    profile = with_set(name, code_set)
    found = said(document, profile)
    assert found == meant(document, profile)
    assert "".join(found) == "".join(named)


def test_drawn_letters_are_known_by_their_dots_alone(monkeypatch):
    monkeypatch.setattr(glyphs, "_seen", {})
    glyphs._draw_all.cache_clear()
    for char in "䶮㛃鿍㺬𠮷𣒍":
        dots = glyphs.column_bytes(glyphs.cell(char, bold=char == "㛃"))
        assert glyphs.letter_of(dots, "gbk") == char
    assert glyphs.letter_of(bytes(range(72)), "gbk") is None
    glyphs._draw_all.cache_clear()


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("slip", ALL)
def test_the_preview_is_the_paper(slip: str, name: str):
    profile = profiles.load(name)
    reading = read(encode(ALL[slip], profile), profile)
    preview = paint.paint(ALL[slip], profile)
    assert reading.complete
    assert reading.image.size == preview.size
    assert reading.image.tobytes() == preview.tobytes()


def test_the_traps_of_libraries_are_not_ours():
    text = "：￥12.50 ① “OK” ¥3 取件码—买买提·艾力…"
    for code_set in CODE_SETS:
        profile = with_set("58mm-gbk", code_set)
        assert "".join(said(Document("x", (Line(text),)), profile)).replace(" ", "") == cleaned(text).replace(" ", "")
    assert b"\xa3\xa4" in encode(Document("x", (Line("¥"),)), profiles.load("58mm-gbk"))
    assert encode(Document("x", (Line("䶮"),)), with_set("58mm-gbk", "gb18030-2byte")).count(b"\xfe\x9f") == 1


@pytest.mark.parametrize(("char", "sets"), [
    ("啊", "gb2312 gbk gb18030-2byte gb18030"), ("堃", "gbk gb18030-2byte gb18030"), ("䶮", "gb18030-2byte gb18030"),
    ("𠮷", "gb18030"), ("\ue170", ""), ("\u9fb4", ""), ("\ue81e", ""), ("é", "gb2312 gbk gb18030-2byte gb18030"),
    ("ñ", ""),
])  # fmt: skip
def test_bytes_are_sent_only_where_the_rom_has_the_letter(char: str, sets: str):
    assert [s for s in CODE_SETS if glyphs.encoded(char, s)] == sets.split()


def test_a_slip_stays_cheap_on_a_slow_wire():
    data = encode(pickup, profiles.load("58mm-gbk"))
    assert data[:4] == b"\x1b@\x1c&"
    assert len(data) <= 850  # two drawn letters of 77 bytes; 0.9 s at 9600 baud, a raster takes 20 s
    assert len(encode(pickup, profiles.load("58mm-raster"))) > 20 * len(data)


@pytest.mark.parametrize("name", PROFILES)
def test_painted_codes_are_read_by_a_scanner(name: str):
    profile = profiles.load(name)
    found = {code.text for code in zxingcpp.read_barcodes(paint.paint(ALL["handover"], profile))}
    assert {block.text for block in ALL["handover"].blocks if type(block).__name__ in {"QR", "Code128"}} <= found
    assert "YT8012345678901" in {code.text for code in zxingcpp.read_barcodes(paint.paint(label, profile))}


def test_the_reader_is_strict():
    profile = profiles.load("58mm-gbk")
    fine = encode(pickup, profile)
    not_in_rom, no_chinese_mode, too_wide = (
        b"\x1b@\x1c&\x95\x33\xb2\x34\n",
        b"\x1b@\xb0\xa1\n",
        b"\x1b@" + b"x" * 33 + b"\n",
    )
    unknown, out_of_range, no_cutter = fine + b"\x1b\x7f", fine + b"\x1ba\x09", fine + b"\x1dVB\x00"
    truncated = fine[:-1]
    for broken in (not_in_rom, no_chinese_mode, too_wide, unknown, out_of_range, no_cutter, truncated):
        with pytest.raises(Bug):
            read(broken, profile)


@pytest.mark.parametrize("cut", [5, 60, 200, 500])
def test_a_torn_slip_shows_what_was_whole(cut: int):
    profile = profiles.load("58mm-gbk")
    whole = read(encode(pickup, profile), profile)
    torn = read(encode(pickup, profile)[:cut], profile, torn=True)
    assert len(torn.text) < len(whole.text)
    assert torn.text[:-1] == whole.text[: max(0, len(torn.text) - 1)]


def test_an_unknown_letter_is_a_frame_with_its_number_not_a_question_mark():
    assert glyphs.cell("\ue170").tobytes() != glyphs.cell("\ue08b").tobytes()
    assert glyphs.cell("\ue170").getpixel((0, 12)) == 255


def test_the_shipped_font_is_the_one_in_use():
    assert glyphs._font(24, mono=False, bold=False).getname() == ("Cunkou Sans", "Regular")
    assert glyphs._font(24, mono=True, bold=True).getname() == ("Cunkou Mono", "Bold")


def test_profiles_are_named_when_wrong():
    assert "58mm-gbk" in PROFILES
    with pytest.raises(NotFound):
        profiles.load("../../etc/passwd")


def test_a_broken_profile_is_named(tmp_path, monkeypatch):
    (tmp_path / "bad.json").write_text('{"title": "x"}')
    monkeypatch.setattr("resources.path", lambda *parts: tmp_path.joinpath(*parts[1:]))
    with pytest.raises(Malformed):
        profiles.load("bad")


def test_a_label_goes_to_its_mark():
    assert encode(label, profiles.load("label")).endswith(b"\x1d\x0c")


def test_a_large_rare_name_is_not_degraded():
    profile = profiles.load("58mm-gbk")
    document = Document("x", (Row("收件人", "张𠮷", size=2),))
    reading = read(encode(document, profile), profile)
    assert any(line.startswith("[picture") for line in reading.text)
    assert reading.image.tobytes() == paint.paint(document, profile).tobytes()


@pytest.mark.skipif(not RARE.exists(), reason="the list of rare characters is not beside the project")
@pytest.mark.parametrize("bold", [False, True])
def test_the_shipped_fonts_have_every_rare_character(bold):
    with RARE.open(encoding="utf-8", newline="") as rows:
        rare = [row["char"] for row in csv.DictReader(rows) if not "\ue000" <= row["char"] <= "\uf8ff"]
    font = glyphs._font(24, mono=False, bold=bold)
    assert [char for char in rare if not font.getmask(char).getbbox()] == []
