"""Make the two shipped fonts, because a counter PC may have no Chinese font at all, and a printer's ROM has too small a one.

Noto Sans CJK SC is cut down to what a counter needs (everything a GBK keyboard can write, Extension A, and every character of the
rare-name list), and the few characters that it lacks are drawn from HanaMin. The family is renamed to "Cunkou Sans", so that a test can
prove that the shipped font is in use and not the system's, and since a modified font should not pose as the original.

Run on Debian 12, with ``fonts-noto-cjk``, ``fonts-noto-cjk-extra`` and ``fonts-hanazono`` installed and ``fonttools`` in the environment:

    python scripts/make_fonts.py RARE_HANZI.csv
"""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

SYSTEM = Path("/usr/share/fonts")
FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"
DONORS = ("truetype/hanazono/HanaMinA.ttf", "truetype/hanazono/HanaMinB.ttf")
PRIVATE = range(0xE000, 0xF900)

# Names met in issue threads on broken receipts, listed so that no later change of the repertoire loses them.
WELL_KNOWN_RARE = "𠮷䶮㛃鿍㺬堃镕赟旸頔玙垯"

# Whole blocks: Latin, punctuation, arrows, numbers, mathematics, boxes, shapes, Han radicals and signs, Extension A, late Han, full width.
BLOCKS = (
    (0x20, 0x7F), (0xA0, 0x180), (0x1CD, 0x1DD), (0x1F8, 0x1FA), (0x1E3E, 0x1E40), (0x2000, 0x2070), (0x20A0, 0x20C0), (0x2100, 0x2300),
    (0x2300, 0x2400), (0x2460, 0x2700), (0x2700, 0x27C0), (0x2E80, 0x2FE0), (0x2FF0, 0x3100), (0x3100, 0x3130), (0x31A0, 0x31F0),
    (0x3200, 0x3400), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0xFE10, 0xFE70), (0xFF00, 0xFFF0),
)  # fmt: skip


@dataclass(frozen=True)
class Cut:
    """One font to make: the collection it comes from, its style, and the code points wanted of it."""

    collection: str
    style: str
    weight: int
    wanted: frozenset[int]


def two_byte(codec: str) -> set[int]:
    """Every code point, private ones aside, that the codec writes in one or two bytes."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            text = bytes((lead, trail)).decode(codec, "ignore")
            found |= {ord(c) for c in text if ord(c) > 0x7F and ord(c) not in PRIVATE}
    return found


def rare(path: Path) -> set[int]:
    """The code points of the rare-name list (column ``char``), private ones aside."""
    with path.open(encoding="utf-8", newline="") as rows:
        return {ord(row["char"]) for row in csv.DictReader(rows)} - set(PRIVATE)


def load(collection: str, family: str) -> TTFont:
    """The member of a TrueType collection whose family name is ``family``."""
    return next(
        f for f in TTCollection(SYSTEM / "opentype/noto" / collection).fonts if f["name"].getBestFamilyName() == family
    )


def subset(font: TTFont, wanted: frozenset[int]) -> None:
    """Cut the font to ``wanted``; keep kerning, drop vertical setting and local forms, which nothing here asks for."""
    options = Options(
        layout_features=["kern", "ccmp"],
        drop_tables=["BASE", "VORG", "vhea", "vmtx", "DSIG"],
        name_IDs=["*"],
        hinting=True,
    )
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)


def graft(font: TTFont, donor: TTFont, code: int) -> None:
    """Draw one glyph of a TrueType donor into a CID-keyed CFF font: outline, width, character map."""
    scale = font["head"].unitsPerEm / donor["head"].unitsPerEm
    source = donor.getBestCmap()[code]
    taken = set(font.getGlyphOrder())
    name = next(f"cid{n:05d}" for n in range(0xFFFF, 0, -1) if f"cid{n:05d}" not in taken)
    width = round(donor["hmtx"][source][0] * scale)
    glyphs = donor.getGlyphSet()
    top: Any = font["CFF "].cff.topDictIndex[0]
    home = top.FDSelect[font.getGlyphID(font.getBestCmap()[ord("一")])]
    pen = T2CharStringPen(width, glyphs)
    glyphs[source].draw(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
    drawn = pen.getCharString(private=top.FDArray[home].Private, globalSubrs=font["CFF "].cff.GlobalSubrs)
    # The pen writes the width as a difference from a nominal width of 0; the private dictionary has its own.
    drawn.program[0] = width - top.FDArray[home].Private.nominalWidthX
    top.CharStrings.charStringsIndex.append(drawn)
    top.CharStrings.charStrings[name] = len(top.CharStrings.charStringsIndex) - 1
    top.charset.append(name)
    top.FDSelect.append(home)
    font.setGlyphOrder(top.charset)
    font["hmtx"].metrics[name] = (width, 0)
    font["maxp"].numGlyphs = len(top.charset)
    for table in font["cmap"].tables:
        if table.isUnicode() and (code < 0x10000 or table.format == 12):  # noqa: PLR2004 - 12 holds every plane
            table.cmap[code] = name


def rename(font: TTFont, style: str, weight: int) -> None:
    """Call it Cunkou Sans everywhere a font is named."""
    names = font["name"]
    legal = {i: names.getDebugName(i) for i in (0, 13, 14)}
    names.names = []
    words = {1: "Cunkou Sans", 2: style, 3: f"Cunkou Sans {style} 1", 4: f"Cunkou Sans {style}", 5: "Version 1.000",
             6: f"CunkouSans-{style}", 10: "A subset of Noto Sans CJK SC with some glyphs of HanaMin.", **legal}  # fmt: skip
    for name_id, text in words.items():
        names.setName(text or "", name_id, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [f"CunkouSans-{style}"]
    cff.topDictIndex[0].FamilyName, cff.topDictIndex[0].FullName = "Cunkou Sans", f"Cunkou Sans {style}"
    bold = style == "Bold"
    font["OS/2"].usWeightClass, font["OS/2"].fsSelection = weight, 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0


def make(cut: Cut, must: set[int]) -> None:
    """Make one font, save it, and say its size and which of the ``must`` code points no donor has."""
    font = load(cut.collection, "Noto Sans CJK SC")
    subset(font, cut.wanted)
    donors = [TTFont(SYSTEM / name) for name in DONORS]
    lacking = []
    for code in sorted(must - set(font.getBestCmap())):
        if donor := next((d for d in donors if code in d.getBestCmap()), None):
            graft(font, donor, code)
            print(f"{cut.style}: U+{code:04X} {chr(code)} drawn from HanaMin")
        else:
            lacking.append(f"U+{code:04X}")
    rename(font, cut.style, cut.weight)
    path = FONTS / f"NotoSansSC-{cut.style}.otf"
    font.save(path)
    again = TTFont(path)
    print(
        f"{path.name}: {len(again.getBestCmap())} characters, {path.stat().st_size:,} bytes, lacking {lacking or 'none'}"
    )


def main() -> None:
    """Make both fonts from the system's, given the rare-name list."""
    names = rare(Path(sys.argv[1])) | {ord(c) for c in WELL_KNOWN_RARE}
    blocks = {code for first, last in BLOCKS for code in range(first, last)}
    must = two_byte("gbk") | names
    make(Cut("NotoSansCJK-Regular.ttc", "Regular", 400, frozenset(must | blocks)), must)
    small = two_byte("gb2312") | names | {c for c in blocks if not 0x3400 <= c < 0xA000}  # noqa: PLR2004 - the Han blocks
    make(Cut("NotoSansCJK-Bold.ttc", "Bold", 700, frozenset(small)), two_byte("gb2312") | names)


if __name__ == "__main__":
    main()
