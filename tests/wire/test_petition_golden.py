"""Bytes of every petition event and decision are kept here: they must still be read, and be written the same.

``CUNKOU_GOLDEN=write pytest tests/wire/test_petition_golden.py`` writes lines that are missing; one that is there is
never replaced. Once released, a new field gets a line of its own and the old line stays.
"""

import json
import os
from pathlib import Path

import pytest

from kiosk.wire import petition_decisions as decisions
from kiosk.wire import petition_events as events
from kiosk.wire.events import Decision, Event, decision_kinds, decode_decision, decode_event, encode, event_kinds

GOLDEN = Path(__file__).parent / "golden" / "petitions-1.json"
DUE = events.Due("target", 20_800, True, "office", 20_780, 10, "working")
VOICE = events.Attached("ab" * 32, "audio/ogg", 61_440, "voice", 41_000)
PHOTO = events.Attached("cd" * 32, "image/webp", 90_000, "photo", 0, "ef" * 32)
BODY = events.PetitionBody(
    "路灯不亮", "三组路灯三个月不亮", "请修好",
    events.Petitioner("覃龑堃", "r1", "19900007719", "6组", "0101", "phone"),
    events.Place("430726102202", 3, "三组网格", "晒谷坪"), (("since", "2026-08-01"),), ("甲一",), (VOICE, PHOTO),
    (7,), 9,
)  # fmt: skip
ONE = 1_000_000_001
FACTS: tuple[Event | Decision, ...] = (
    events.PetitionFiled(
        ONE, "01-02-004", "public", "mixed", BODY, b"", "read", "t102", "430726102202", (DUE,), True, b"s" * 16,
        b"c" * 32, 5, (7,), "counter", "W0112-2026-000001", b"k" * 32,
    ),
    events.PetitionSupplemented(ONE, 2, "3号杆", b"x", (VOICE,), (DUE,), ("supplement",), 2),
    events.PetitionRated(ONE, 3, "no", "还是不亮", (DUE,), ("review",), b"x"),
    events.PetitionFollowedUp(ONE, "unsure", "再看看", ("follow_up",), b"x", 3),
    events.PetitionWithdrawn(ONE, "自己修了", ("register",), 1),
    events.PetitionJoined(ONE, "王秀英", "r3", "19900000032"),
    events.AnswerGiven(ONE, 3, "printed"),
    events.DuesMoved("holidays", "d" * 64, ((ONE, "target", 20_802, False),)),
    events.OnBehalfBegan(ONE, "覃龑堃", "r1", "id_card", "123X", "ab" * 32, "唐站长"),
    events.OnBehalfEnded(ONE, "time"),
    events.PetitionsForgotten((ONE,), (ONE,)),
    decisions.PetitionStep(ONE, 1, "answered", "t102", "已修好", b"x", 20_790, (DUE,), ("decide",), "县信访局", 20_820),
    decisions.CategoryChanged(ONE, "01-02-005", "归口不同", (DUE,)),
    decisions.ReplyTimes((decisions.CategoryTime("01-", 9, 30),)),
    decisions.PetitionMet("W0220-2026-000007", "430726-0220", "01-02-004", "in_hand", b"s" * 16, b"c" * 32),
)  # fmt: skip


def kept() -> dict[str, str]:
    known = json.loads(GOLDEN.read_text("utf-8")) if GOLDEN.exists() else {}
    if os.environ.get("CUNKOU_GOLDEN") == "write":
        known = {str(fact.KIND): encode(fact).hex() for fact in FACTS} | known
        GOLDEN.write_text(json.dumps(known, indent=1) + "\n", "utf-8")
    return known


def test_every_kind_is_here() -> None:
    mine = {kind for kind in event_kinds() if 360 <= kind < 390} | {
        kind for kind in decision_kinds() if 160 <= kind < 180
    }
    assert {fact.KIND for fact in FACTS} == mine


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_the_bytes_have_not_changed(fact: Event | Decision) -> None:
    known = bytes.fromhex(kept()[str(fact.KIND)])
    assert encode(fact) == known
    read = decode_event(fact.KIND, known) if isinstance(fact, Event) else decode_decision(fact.KIND, known)
    assert read == fact
