"""Make ``resources/pinyin/readings.txt.gz``: every reading of every character, quick to load.

pypinyin itself costs 200 ms and 65 MB at import; the counter needs only its table of single characters, without tones.
Run by hand when pypinyin is renewed: ``python scripts/make_pinyin.py``. The same input gives the same bytes.

The file is gzip over four lines of UTF-8: a comment; the sets of readings, parted by spaces, most usual reading first;
all characters in the order of code points; for each character one character whose code point minus 256 is the index of
its set.
"""

import gzip
import unicodedata
from pathlib import Path

from pypinyin import __version__
from pypinyin.pinyin_dict import pinyin_dict

TARGET = Path(__file__).resolve().parent.parent / "resources" / "pinyin" / "readings.txt.gz"
BASE = 256
EXTRA = {ord("𠮷"): "jí"}
"""Characters of names that pypinyin's table lacks."""


def plain(reading: str) -> str:
    """A reading without its tone: ``lǚ`` → ``lv``; other marks of the table (ê, m̀) lose theirs too."""
    parts = unicodedata.normalize("NFD", reading.replace("ɡ", "g"))
    return "".join(char for char in parts.replace("u\u0308", "v") if "a" <= char <= "z")


def main() -> None:
    """Write the table."""
    table = {}
    for code, readings in sorted((EXTRA | pinyin_dict).items()):
        sounds = tuple(dict.fromkeys(filter(None, map(plain, readings.split(",")))))
        if sounds:
            table[chr(code)] = sounds
    sets = sorted(set(table.values()))
    index = {sounds: chr(BASE + number) for number, sounds in enumerate(sets)}
    lines = (
        f"# pypinyin {__version__}, MIT licence, copyright mozillazg; tones left out",
        " ".join(",".join(sounds) for sounds in sets),
        "".join(table),
        "".join(index[sounds] for sounds in table.values()),
    )
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{len(table)} characters, {len(sets)} sets, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
