"""The petition tree in three touches, what a category asks, whom an emergency calls, who receives it: all data."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue import Category, Question, Stopper, Tile, asking, default_folder, load, reload, tiles
from kiosk.catalogue.check import check
from kiosk.catalogue.formats import FILES, AnswerKind, Choice, TileGroup, TilesFile, When
from kiosk.petitions.finding import Finder
from kiosk.texts import Texts

BOOK = load()
FINDER = Finder(BOOK)
PLACES = [row.code for row in BOOK.divisions if row.level == "village"]
LEAVES = st.sampled_from([row.code for row in BOOK.categories])
Change = Callable[[str, str, str], set[tuple[str, str]]]


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Change one file of a copy; returns the faults that are found."""
    folder = Path(shutil.copytree(default_folder(), tmp_path / "catalogue"))

    def step(name: str, old: str, new: str) -> set[tuple[str, str]]:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")
        return {(one.field, one.key) for one in reload(BOOK, folder).problems}

    return step


# Tiles ---------------------------------------------------------------------------------------------------------------


def pages(page: tuple[Tile, ...], touches: int = 1) -> Iterator[tuple[int, tuple[Tile, ...]]]:
    """Every page, and the touch that is made on it."""
    yield touches, page
    for tile in page:
        if tile.page:
            yield from pages(tile.page, touches + 1)


def reached(page: tuple[Tile, ...]) -> list[tuple[str, int]]:
    return [(tile.category, touch) for touch, tiled in pages(page) for tile in tiled if tile.category]


def test_every_one_of_the_517_leaves_is_reached_once_within_three_touches() -> None:
    found = reached(BOOK.tiles())
    assert len(found) == 517
    assert {code for code, _ in found} == {row.code for row in BOOK.categories}
    assert max(touch for _, touch in found) == 3


def test_no_page_has_more_than_twelve_tiles_and_no_two_read_alike() -> None:
    for _, page in pages(BOOK.tiles()):
        assert 1 <= len(page) <= 12
        assert len({tile.title for tile in page}) == len(page)
        assert all(bool(tile.category) != bool(tile.page) for tile in page)


def test_every_tile_has_a_picture() -> None:
    assert not [tile.title for _, page in pages(BOOK.tiles()) for tile in page if not tile.icon]


def test_what_fits_nowhere_stands_last() -> None:
    for touch, page in pages(BOOK.tiles()):
        others = [tile.title.endswith("其他") for tile in page]
        shared = touch == 3 and any("：其他" in tile.title for tile in page)
        assert others == sorted(others) or shared


def test_a_tile_tells_what_is_behind_it() -> None:
    branch = next(tile for tile in BOOK.tiles((1,)) if tile.title == "城市建设和市政管理 2/2")
    assert "电力供应、自来水供应" in branch.hint
    assert "其他" not in branch.hint


def test_a_path_leads_to_the_page_behind() -> None:
    assert BOOK.tiles((0, 1)) == BOOK.tiles()[0].page[1].page
    assert [tile.title for tile in BOOK.tiles((0, 1))][-2:] == ["村务公开", "其他"]


@st.composite
def trees(draw: st.DrawFn) -> list[Category]:
    sizes = draw(st.lists(st.lists(st.integers(1, 40), min_size=1, max_size=16), min_size=1, max_size=12))
    names = st.sampled_from(["其他", "水", "路", "地"])
    return [
        Category(f"{first:02}-{second:02}-{third:03}", f"类{first}", f"{draw(names)}", draw(names))
        for first, branches in enumerate(sizes)
        for second, leaves in enumerate(branches)
        for third in range(leaves)
    ]


@given(trees())
def test_any_tree_that_fits_has_every_leaf_once_and_no_two_titles_alike(tree: list[Category]) -> None:
    first = sorted({row.code[:2] for row in tree})
    page = tiles.build(TilesFile(tuple(TileGroup(f"类{one}", (one,), "box") for one in first)), tree)
    assert sorted(code for code, _ in reached(page)) == [row.code for row in tree]
    assert all(touch <= 3 for _, touch in reached(page))
    for _, tiled in pages(page):
        assert len({tile.title for tile in tiled}) == len(tiled)
    crowded = any(len(tiled) > 12 for _, tiled in pages(page))
    assert crowded == any(tiles.too_wide(tile.page) for tile in page)


# Finding -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "leaf"),
    [
        ("shuiwuran", "04-02-010"),
        ("swr", "04-02-010"),
        ("水污染", "04-02-010"),
        ("dibao", "09-09-002"),
        ("路灯坏了半个月没人修", "01-02-004"),
        ("qian gong zi", "15-06-004"),
        ("垃圾没人收", "01-02-014"),
        ("WEIFANG", "01-04-002"),
    ],
)
def test_a_leaf_is_found_as_people_type_and_say_it(typed: str, leaf: str) -> None:
    assert leaf in {row.code for row in FINDER.find(typed)[:2]}


@given(LEAVES)
def test_every_leaf_is_found_by_its_name(code: str) -> None:
    wanted = BOOK.category(code)
    assert code in {row.code for row in FINDER.find(wanted.level3, most=517)}
    assert code in {row.code for row in FINDER.find(wanted.level2, most=517)}


@given(st.text(max_size=300))
def test_rubbish_finds_something_or_nothing(typed: str) -> None:
    assert len(FINDER.find(typed)) <= 12


def test_nothing_typed_finds_nothing() -> None:
    assert FINDER.find(" 　\n") == ()


# Questions and stoppers ----------------------------------------------------------------------------------------------


def codes(category: str, **answers: str) -> list[str]:
    return [one.code for one in asking.asked(BOOK.questions, category, answers)]


def calls(category: str, **answers: str) -> list[str]:
    return [one.call for one in asking.stops(BOOK.stoppers, BOOK.questions, category, answers)]


def faults(category: str, **answers: str) -> list[tuple[str, str]]:
    return [(one.field, one.key) for one in asking.problems(BOOK.questions, category, answers)]


def test_a_conditional_question_comes_and_goes_with_the_answer() -> None:
    assert codes("01-02-015") == ["since", "reported", "households", "supply"]
    assert codes("01-02-015", reported="yes", supply="bill")[-1] == "account"
    assert "reported_to" in codes("01-02-015", reported="yes")
    gone = {"reported": "no", "reported_to": "乡里"}
    assert asking.answered(BOOK.questions, "01-02-015", gone) == (("reported", "no"),)


def test_a_fire_calls_119_before_anything_else_and_blocks_until_it_is_out() -> None:
    assert codes("13-08-009")[0] == "burning"
    fire = asking.stops(BOOK.stoppers, BOOK.questions, "13-08-009", {"burning": "yes"})
    assert [(one.call, one.blocks) for one in fire] == [("119", True)]
    assert calls("13-08-009", burning="yes", where_burning="forest", hurt="yes") == ["119", "120", "12119"]
    assert calls("13-08-009", burning="no", where_burning="forest") == []


def test_who_else_hears_of_it_is_said_and_blocks_nothing() -> None:
    told = asking.stops(BOOK.stoppers, BOOK.questions, "15-06-004", {})
    assert [(one.call, one.blocks) for one in told] == [("12333", False)]


def test_every_emergency_asks_what_must_be_answered() -> None:
    needed = {one.code for one in BOOK.questions if one.needed}
    assert not [one.code for one in BOOK.stoppers if one.blocks and not {w.question for w in one.when} <= needed]


def test_answers_that_lack_or_do_not_fit_come_all_at_once() -> None:
    assert faults("01-02-015", since="昨天", households="三", supply="soon") == [
        ("answer.since", "asking.date"),
        ("answer.households", "asking.number"),
        ("answer.supply", "asking.choice"),
    ]
    assert faults("13-08-009") == [
        ("answer.burning", "asking.needed"),
        ("answer.hurt", "asking.needed"),
        ("answer.danger", "asking.needed"),
    ]
    good = {"since": "2026-11-20", "households": "12", "supply": "off", "reported": "no"}
    assert faults("01-02-015", **good) == []


def test_every_fault_of_an_answer_has_words() -> None:
    for language in ("zh", "en"):
        kinds = [f"problem.asking.{kind}" for kind in (*AnswerKind, "needed") if kind is not AnswerKind.TEXT]
        assert not [key for key in kinds if not Texts(language).has(key)]


@st.composite
def forms(draw: st.DrawFn) -> tuple[list[Question], list[Stopper]]:
    """Questions of which each may hang on earlier ones."""
    questions: list[Question] = []
    for at in range(draw(st.integers(1, 6))):
        when = draw(conditions(questions))
        kind = draw(st.sampled_from([AnswerKind.YES_NO, AnswerKind.CHOICE]))
        choices = (Choice("a", "甲"), Choice("b", "乙")) if kind is AnswerKind.CHOICE else ()
        questions.append(Question(f"q{at}", "问", kind, choices=choices, when=when, needed=draw(st.booleans())))
    return questions, [Stopper("s", "119", "先打", when=draw(conditions(questions)), blocks=True)]


def conditions(earlier: list[Question]) -> st.SearchStrategy[tuple[When, ...]]:
    each = [When(one.code, (answer,)) for one in earlier for answer in asking.possible(one)]
    return st.lists(st.sampled_from(each), max_size=2).map(tuple) if each else st.just(())


@given(forms(), st.dictionaries(st.sampled_from([f"q{n}" for n in range(6)]), st.sampled_from(["yes", "no", "a", "b"])))
def test_only_what_is_asked_counts(made: tuple[list[Question], list[Stopper]], answers: dict[str, str]) -> None:
    questions, stoppers = made
    counted = dict(asking.answered(questions, "x", answers))
    assert asking.asked(questions, "x", counted) == asking.asked(questions, "x", answers)
    assert asking.stops(stoppers, questions, "x", counted) == asking.stops(stoppers, questions, "x", answers)
    for one in asking.asked(questions, "x", answers):
        assert all(counted.get(when.question) in when.answers for when in one.when)


def test_a_new_question_is_a_row(change: Change) -> None:
    row = '\n[[questions]]\ncode = "lamps"\nzh = "几盏灯？"\nkind = "number"\ncategories = ["01-02-004"]\n'
    assert change("questions.toml", "\n# What the office will ask anyway.", row) == set()


# Offices -------------------------------------------------------------------------------------------------------------


def test_the_category_says_which_kind_of_office_and_the_village_which_one() -> None:
    assert BOOK.office("10-02-004", "430726102003").name == "夹山镇人民政府"
    assert BOOK.office("10-02-004", "430726001001").name == "楚江街道办事处"
    assert BOOK.office("04-02-010", "430726102003").name == "常德市生态环境局石门分局"
    assert BOOK.office("15-01-002", "430726102003").name == "石门县医疗保障局"
    assert BOOK.office("08-01-002", "").name == "石门县信访局"


def test_where_no_such_office_serves_the_village_the_next_one_does() -> None:
    assert BOOK.office("10-02-004", "430726502001").name == "石门县农业农村局"
    assert BOOK.office("10-02-004", "").name == "石门县农业农村局"


@given(st.text(max_size=20) | LEAVES, st.text(max_size=12) | st.sampled_from(PLACES))
def test_whatever_is_filed_somebody_receives_it(category: str, village: str) -> None:
    office = BOOK.office(category, village)
    assert BOOK.office_name(office.code) == office.name


def test_an_office_that_is_gone_has_its_code_for_a_name() -> None:
    assert BOOK.office_name("gone") == "gone"


# Faults --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "place", "key"),
    [
        ('classes = ["03", "04"]', 'classes = ["03"]', "tiles.toml: tiles", "needs"),
        ('classes = ["03", "04"]', 'classes = ["03", "01"]', "tiles.toml: tiles", "double"),
        ('classes = ["03", "04"]', 'classes = ["03", "99"]', "tiles.toml: tiles[2].classes", "unknown"),
        ('classes = ["03", "04"]', 'classes = ["03", "04", "01", "10"]', "tiles.toml: tiles[2]", "tiles"),
        ('category = "01-01"', 'category = "01-99"', "tiles.toml: icons[1].category", "unknown"),
        ('categories = ["01-02-015"]', 'categories = ["01-02-099"]', "tiles.toml: words[3].categories", "unknown"),
        ('{ categories = [""], to = "county" },', "", "offices.toml: routes", "office_for_all"),
        ('to = "water"', 'to = "fire"', "offices.toml: routes[11].to", "unknown"),
        ('["10-01-", "10-06-"', '["10-", "10-06-"', "offices.toml: routes[12].categories", "double"),
        ('code = "jijian"', 'code = "xinfang"', "offices.toml: offices", "double"),
        ('villages = ["430726001"]', 'villages = ["石门"]', "offices.toml: offices[20].villages", "value"),
        ('kind = "yes_no"', 'kind = "maybe"', "questions.toml: questions[0].kind", "value"),
        ('kind = "yes_no"', 'kind = "choice"', "questions.toml: questions burning.choices", "choices"),
        ('code = "hurt"', 'code = "burning"', "questions.toml: questions", "double"),
        ('question = "burning"', 'question = "hurt"', "questions.toml: questions where_burning.when", "unknown"),
        ('answers = ["yes"]', 'answers = ["often"]', "questions.toml: questions where_burning.when", "unknown"),
        ('call = "119"', 'call = "一一九"', "questions.toml: stoppers[0].call", "value"),
    ],
)
def test_a_fault_is_found(change: Change, old: str, new: str, place: str, key: str) -> None:
    assert (place, f"catalogue.{key}") in change(place.split(":", maxsplit=1)[0], old, new)


def test_an_emergency_without_a_condition_would_shut_its_category(change: Change) -> None:
    last = 'categories = ["06-06-"]\n'
    text = (default_folder() / "questions.toml").read_text("utf-8")
    assert text.endswith(last)
    found = change("questions.toml", text, text + "blocks = true\n")
    assert found == {("questions.toml: stoppers post.when", "catalogue.blocks_all")}


def test_a_condition_must_be_asked_wherever_it_stands(change: Change) -> None:
    found = change("questions.toml", 'call = "122"\n', 'call = "122"\n')
    assert found == set()
    text = (default_folder() / "questions.toml").read_text("utf-8")
    wide = text.replace('categories = ["13-05-001"]\nwhen', 'categories = ["13-05-"]\nwhen', 1)
    assert wide != text
    assert change("questions.toml", text, wide) == {
        ("questions.toml: stoppers crash.when", "catalogue.not_asked_there")
    }


def test_thirteen_tiles_on_the_first_page_are_too_many(change: Change) -> None:
    more = '    { name = "环保", name_en = "Environment", icon = "trees", classes = ["04"] },\n    { name = "农业农村"'
    assert change("tiles.toml", 'classes = ["03", "04"]', 'classes = ["03"]') == {
        ("tiles.toml: tiles", "catalogue.needs")
    }
    assert change("tiles.toml", '    { name = "农业农村"', more) == {("tiles.toml: tiles", "catalogue.tiles")}


@given(st.sampled_from(["tiles.toml", "offices.toml", "questions.toml"]), st.data())
def test_a_file_cut_anywhere_is_a_fault_or_still_a_whole(name: str, data: st.DataObject) -> None:
    files = {file: (default_folder() / file).read_bytes() for file in FILES}
    cut = data.draw(st.integers(0, len(files[name])))
    checked = check(files | {name: files[name][:cut]})
    assert bool(checked.problems) == (checked.catalogue is None)
    if checked.catalogue:
        assert checked.catalogue.office("01-01-001", "").name
        assert len(reached(checked.catalogue.tiles())) == 517
