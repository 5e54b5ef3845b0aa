"""The petition tree as pages of picture tiles: at most twelve a page, and every leaf in three touches (C16).

The county says what stands on the first page (``tiles.toml``). The second and third are reckoned from the tree: a
branch with more than twelve leaves is shared out over several tiles, and where a page would have more than twelve tiles
the smallest branches share one. Turning pages would be a touch more, so there is none. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from kiosk.catalogue.formats import Category, CategoryIcon, TileGroup, TilesFile

page_tiles_max = 12
OTHER = "其他"
"""The name of a leaf for what fits nowhere: it stands last, with a picture of its own."""
OTHER_ICON = "ellipsis"


@dataclass(frozen=True)
class Tile:
    """One touch.

    Attributes:
        title: Unlike every other on its page.
        icon: Its picture.
        category: Code of the leaf that it chooses, or "".
        page: The tiles behind it; () for a leaf.
        title_en: Where the county gave one.
    """

    title: str
    icon: str
    category: str = ""
    page: tuple["Tile", ...] = ()
    title_en: str = ""

    @property
    def hint(self) -> str:
        """What is behind it: a clerk need not try."""
        return "、".join(tile.title for tile in self.page if not tile.title.endswith(OTHER))


_Branch = list[Category]
"""Leaves that share a tile of the second page: of one branch of the tree, a part of one, or several small ones."""


def build(file: TilesFile, categories: Sequence[Category]) -> tuple[Tile, ...]:
    """The first page, with the others behind it; more tiles than fit are for the check to find."""
    return tuple(_first(group, file.icons, categories) for group in file.tiles)


def too_wide(pages: Iterable[Tile]) -> bool:
    """Whether some page has more tiles than fit."""
    tiles = tuple(pages)
    return len(tiles) > page_tiles_max or any(too_wide(tile.page) for tile in tiles)


def _first(group: TileGroup, icons: Sequence[CategoryIcon], categories: Sequence[Category]) -> Tile:
    leaves = [leaf for start in group.classes for leaf in categories if leaf.code.startswith(f"{start}-")]
    branches = _joined([part for branch in _branches(leaves) for part in _parts(branch)])
    titles = _branch_titles(branches)
    page = (_second(title, branch, icons) for title, branch in zip(titles, branches, strict=True))
    return Tile(group.name, group.icon, page=tuple(page), title_en=group.name_en)


def _second(title: str, branch: _Branch, icons: Sequence[CategoryIcon]) -> Tile:
    if len(branch) == 1:
        return Tile(title, _leaf_icon(branch[0], icons), branch[0].code)
    titles = _leaf_titles(branch)
    page = (Tile(name, _leaf_icon(leaf, icons), leaf.code) for name, leaf in zip(titles, branch, strict=True))
    return Tile(title, _icon(branch[0].code, icons), page=tuple(page))


def _branches(leaves: Iterable[Category]) -> list[_Branch]:
    """Leaves by their second level, 其他 last on each level."""
    found: dict[tuple[str, str], _Branch] = {}
    for leaf in leaves:
        found.setdefault((leaf.level1, leaf.level2), []).append(leaf)
    ordered = sorted(found.values(), key=lambda branch: branch[0].level2 == OTHER)
    return [sorted(branch, key=lambda leaf: leaf.level3 == OTHER) for branch in ordered]


def _parts(branch: _Branch) -> list[_Branch]:
    """A branch in parts of like size that fit on a page."""
    size = ceil(len(branch) / ceil(len(branch) / page_tiles_max))
    return [branch[start : start + size] for start in range(0, len(branch), size)]


def _joined(branches: list[_Branch]) -> list[_Branch]:
    """The smallest branches two by two on one tile, until the page holds them all or nothing more fits."""
    while len(branches) > page_tiles_max:
        one, other = min(
            combinations(range(len(branches)), 2),
            key=lambda pair: (len(branches[pair[0]]) + len(branches[pair[1]]), pair[1] - pair[0]),
        )
        if len(branches[one]) + len(branches[other]) > page_tiles_max:
            break
        branches[other] = branches[one] + branches[other]
        del branches[one]  # the later place, so that 其他 stays last
    return branches


def _branch_titles(branches: Iterable[_Branch]) -> list[str]:
    """The names of what is on each tile; parts of one branch are numbered, namesakes say their class."""
    plain = ["、".join(dict.fromkeys(leaf.level2 for leaf in branch)) for branch in branches]
    full = [
        f"{branch[0].level1}：{name}" if name == OTHER and plain.count(OTHER) > 1 else name
        for name, branch in zip(plain, branches, strict=True)
    ]
    return _numbered(full)


def _leaf_titles(branch: _Branch) -> list[str]:
    """The leaves' own names; where several branches share the page, namesakes and 其他 say whose they are."""
    counts, shared = Counter(leaf.level3 for leaf in branch), len({(leaf.level1, leaf.level2) for leaf in branch}) > 1
    return _numbered(
        [
            f"{leaf.level1 if leaf.level2 == OTHER else leaf.level2}：{leaf.level3}"
            if shared and (counts[leaf.level3] > 1 or leaf.level3 == OTHER)
            else leaf.level3
            for leaf in branch
        ]
    )


def _numbered(titles: list[str]) -> list[str]:
    """Titles of which no two are alike: 1/2 and 2/2 tell twins apart."""
    many, seen, told = Counter(titles), Counter[str](), []
    for title in titles:
        seen[title] += 1
        told.append(f"{title} {seen[title]}/{many[title]}" if many[title] > 1 else title)
    return told


def _leaf_icon(leaf: Category, icons: Iterable[CategoryIcon]) -> str:
    return OTHER_ICON if leaf.level3 == OTHER else _icon(leaf.code, icons)


def _icon(code: str, icons: Iterable[CategoryIcon]) -> str:
    fitting = [one for one in icons if code.startswith(one.category)]
    return max(fitting, key=lambda one: len(one.category)).icon if fitting else ""
