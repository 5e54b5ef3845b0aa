"""Codes are read from pictures as found in the world, and from the day's drawn labels."""

import csv
import io
import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from drivers.scanner import __main__ as command
from drivers.scanner.decode import EVERYDAY, THOROUGH, decode, decode_bytes, decode_file
from drivers.virtual import labels
from kiosk.errors import Malformed

from .conftest import BARCODES

HERE = pytest.mark.skipif(not BARCODES.is_dir(), reason="the shared pictures are not here")
NUMBERS = ["73610555582883", "YT8962646785389", "SF1385628716739", "773277027280336", "JDVA00012345678901"]


def expected():
    if not BARCODES.is_dir():
        return []
    with (BARCODES / "expected.csv").open(encoding="utf-8") as file:
        return [(row["file"], row["format"].lower().removesuffix("code"), row["text"]) for row in csv.DictReader(file)]


@HERE
def test_there_are_fourteen_pictures():
    assert len(expected()) == 14


@HERE
@pytest.mark.parametrize(("name", "kind", "text"), expected())
def test_a_picture_of_the_world_gives_its_code_and_no_other(name, kind, text):
    assert [(code.symbology, code.text) for code in decode_file(BARCODES / name)] == [(kind, text)]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("shot", ["STRAIGHT", "TILTED", "BLURRED", "DIM", "UPSIDE_DOWN"])
def test_a_photographed_label_is_read(number, shot):
    picture = labels.photographed(labels.waybill_label(labels.Waybill(number)), getattr(labels, shot))
    assert {(code.symbology, code.text) for code in decode_bytes(labels.file_bytes(picture))} == {("code128", number)}


def test_a_hopeless_photograph_gives_nothing_rather_than_something_wrong():
    picture = labels.photographed(labels.waybill_label(labels.Waybill(NUMBERS[0])), labels.HOPELESS)
    assert decode_bytes(labels.file_bytes(picture)) == ()


def test_the_same_seed_draws_the_same_picture():
    label = labels.waybill_label(labels.Waybill(NUMBERS[0]))
    one, two = (labels.photographed(label, labels.DIM).tobytes() for _ in range(2))
    assert one == two
    assert labels.photographed(label, labels.TILTED).tobytes() != one


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_a_qr_in_chinese_with_or_without_a_declared_encoding(codec):
    picture = labels.qr_label("取件码 3-2-4107 龙凤村".encode(codec))
    [code] = decode(labels.pixels(picture))
    assert (code.symbology, code.text, code.raw) == (
        "qr",
        "取件码 3-2-4107 龙凤村",
        "取件码 3-2-4107 龙凤村".encode(codec),
    )


def test_data_matrix_only_on_demand():
    import zxingcpp  # noqa: PLC0415

    grey = np.array(zxingcpp.create_barcode("24I44", zxingcpp.DataMatrix).to_image(scale=6))
    assert decode(grey, EVERYDAY) == ()
    assert [code.text for code in decode(grey, THOROUGH)] == ["24I44"]


def big_picture():
    out = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"\xff\xd8\xff\xe0" + b"x" * 99])
def test_what_is_no_picture_is_malformed(data):
    with pytest.raises(Malformed):
        decode_bytes(data)


def test_a_truncated_or_enormous_picture_is_malformed():
    whole = labels.file_bytes(labels.waybill_label(labels.Waybill(NUMBERS[0])), "PNG")
    with pytest.raises(Malformed):
        decode_bytes(whole[: len(whole) // 2])
    with pytest.raises(Malformed):
        decode_bytes(big_picture())


def test_the_command_prints_one_line_a_code(tmp_path, capsys):
    good, empty, broken = tmp_path / "a.webp", tmp_path / "b.png", tmp_path / "c.png"
    good.write_bytes(labels.file_bytes(labels.waybill_label(labels.Waybill(NUMBERS[1]))))
    empty.write_bytes(labels.file_bytes(Image.new("L", (50, 50)), "PNG"))
    broken.write_bytes(b"no")
    assert command.main(["decode", str(good)]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": "a.webp", "format": "code128", "text": NUMBERS[1]}
    assert command.main(["decode", str(good), str(empty)]) == 1
    assert command.main(["decode", str(broken), str(good)]) == 2
    assert "picture.unreadable" in capsys.readouterr().err


def test_the_command_helps():
    run = subprocess.run(
        [sys.executable, "-m", "drivers.scanner", "--help"], capture_output=True, text=True, check=True
    )
    assert "decode" in run.stdout
