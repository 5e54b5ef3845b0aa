"""Which facts about payments name a person, and what is left of each when the person is taken out.

A payment's facts lose the person after the county's term (``desk.ageing``). The lists of bills and accounts are the
county's: what each would lose is said here all the same, so that whoever forgets them finds it in one place.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from kiosk.journal import Entry, purge
from kiosk.wire import payment_events as events
from kiosk.wire import till_decisions as decisions


def _own(entry: Entry, _fact: object) -> tuple[str, ...]:
    return (f"pay:{entry.ref}",)


def _of_payment(_entry: Entry, fact: Any) -> tuple[str, ...]:  # noqa: ANN401 - any fact about one payment
    return (f"pay:{fact.payment}",)


def _blank(**columns: object) -> Callable[[Any], Any]:
    return lambda fact: replace(fact, **columns)


def _bill(line: decisions.BillLine) -> decisions.BillLine:
    return replace(line, holder="", resident="", address="")


def _account(line: decisions.AccountLine) -> decisions.AccountLine:
    return replace(line, holder="", resident="")


purge.personal(events.PaymentTaken, about=_own, strip=_blank(holder="", resident="", payer=""))
purge.personal(events.RefundPaid, about=_of_payment, strip=_blank(name=""))
purge.personal(events.DisputeOpened, about=_of_payment, strip=_blank(note=""))
for told in (
    decisions.PaymentRefused, decisions.PaymentDoubted, decisions.PaymentReversed, decisions.CancelDecided,
):  # fmt: skip
    purge.personal(told, about=_of_payment, strip=_blank(reason=""))
purge.personal(
    decisions.DisputeAnswered, about=lambda _entry, fact: (f"dispute:{fact.dispute}",), strip=_blank(text="")
)
purge.personal(
    decisions.BillsIssued,
    about=lambda _entry, fact: (f"bills:{fact.biller}:{fact.statement}",),
    strip=lambda fact: replace(fact, bills=tuple(map(_bill, fact.bills))),
)
purge.personal(
    decisions.AccountsListed,
    about=lambda _entry, fact: (f"accounts:{fact.biller}:{fact.statement}",),
    strip=lambda fact: replace(fact, accounts=tuple(map(_account, fact.accounts))),
)
