"""Which facts about petitions name a person, and what is left of each when the person is taken out (C6).

Replaying the stubs must give the tables that ``PetitionsForgotten`` leaves. A confidential petition's words are sealed:
nobody here can read them, but they go as well.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from kiosk.journal import Entry, purge
from kiosk.wire import petition_decisions as decisions
from kiosk.wire import petition_events as events
from kiosk.wire.petition_events import PetitionBody


def _of(_entry: Entry, fact: Any) -> tuple[str, ...]:  # noqa: ANN401 - any fact about one petition
    return (f"pt:{fact.petition}",)


def _session(_entry: Entry, fact: Any) -> tuple[str, ...]:  # noqa: ANN401 - either end of one session
    return (f"ob:{fact.session}",)


def _blank(**columns: object) -> Callable[[Any], Any]:
    return lambda fact: replace(fact, **columns)


purge.personal(events.PetitionFiled, about=_of, strip=_blank(body=PetitionBody(), sealed=b""))
purge.personal(events.PetitionSupplemented, about=_of, strip=_blank(text="", sealed=b"", attachments=()))
for said in (events.PetitionRated, events.PetitionFollowedUp):
    purge.personal(said, about=_of, strip=_blank(words="", sealed=b""))
purge.personal(events.PetitionWithdrawn, about=_of, strip=_blank(reason=""))
purge.personal(events.PetitionJoined, about=_of, strip=_blank(name="", resident="", phone=""))
purge.personal(decisions.PetitionStep, about=_of, strip=_blank(text="", sealed=b""))
purge.personal(decisions.CategoryChanged, about=_of, strip=_blank(reason=""))
purge.personal(
    events.OnBehalfBegan,
    about=_session,
    strip=_blank(name="", resident="", id_tail="", proof="", witness=""),
)
# Nothing to strip, but the answer on paper bears the county's words: its slip goes with the petition.
purge.personal(events.AnswerGiven, about=_of, strip=lambda fact: fact)
