"""What no field of the petition files shows alone: endless clocks, full pages, unheard questions."""

from collections.abc import Iterable, Iterator, Sequence

from kiosk.catalogue import asking, tiles
from kiosk.catalogue.formats import (
    AnswerKind,
    Category,
    ClocksFile,
    OfficesFile,
    Question,
    QuestionsFile,
    TilesFile,
    When,
)
from kiosk.errors import Problem

_CHOICES_MIN = 2
_Categories = Sequence[Category]


def in_clocks(file: ClocksFile, categories: _Categories) -> Iterator[Problem]:
    """A clock that nothing stops would run for ever; two for one case would both be right."""
    seen = set()
    for clock in file.clocks:
        place = f"clocks.toml: clocks {clock.code}"
        key = (clock.code, clock.starts, clock.channel, clock.category)
        if key in seen:
            yield Problem(place, "catalogue.double", {"what": " ".join(key)})
        seen.add(key)
        if not clock.stops:
            yield Problem(f"{place}.stops", "catalogue.needs", {"what": "stops"})
        yield from _starts(f"{place}.category", (clock.category,) if clock.category else (), categories)


def in_tiles(file: TilesFile, categories: _Categories) -> Iterator[Problem]:
    """Every leaf must be behind exactly one tile of the first page, and every page must hold its tiles (C16)."""
    homes = [start for group in file.tiles for start in group.classes]
    for start in sorted({start for start in homes if homes.count(start) > 1}):
        yield Problem("tiles.toml: tiles", "catalogue.double", {"what": start})
    for start in sorted({row.code.split("-", 1)[0] for row in categories} - set(homes)):
        yield Problem("tiles.toml: tiles", "catalogue.needs", {"what": start})
    pages = tiles.build(file, categories)
    if len(pages) > tiles.page_tiles_max:
        yield Problem("tiles.toml: tiles", "catalogue.tiles", {"most": tiles.page_tiles_max})
    for index, tile in enumerate(pages):
        yield from _starts(
            f"tiles.toml: tiles[{index}].classes", [f"{one}-" for one in file.tiles[index].classes], categories
        )
        if tiles.too_wide(tile.page):
            yield Problem(f"tiles.toml: tiles[{index}]", "catalogue.tiles", {"most": tiles.page_tiles_max})
    for index, icon in enumerate(file.icons):
        yield from _starts(f"tiles.toml: icons[{index}].category", (icon.category,), categories)
    for index, row in enumerate(file.words):
        yield from _starts(f"tiles.toml: words[{index}].categories", row.categories, categories)


def in_offices(file: OfficesFile, categories: _Categories) -> Iterator[Problem]:
    """Whatever the category and the village, one office must receive it."""
    everywhere = {office.kind for office in file.offices if not office.villages}
    if not any("" in route.categories and route.to in everywhere for route in file.routes):
        yield Problem("offices.toml: routes", "catalogue.office_for_all")
    seen: set[str] = set()
    for index, route in enumerate(file.routes):
        place = f"offices.toml: routes[{index}]"
        if route.to not in {office.kind for office in file.offices}:
            yield Problem(f"{place}.to", "catalogue.unknown", {"what": route.to})
        for start in route.categories:
            if start in seen:
                yield Problem(f"{place}.categories", "catalogue.double", {"what": start})
            seen.add(start)
        yield from _starts(f"{place}.categories", [start for start in route.categories if start], categories)


def in_questions(file: QuestionsFile, categories: _Categories) -> Iterator[Problem]:
    """Choices, and conditions: each names an earlier question that is asked wherever the condition stands."""
    earlier: dict[str, Question] = {}
    for question in file.questions:
        place = f"questions.toml: questions {question.code}"
        yield from _starts(f"{place}.categories", question.categories, categories)
        yield from _conditions(place, question.categories, question.when, earlier)
        if (question.kind is AnswerKind.CHOICE) != (len(question.choices) >= _CHOICES_MIN):
            yield Problem(f"{place}.choices", "catalogue.choices")
        if len({choice.code for choice in question.choices}) != len(question.choices):
            yield Problem(f"{place}.choices", "catalogue.double", {"what": question.code})
        earlier[question.code] = question
    for stopper in file.stoppers:
        place = f"questions.toml: stoppers {stopper.code}"
        yield from _starts(f"{place}.categories", stopper.categories, categories)
        yield from _conditions(place, stopper.categories, stopper.when, earlier)
        if stopper.blocks and not stopper.when:
            yield Problem(f"{place}.when", "catalogue.blocks_all")


def _conditions(
    place: str, starts: tuple[str, ...], when: Iterable[When], earlier: dict[str, Question]
) -> Iterator[Problem]:
    for one in when:
        if (question := earlier.get(one.question)) is None:
            yield Problem(f"{place}.when", "catalogue.unknown", {"what": one.question})
            continue
        for answer in set(one.answers or ("",)) - set(asking.possible(question)):
            yield Problem(f"{place}.when", "catalogue.unknown", {"what": f"{one.question} = {answer}"})
        if not all(asking.is_for(question.categories, start) for start in starts or ("",)):
            yield Problem(f"{place}.when", "catalogue.not_asked_there", {"what": one.question})


def _starts(place: str, starts: Iterable[str], categories: _Categories) -> Iterator[Problem]:
    """Beginnings of codes with which no leaf begins."""
    for start in starts:
        if not any(row.code.startswith(start) for row in categories):
            yield Problem(place, "catalogue.unknown", {"what": start})
