"""Which facts of the parcel counter name a person, and what is left of each when the person is taken out.

Replaying the stubs must give the tables that ``PersonalDataForgotten`` leaves: what a stub blanks here, its projector
blanks there (``counter_projectors``), and the tests compare the two.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from kiosk.journal import Entry, purge
from kiosk.wire import counter_events, parcel_events
from kiosk.wire.counter_events import IdentityShown, SendingForm
from kiosk.wire.decisions import ComplaintForwarded, ManifestIssued, ManifestItem
from kiosk.wire.parcel_events import Recipient


def _blank(**columns: object) -> Callable[[Any], Any]:
    return lambda fact: replace(fact, **columns)


def _own(sign: str) -> Callable[[Entry, Any], tuple[str, ...]]:
    return lambda entry, _fact: (f"{sign}:{entry.ref}",)


def _of(sign: str, field: str) -> Callable[[Entry, Any], tuple[str, ...]]:
    return lambda entry, fact: (f"{sign}:{getattr(fact, field) or entry.ref}",)


def _of_all(_entry: Entry, fact: Any) -> tuple[str, ...]:  # noqa: ANN401 - any fact about parcels
    return tuple(f"p:{one}" for one in fact.parcels)


def _form(form: SendingForm) -> SendingForm:
    return replace(
        form, sender_name="", sender_phone="", recipient_name="", recipient_phone="", recipient_address="",
        contents="", note="",
    )  # fmt: skip


def _unnamed(item: ManifestItem) -> ManifestItem:
    return replace(item, name="", phone="", resident="", address="")


purge.personal(parcel_events.ParcelTakenIn, about=_own("p"), strip=_blank(recipient=Recipient(), note=""))
purge.personal(parcel_events.RecipientNamed, about=_of("p", "parcel"), strip=_blank(recipient=Recipient()))
purge.personal(parcel_events.NoticeQueued, about=_of("p", "parcel"), strip=_blank(phone="", text=""))
purge.personal(
    parcel_events.ParcelPickedUp, about=_of("p", "parcel"), strip=_blank(name="", relation="", phone_tail="")
)
purge.personal(parcel_events.ParcelPutBack, about=_of("p", "parcel"), strip=_blank(reason=""))
for noted in (
    parcel_events.ParcelMarked, counter_events.ParcelKept, counter_events.ParcelSetAside, counter_events.ParcelCleared,
    counter_events.ReturnListed, counter_events.ReturnUnlisted, counter_events.ParcelGivenUp,
):  # fmt: skip
    purge.personal(noted, about=_of("p", "parcel"), strip=_blank(note=""))
purge.personal(parcel_events.CalledOut, about=_of_all, strip=_blank(note=""))
purge.personal(counter_events.ReminderMade, about=_of_all, strip=_blank(note=""))
# Nothing to strip, but the call-out list on paper bears whole names: its slip goes with the parcels.
purge.personal(parcel_events.ListPrinted, about=_of_all, strip=lambda fact: fact)

purge.personal(
    counter_events.SendingDrafted, about=_own("s"), strip=lambda fact: replace(fact, form=_form(fact.form))
)  # fmt: skip
purge.personal(
    counter_events.SendingChanged,
    about=_of("s", "sending"),
    strip=lambda fact: replace(fact, form=_form(fact.form)),
)
purge.personal(
    counter_events.SendingAccepted,
    about=_of("s", "sending"),
    strip=lambda fact: replace(fact, form=_form(fact.form), identity=IdentityShown("", b"", b"")),
)
for told in (counter_events.SendingRefused, counter_events.SendingWithdrawn, counter_events.SendingKept):
    purge.personal(told, about=_of("s", "sending"), strip=_blank(note=""))

purge.personal(counter_events.ComplaintMade, about=_own("c"), strip=_blank(name="", phone="", text=""))
purge.personal(counter_events.ComplaintNoted, about=_of("c", "complaint"), strip=_blank(text=""))
purge.personal(counter_events.ComplaintAnswered, about=_of("c", "complaint"), strip=_blank(text=""))
purge.personal(ComplaintForwarded, about=_own("c"), strip=_blank(text=""))
purge.personal(
    ManifestIssued,
    about=lambda _entry, fact: (f"m:{fact.number}",),
    strip=lambda fact: replace(fact, items=tuple(map(_unnamed, fact.items))),
)
