"""Whatever is typed or pasted into any field of any petition step: kept fit for paper, or a fault in words; no crash.

Half a character comes from text fields that cut by UTF-16 units; marks that turn the writing come from telephones.
"""

from collections.abc import Callable
from dataclasses import replace as swapped

import pytest
from msgspec.structs import replace

from kiosk.errors import NotReady, Trouble
from kiosk.petitions.desk import drafts, filing, following, on_behalf, query, rating
from kiosk.petitions.desk import list as listing
from kiosk.petitions.desk.on_behalf import Presence
from kiosk.petitions.model import petition, rung
from kiosk.station import Station
from kiosk.wire.petition_events import Place
from tests.petitions.conftest import OWN, VILLAGE, County, content
from tests.stations import CLERK

BAD = {
    "half a character": "覃\ud842", "escape": "覃\x1b@", "nought": "覃\x00", "right to left": "覃\u202e灯\u2066",
    "100,000 characters": "覃" * 100_000,
}  # fmt: skip
UNFIT = ("\ud842", "\x1b", "\x00", "\u202e", "\u2066")
GOOD = "覃龑𠮷\ue8a0😀\u200d👩"  # rare, private, emoji with a joiner
Step = Callable[[str], object]


@pytest.fixture
def steps(station: Station, county: County, file) -> dict[str, Step]:
    """Each step with one text field that is given at the last moment."""
    asked, answered, followed = file().view.id, file(summary="桥坏了").view.id, file(summary="水断了").view.id
    county.does(asked, "asked", text="哪里？")
    county.does(answered, "answered", text="修好了。")
    number = file(secrecy="anonymous", summary="垃圾没人收").number
    fields = ("category", "secrecy", "summary", "text", "request", "channel")
    own = ("name", "resident", "phone", "address", "household", "contact")
    presence = Presence("覃龑堃", "", "id_card", "1234", witness="唐会计")

    def filed(**changed: object) -> object:
        draft = drafts.begin(station, CLERK, content(**changed, urgent=True))
        with station.store.read() as db:
            alike = tuple(one.id for one in filing.duplicates.suggest(db, draft))
        drafts.save(station, draft.id, content(**changed, urgent=True, considered=alike), CLERK)
        return filing.file(station, draft.id, CLERK, "read")

    def searched(text: str) -> object:
        with station.store.read() as db:
            return listing.search(db, station, text, station.clock.now())

    return {
        **{f"draft {one}": lambda text, one=one: filed(**{one: text}) for one in fields},
        **{f"petitioner {one}": lambda text, one=one: filed(petitioner=replace(OWN, **{one: text})) for one in own},
        **{
            f"place {one}": lambda text, one=one: filed(place=replace(Place(VILLAGE), **{one: text}))
            for one in ("village", "grid", "words")
        },
        "answer": lambda text: filed(answers=((text, text),)),
        "representative": lambda text: filed(representatives=(text,)),
        "confirmed": lambda text: filing.file(station, drafts.begin(station, CLERK, content()).id, CLERK, text),
        "supplement": lambda text: following.supplement(station, asked, text, CLERK),
        "rating": lambda text: rating.rate(station, answered, text, CLERK),
        "rated in words": lambda text: rating.rate(station, answered, "partly", CLERK, words=text),
        "follow": lambda text: following.follow(station, followed, CLERK, name=text),
        "follow, phone": lambda text: following.follow(station, followed, CLERK, name="单秀英", phone=text),
        "follow, resident": lambda text: following.follow(station, followed, CLERK, resident=text),
        "told": lambda text: following.give(station, answered, 1, text, CLERK),
        "withdrawn": lambda text: following.withdraw(station, followed, text, CLERK),
        "number": lambda text: query.ask(station, text, "7719"),
        "code": lambda text: query.ask(station, number, text),
        "search": searched,
        **{
            f"behalf {one}": lambda text, one=one: on_behalf.begin(station, swapped(presence, **{one: text}), CLERK)
            for one in ("name", "resident", "identity", "id_tail", "witness")
        },
    }  # fmt: skip


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_every_field_of_every_step(station: Station, steps: dict[str, Step], text: str) -> None:
    crashed, said = [], []
    for name, step in steps.items():
        station.clock.advance(seconds=90)
        try:
            step(text)
        except NotReady as fault:
            said += [station.texts.problem(one) for one in fault.problems]
        except Trouble as trouble:
            said.append(station.texts.trouble(trouble))
        except Exception as bug:  # noqa: BLE001 - each field is to be named, not only the first
            crashed.append(f"{name}: {type(bug).__name__} {str(bug)[:80]}")
    assert not crashed, "\n".join(crashed)
    assert said
    assert not [words for words in said if words.startswith(("problem.", "trouble."))], "a fault without words"
    kept = "".join(stored(station))
    assert not [sign for sign in UNFIT if sign in kept]
    assert len(max(stored(station), key=len)) <= 20_000


@pytest.mark.parametrize("field", ["summary", "text", "request"])
def test_what_is_only_rare_stays_as_it_was_said(station: Station, file, field: str) -> None:
    filed = file(**{field: GOOD})
    assert getattr(filed.view, field) == GOOD
    with station.store.read() as db:
        assert GOOD in [getattr(one, field) for one in listing.search(db, station, filed.number, station.clock.now())]


def stored(station: Station) -> list[str]:
    with station.store.read() as db:
        rows = [row for table in (petition, rung) for row in db.execute(table.select())]
    return [value for row in rows for value in row if isinstance(value, str)]
