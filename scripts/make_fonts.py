"""Make the shipped fonts: a counter PC may have no Chinese font at all, and a printer's ROM has too small a one.

Noto Sans CJK SC is cut down to what a counter needs (everything a GBK keyboard can write, Extension A, and every
character of the rare-name list), and the few characters that it lacks are drawn from HanaMin. A tiny monospaced one
sets Latin as a thermal printer does, in half-width cells. The families are renamed to "Cunkou Sans" and "Cunkou Mono":
a modified font should not pose as the original, and a test can prove that it is not the system's that is in use.

Run on Debian 12, with ``fonts-noto-cjk``, ``fonts-noto-cjk-extra`` and ``fonts-hanazono`` installed and ``fonttools``
in the environment:

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

# Whole blocks: Latin, punctuation, arrows, numbers, mathematics, boxes, shapes, Han radicals, kana, Han, full width.
BLOCKS = """
    20-7F A0-180 1CD-1DD 1F8-1FA 1E3E-1E40 2000-2070 20A0-20C0 2100-2400 2460-27C0
    2E80-2FE0 2FF0-3130 31A0-31F0 3200-4DC0 4E00-A000 F900-FB00 FE10-FE70 FF00-FFF0
"""
HAN = range(0x3400, 0xA000)
LATIN = range(0x20, 0x250)


@dataclass(frozen=True)
class Cut:
    """One font to make: the collection and member it comes from, its names, and the code points wanted of it."""

    collection: str
    source: str
    family: str
    file: str
    wanted: frozenset[int]


def two_byte(codec: str) -> set[int]:
    """Every code point, private ones aside, that the codec writes in one or two bytes."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            text = bytes((lead, trail)).decode(codec, "ignore")
            found |= {ord(c) for c in text if not c.isascii() and ord(c) not in PRIVATE}
    return found


def rare(path: Path) -> set[int]:
    """The code points of the rare-name list (column ``char``), private ones aside."""
    with path.open(encoding="utf-8", newline="") as rows:
        return {ord(row["char"]) for row in csv.DictReader(rows)} - set(PRIVATE)


def blocks() -> set[int]:
    """The code points of BLOCKS."""
    pairs = (part.split("-") for part in BLOCKS.split())
    return {code for first, last in pairs for code in range(int(first, 16), int(last, 16))}


def load(cut: Cut) -> TTFont:
    """The member of the cut's TrueType collection."""
    fonts = TTCollection(SYSTEM / "opentype/noto" / cut.collection).fonts
    return next(font for font in fonts if font["name"].getBestFamilyName() == cut.source)


def subset(font: TTFont, wanted: frozenset[int]) -> None:
    """Cut the font to ``wanted``; keep kerning, drop vertical setting and local forms, which nothing here asks for."""
    unused = ["BASE", "VORG", "vhea", "vmtx", "DSIG"]
    cutter = Subsetter(Options(layout_features=["kern", "ccmp"], drop_tables=unused, name_IDs=["*"], hinting=True))
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


def rename(font: TTFont, family: str, style: str) -> None:
    """Give it our name everywhere a font is named."""
    names, bold, solid = font["name"], style == "Bold", family.replace(" ", "")
    legal = {i: names.getDebugName(i) for i in (0, 13, 14)}
    words = {1: family, 2: style, 3: f"{family} {style} 1", 4: f"{family} {style}", 5: "Version 1.000"}
    more = {6: f"{solid}-{style}", 10: "A subset of Noto Sans CJK SC with some glyphs of HanaMin."}
    names.names = []
    for name_id, text in (words | more | legal).items():
        names.setName(text or "", name_id, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [f"{solid}-{style}"]
    cff.topDictIndex[0].FamilyName, cff.topDictIndex[0].FullName = family, f"{family} {style}"
    font["OS/2"].usWeightClass, font["OS/2"].fsSelection = (700, 0x20) if bold else (400, 0x40)
    font["head"].macStyle = 1 if bold else 0


def make(cut: Cut, style: str, must: set[int]) -> None:
    """Make one font, save it, and say its size and which of the ``must`` code points no donor has."""
    font = load(cut)
    subset(font, cut.wanted)
    donors = [TTFont(SYSTEM / name) for name in DONORS]
    lacking = []
    for code in sorted(must - set(font.getBestCmap())):
        if donor := next((d for d in donors if code in d.getBestCmap()), None):
            graft(font, donor, code)
            print(f"{cut.file}: U+{code:04X} {chr(code)} drawn from HanaMin")
        else:
            lacking.append(f"U+{code:04X}")
    rename(font, cut.family, style)
    path = FONTS / cut.file
    font.save(path)
    count = len(TTFont(path).getBestCmap())
    print(f"{path.name}: {count} characters, {path.stat().st_size:,} bytes, lacking {lacking or 'none'}")


def main() -> None:
    """Make the fonts from the system's, given the rare-name list."""
    names = rare(Path(sys.argv[1])) | {ord(c) for c in WELL_KNOWN_RARE}
    must = {"Regular": two_byte("gbk") | names, "Bold": two_byte("gb2312") | names}
    wanted = {"Regular": must["Regular"] | blocks(), "Bold": must["Bold"] | (blocks() - set(HAN))}
    for style in ("Regular", "Bold"):
        collection = f"NotoSansCJK-{style}.ttc"
        mono = Cut(collection, "Noto Sans Mono CJK SC", "Cunkou Mono", f"CunkouMono-{style}.otf", frozenset(LATIN))
        make(mono, style, set())
        file = f"NotoSansSC-{style}.otf"
        sans = Cut(collection, "Noto Sans CJK SC", "Cunkou Sans", file, frozenset(wanted[style]))
        make(sans, style, must[style])
    beyond = sorted(set(TTFont(FONTS / "NotoSansSC-Regular.otf").getBestCmap()) - two_byte("gb2312"))
    text = "".join(chr(code) for code in beyond if code > LATIN[0] and not chr(code).isspace())
    (FONTS / "repertoire.txt").write_text("\n".join(text[i : i + 100] for i in range(0, len(text), 100)), "utf-8")


if __name__ == "__main__":
    main()
