"""The check of the books reckons every payment again: by ``booking`` alone, from the facts about it in their order."""

from kiosk import ledger
from kiosk.journal import Entry
from kiosk.payments import booking
from kiosk.wire import payment_events as events
from kiosk.wire import till_decisions as decisions

About = (
    events.PaymentCancelled
    | events.RefundPaid
    | events.CardMoved
    | decisions.PaymentPosted
    | decisions.PaymentRefused
    | decisions.PaymentDoubted
    | decisions.PaymentReversed
    | decisions.CancelDecided
    | decisions.OriginalMissing
)


@ledger.derives(events.PaymentTaken)
def _taken(memory: ledger.Memory, entry: Entry, fact: events.PaymentTaken) -> dict[str, int]:
    stands = memory.known["payment", entry.ref] = booking.taken(fact)
    return booking.legs(None, stands)


@ledger.derives(*About.__args__)
def _moved(memory: ledger.Memory, _entry: Entry, fact: About) -> dict[str, int]:
    was = memory.known.get(("payment", fact.payment))
    if was is None or (now := booking.after(was, fact)) is None:
        return {}
    memory.known["payment", fact.payment] = now
    return booking.legs(was, now)
