"""Find a category by what is typed: Chinese, pinyin or its initials, in the words of the tree and of the people."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.catalogue import Catalogue, Category
from kiosk.catalogue.tiles import OTHER
from kiosk.people import names

found_max = 12
_WORD, _BRANCH, _CLASS = 0, 2, 4  # how far a hit is from the leaf's own name; inside a word costs one more
_said_chars_min = 2


@dataclass(frozen=True)
class _Word:
    """A word that finds leaves, and how it may be typed from each of its characters on."""

    text: str
    keys: tuple[tuple[str, ...], ...]


class Finder:
    """Looks for leaves in one catalogue. Making it takes some 50 ms: once for a page, on the desk's thread."""

    def __init__(self, book: Catalogue) -> None:
        """Prepare the words of a catalogue."""
        self._leaves = {leaf.code: leaf for leaf in book.categories}
        self._words: dict[str, _Word] = {}
        self._hits = [(self._word(text), far, codes) for text, far, codes in _names(book)]

    def find(self, typed: str, most: int = found_max) -> tuple[Category, ...]:
        """Leaves that fit, the nearest first; a whole sentence is searched for the words that people say."""
        wanted = names.normalise(typed[: names.keyed_chars_max * 4])
        ranks: dict[str, int] = {}
        for word, far, codes in self._hits:
            if wanted and (cost := _cost(word, wanted)) is not None:
                for code in codes:
                    ranks[code] = min(ranks.get(code, far + cost), far + cost)
        nearest = sorted(ranks, key=lambda code: (ranks[code], self._leaves[code].level3 == OTHER))
        return tuple(self._leaves[code] for code in nearest[:most])

    def _word(self, name: str) -> _Word:
        text = names.normalise(name)
        if text not in self._words:
            keys = tuple(names.search_keys(text[at:]) for at in range(min(len(text), names.keyed_chars_max)))
            self._words[text] = _Word(text, keys)
        return self._words[text]


def _names(book: Catalogue) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Every name, how far from the leaf it is, and the leaves that it finds."""
    for row in book.plain_words:
        codes = tuple(leaf.code for start in row.categories for leaf in book.categories if leaf.code.startswith(start))
        yield from ((word, _WORD, codes) for word in row.words)
    for leaf in book.categories:
        yield leaf.level3, _WORD, (leaf.code,)
        yield leaf.level2, _BRANCH, (leaf.code,)
        yield leaf.level1, _CLASS, (leaf.code,)


def _cost(word: _Word, wanted: str) -> int | None:
    """0 when the word begins as wanted, 1 when it does from a later character on, or stands in what was said."""
    if wanted in word.text:
        return int(not word.text.startswith(wanted))
    if len(word.text) >= _said_chars_min and word.text in wanted:
        return 1
    if not wanted.isascii():
        return None
    return next((min(at, 1) for at, keys in enumerate(word.keys) if any(one.startswith(wanted) for one in keys)), None)
