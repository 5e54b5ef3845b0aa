"""What may be taken for a biller: values in, values out. No session, file, clock or Qt.

Every fault of an order is a :class:`Problem`, so that a form shows all of them at once; what is not wrong but must be
looked at a second time is a :class:`Guard`, which the resident confirms (G13).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk import limits, money, typed
from kiosk.catalogue import Biller
from kiosk.catalogue import account as accounts
from kiosk.catalogue.formats import Caps
from kiosk.clock import DAY_MS
from kiosk.errors import Malformed, Problem, WireTrouble
from kiosk.payments.model import PayState
from kiosk.people import names
from kiosk.wire import allowance
from kiosk.wire.allowance import Allowance
from kiosk.wire.payment_events import PaidBill

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_HOUR_MS = 3_600_000
unknown_days_default = 3
"""For a biller that is no longer listed."""
SILENT = (PayState.ACCEPTED, PayState.CANCELLING)
"""Without the county's word for too long, these are shown as 状态未知."""
usual_payments = 6  # of so many last payments the middle one is the usual

# ── Accounts and states ──────────────────────────────────────────────────────────────────────────────────────────────


def grouped(account: str) -> str:
    """An account number as people read it: ``0736 2210 4458``, and a mobile number ``138 1234 5678``."""
    first = 3 if _MOBILE.fullmatch(account) else 4
    return " ".join((account[:first], *(account[at : at + 4] for at in range(first, len(account), 4))))


def state_shown(state: PayState, since_ms: int, now_ms: int, unknown_days: int) -> PayState:
    """The state to show: without the county's word for too long a payment is 状态未知, which is not a failure."""
    return PayState.UNKNOWN if state in SILENT and now_ms - since_ms >= unknown_days * DAY_MS else state


def state_word(state: PayState) -> str:
    """Key of the word for a state: on screen, slip and export the same."""
    return f"payments.state.{state.value}"


# ── The amount (M6) ───────────────────────────────────────────────────────────────────────────────────────────────────


def problems_in_amount(biller: Biller, amount_fen: int, *, allowed: bool = False) -> tuple[Problem, ...]:
    """What is wrong with an amount; ``allowed`` by a one-off code of the county it may exceed the biller's most."""
    if not 0 < amount_fen <= limits.amount_fen_max:
        return (Problem("amount_fen", "payments.no_amount", {"yuan": limits.amount_fen_max // 100}),)
    problems = []
    if amount_fen < biller.least_fen:
        problems.append(Problem("amount_fen", "payments.too_little", {"yuan": money.yuan(biller.least_fen)}))
    if amount_fen > biller.most_fen and not allowed:
        problems.append(Problem("amount_fen", "payments.too_much", {"yuan": money.yuan(biller.most_fen)}))
    if amount_fen % biller.step_fen:
        problems.append(Problem("amount_fen", "payments.step", {"yuan": money.yuan(biller.step_fen)}))
    return tuple(problems)


def problems_in_cash(due_fen: int, received_fen: int) -> tuple[Problem, ...]:
    """Whether the cash is enough and not absurd."""
    if not 0 <= received_fen <= limits.amount_fen_max:
        return (Problem("received_fen", "payments.no_amount", {"yuan": limits.amount_fen_max // 100}),)
    if received_fen < due_fen:
        return (Problem("received_fen", "payments.cash_short", {"yuan": money.yuan(due_fen - received_fen)}),)
    return ()


_ROUND_FEN = (500, 1_000, 2_000, 5_000, 10_000)


def suggest(due_fen: int, coin_fen: int = 1) -> tuple[int, ...]:
    """What a resident probably gives (fen), for one touch: the sum in coins that exist, then up to common notes."""
    exact = in_coins(due_fen, coin_fen)
    rounded = {-(-due_fen // note) * note for note in _ROUND_FEN}
    return (exact, *sorted(rounded - {exact})) if due_fen > 0 else ()


def in_coins(fen: int, coin_fen: int) -> int:
    """The smallest sum that cash can make of it: 38.63 yuan is 38.70 where the smallest coin is a jiao."""
    return -(-fen // coin_fen) * coin_fen


def change_in(change_fen: int, faces: Iterable[int]) -> tuple[tuple[tuple[int, int], ...], int]:
    """Change in notes and coins, the largest first, as ``(face, how many)``, and what no face can pay (fen)."""
    parts, left = [], max(change_fen, 0)
    for face in sorted(faces, reverse=True):
        count, left = divmod(left, face)
        if count:
            parts.append((face, count))
    return tuple(parts), left


# ── The account ───────────────────────────────────────────────────────────────────────────────────────────────────────


def clean_account(text: str) -> str:
    """A number in its one spelling, and never longer than a field can be wrong."""
    return accounts.clean(text[: limits.scan_chars_max])


def problems_in_account(biller: Biller, account: str) -> tuple[Problem, ...]:
    """What is wrong with a cleaned number."""
    if not account:
        return (Problem("account", "payments.account_missing"),)
    fault = accounts.fault_in(account[: limits.account_chars_max + 1], biller)
    if not fault:
        return ()
    if fault == accounts.CHECK:
        return (Problem("account", "payments.account_check"),)
    look = biller.formats[0]
    return (Problem("account", "payments.account_shape", {"hint": look.hint, "example": look.example}),)


def problems_in_words(holder: str, payer: str, card: str) -> tuple[Problem, ...]:
    """What is wrong with the texts of an order."""
    return (
        *typed.problems("holder", holder, limits.name_chars_max),
        *typed.problems("payer", payer, limits.name_chars_max),
        *typed.problems("card", card, limits.card_chars_max),
    )


def problems_in_card(biller: Biller, listed: str, read: str) -> tuple[Problem, ...]:
    """Whether it is clear which prepaid card is to be written: the one in the reader is the one of the list (M11)."""
    if not biller.card:
        return ()
    if not (listed or read):
        return (Problem("card", "payments.card_missing"),)
    if listed and read and listed != read:
        return (Problem("card", "payments.card_other", {"card": listed}),)
    return ()


# ── Bills ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def share(owed: Sequence[tuple[str, int]], amount_fen: int) -> tuple[PaidBill, ...]:
    """How much of each bill an amount settles, in the order given; bills that get nothing are left out."""
    lines, left = [], amount_fen
    for bill, fen in owed:
        part = min(fen, left)
        left -= part
        if part > 0:
            lines.append(PaidBill(bill, part))
    return tuple(lines)


def problems_in_sum(biller: Biller, owed_fen: int, amount_fen: int, coin_fen: int = 1) -> tuple[Problem, ...]:
    """Bills are paid whole; in part, or up to what coins can make of the sum, only where the biller allows it."""
    if amount_fen == owed_fen or (biller.partial and 0 < amount_fen < owed_fen):
        return ()
    if biller.credits_rest and owed_fen < amount_fen <= in_coins(owed_fen, coin_fen):
        return ()
    key = "payments.not_the_sum" if amount_fen < owed_fen else "payments.more_than_owed"
    return (Problem("amount_fen", key, {"yuan": money.yuan(owed_fen)}),)


# ── Without the county's word (M1, M20) ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Waiting:
    """A biller's payments without the county's word.

    Attributes:
        count: How many.
        fen: Their sum.
        oldest_ms: When the oldest was taken; 0 for none.
    """

    count: int = 0
    fen: int = 0
    oldest_ms: int = 0


def caps_in_force(biller: Biller, *told: Caps | None) -> Caps:
    """The caps of a biller at this point: each figure by who says it first, the catalogue last."""
    said = [one for one in told if one is not None]

    def first(name: str) -> int:
        return next((int(figure) for one in (*said, biller.caps) if (figure := getattr(one, name))), 0)

    return Caps(first("payment_fen"), first("count"), first("total_fen"), first("age_h"))


def stopped(caps: Caps, waiting: Waiting, now_ms: int) -> Problem | None:
    """Why nothing more can be taken for a biller until the county has spoken; None when something can."""
    age_h = (now_ms - waiting.oldest_ms) // _HOUR_MS if waiting.count else 0
    if waiting.count >= caps.count:
        return Problem("biller", "payments.cap_count", {"count": waiting.count, "most": caps.count})
    if waiting.fen >= caps.total_fen:
        values: dict[str, object] = {"yuan": money.yuan(waiting.fen), "most": money.yuan(caps.total_fen)}
        return Problem("biller", "payments.cap_total", values)
    if waiting.count and age_h >= caps.age_h:
        return Problem("biller", "payments.cap_age", {"hours": age_h, "most": caps.age_h})
    return None


def problems_in_caps(
    caps: Caps, waiting: Waiting, amount_fen: int, now_ms: int, *, allowed: bool = False
) -> tuple[Problem, ...]:
    """Which caps one more payment would exceed; one that the county allowed is over none for a single payment."""
    if stop := stopped(caps, waiting, now_ms):
        return (stop,)
    problems = []
    if amount_fen > caps.payment_fen and not allowed:
        problems.append(Problem("amount_fen", "payments.cap_payment", {"most": money.yuan(caps.payment_fen)}))
    if waiting.fen + amount_fen > caps.total_fen:
        left = money.yuan(caps.total_fen - waiting.fen)
        problems.append(Problem("amount_fen", "payments.cap_left", {"left": left, "most": money.yuan(caps.total_fen)}))
    return tuple(problems)


@dataclass(frozen=True)
class Limit:
    """What this point may still take (M1).

    Attributes:
        float_fen: Left of the float.
        credit_fen: Left of the credit line.
        queued_fen: Taken since the county said so.
        told: The county has told a float at all.
    """

    float_fen: int = 0
    credit_fen: int = 0
    queued_fen: int = 0
    told: bool = False

    @property
    def fen(self) -> int:
        """So much may be taken, never less than 0."""
        return max(0, self.float_fen + self.credit_fen - self.queued_fen)


def problems_in_limit(limit: Limit, amount_fen: int) -> tuple[Problem, ...]:
    """Whether the float bears the amount; one fen more is refused, with the figures."""
    if not limit.told:
        return (Problem("amount_fen", "payments.no_float"),)
    if amount_fen <= limit.fen:
        return ()
    figures: dict[str, object] = {
        "float": money.yuan(limit.float_fen), "credit": money.yuan(limit.credit_fen),
        "queued": money.yuan(limit.queued_fen), "limit": money.yuan(limit.fen),
    }  # fmt: skip
    return (Problem("amount_fen", "payments.over_limit", figures),)


# ── The county's one-off code (M6) ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Wanted:
    """What a one-off code must allow: this point, biller, account, exact amount and day."""

    station: str
    biller: str
    account: str
    fen: int
    day: date


def read_allowance(text: str, county_key: bytes, wanted: Wanted) -> tuple[Allowance | None, tuple[Problem, ...]]:
    """The code that a person scanned or pasted, if the county signed it for exactly this."""
    try:
        if not county_key:
            raise Malformed("allowance.malformed")  # nothing can be checked before the county's key is known
        found = allowance.read(text, Ed25519PublicKey.from_public_bytes(county_key))
    except WireTrouble:
        return None, (Problem("allowance", "payments.allowance_broken"),)
    same = {
        "station": found.station == wanted.station,
        "biller": found.biller == wanted.biller,
        "account": found.account == wanted.account,
        "fen": found.fen == wanted.fen,
        "day": found.day == wanted.day,
    }
    wrong = tuple(Problem("allowance", f"payments.allowance_{name}") for name, fits in same.items() if not fits)
    return (None, wrong) if wrong else (found, ())


# ── Guards (G13) ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Guard:
    """What is asked a second time, spoken and shown; the order must confirm its code.

    Attributes:
        code: ``same_bill``, ``unusual``, ``other_name`` or ``again``; its words are ``payments.guard.<code>``.
        values: What the words mention.
    """

    code: str
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Before:
    """What was paid before for the account.

    Attributes:
        same_bill_day: When one of these bills was last paid this month (for a top-up: the same amount); None if not.
        again_s: Seconds since the very same payment; None when there was none lately.
        usual_fen: What is usually paid, 0 when nobody knows.
    """

    same_bill_day: date | None = None
    again_s: int | None = None
    usual_fen: int = 0


def guards(
    before: Before, amount_fen: int, unusual_times: int, holder: str, present: Iterable[str]
) -> tuple[Guard, ...]:
    """What makes the program ask a second time.

    Args:
        before: What was paid for the account.
        amount_fen: Now.
        unusual_times: So many times the usual amount is asked about.
        holder: The account's, as the county or the biller says; "" when unknown.
        present: Names of who is served and who pays, as far as known.
    """
    found = []
    if before.again_s is not None:
        found.append(Guard("again", (("seconds", before.again_s), ("yuan", money.yuan(amount_fen)))))
    elif before.same_bill_day is not None:
        found.append(Guard("same_bill", (("day", f"{before.same_bill_day:%m-%d}"),)))
    if before.usual_fen and amount_fen >= before.usual_fen * unusual_times:
        figures = (("yuan", money.yuan(amount_fen)), ("usual", money.yuan(before.usual_fen)))
        found.append(Guard("unusual", figures))
    other = next((name for name in present if name and not names.fits_mask(holder, name)), "") if holder else ""
    if other:
        found.append(Guard("other_name", (("holder", names.masked(holder)), ("name", other))))
    return tuple(found)


def unconfirmed(asked: Iterable[Guard], confirmed: Iterable[str]) -> tuple[Problem, ...]:
    """Guards that nobody has answered."""
    answered = set(confirmed)
    return tuple(
        Problem("confirmed", f"payments.guard_{guard.code}", dict(guard.values))
        for guard in asked
        if guard.code not in answered
    )


def usual_fen(told_fen: int, last: Sequence[int]) -> int:
    """What an account usually pays: as the biller says, else the middle of its last payments here (fen)."""
    if told_fen:
        return told_fen
    return sorted(last)[len(last) // 2] if last else 0
