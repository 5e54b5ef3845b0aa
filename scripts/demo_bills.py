"""What the demo's village owes, and to whom: rows of ``bills.json``, ``accounts.json`` and ``blacklist.json``.

Tariffs and numbers are invented; numbers have the shapes of ``resources/catalogue/billers.toml``. Every sum is the sum
of its own lines, to the fen. Months and days are counted from the day of the demo. Run by ``scripts/make_demo.py``.
"""

# ruff: noqa: PLR2004, S311 - bills are made of such figures, and nothing here is a secret

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kiosk.catalogue import account
from kiosk.money import yuan

if TYPE_CHECKING:
    from scripts.make_demo import Person

Row = dict[str, Any]
MOST = 10**9
STRANGERS = ("覃章富", "易先德", "向大松")
"""Holders who are on no roll: the account still bears a late father's name, or the last owner's."""


@dataclass(frozen=True)
class Tariff:
    """How use becomes money.

    Attributes:
        biller: Code.
        letter: Ids of its bills begin with it.
        unit: Of a meter.
        tiers: Name, last unit of the tier in a month, price of a unit in li (1/10 fen).
        extra: Name and price of what is paid for every unit besides.
        due: Days to the last day of last month's bills.
        late_permille: Of a bill, for each day after that.
    """

    biller: str
    letter: str
    unit: str
    tiers: tuple[tuple[str, int, int], ...]
    extra: tuple[tuple[str, int], ...]
    due: int
    late_permille: int


WATER = Tariff(
    biller="water", letter="W", unit="吨",
    tiers=(("第一档", 15, 2_300), ("第二档", 22, 3_450), ("第三档", MOST, 6_900)),
    extra=(("污水处理费", 850),), due=9, late_permille=5,
)  # fmt: skip
POWER = Tariff(
    biller="electricity", letter="E", unit="度",
    tiers=(("第一档", 200, 588), ("第二档", 350, 638), ("第三档", MOST, 888)),
    extra=(), due=6, late_permille=1,
)  # fmt: skip


@dataclass(frozen=True)
class Home:
    """A household at its meters."""

    head: str
    name: str
    size: int
    address: str


@dataclass(frozen=True)
class Supply:
    """One meter: whose, and how much it uses in a month."""

    account: str
    holder: str
    home: Home
    used: int
    meter: str = ""


@dataclass(frozen=True)
class Month:
    """One month that is owed.

    Attributes:
        month: -1 is the last.
        due: Days to its last day, negative once that is over.
        cutoff: Days to the end of the supply; 0 for none.
    """

    month: int
    due: int
    cutoff: int = 0


def made(people: "Sequence[Person]", seed: int, village: str) -> tuple[list[Row], list[Row], list[Row]]:
    """Bills, accounts and the blacklist.

    Args:
        people: The roll, household by household, its head first.
        seed: The same gives the same.
        village: Begins every address; the group follows.
    """
    chance = random.Random(seed)
    homes = list(_homes(people, village))
    water = [
        Supply(f"07362210{tail}", home.name, home, 3 * home.size + chance.randint(1, 6))
        for home, tail in zip(homes[:140], chance.sample(range(1_000, 9_999), 140), strict=True)
    ]
    power = [
        Supply(f"4307260{tail}", home.name, home, 45 * home.size + chance.randint(20, 130))
        for home, tail in zip(homes[12:], chance.sample(range(100_000, 999_999), len(homes) - 12), strict=True)
    ]
    chance.shuffle(water)
    chance.shuffle(power)
    water[20:23] = [replace(one, holder=name) for one, name in zip(water[20:23], STRANGERS, strict=True)]
    leak = water[25].account
    power[9:10] = [replace(power[9], meter="1号表（正房）"), replace(power[9], meter="2号表（烤烟房）", used=640)]
    bills = [*_bills(chance, WATER, water, leak), *_bills(chance, POWER, power)]
    accounts = [*_known(WATER, water), *_known(POWER, power), *_lists(chance, homes)]
    return bills, accounts, [_forbidden(water[30])]


def charge(tariff: Tariff, used: int) -> tuple[int, tuple[str, ...]]:
    """What a month's use costs (fen), and the lines of which it is the sum."""
    parts, below = [], 0
    for name, last, li in tariff.tiers:
        parts.append((name, min(used, last) - below, li))
        below = last
        if used <= last:
            break
    parts += [(name, used, li) for name, li in tariff.extra]
    sums = [(units * li + 5) // 10 for _, units, li in parts]
    lines = tuple(
        f"{name} {units}{tariff.unit}×{_price(li)}元 {yuan(fen)}元"
        for (name, units, li), fen in zip(parts, sums, strict=True)
    )
    return sum(sums), lines


def _price(li: int) -> str:
    return f"{li // 1000}.{li % 1000:03}".removesuffix("0")


def _homes(people: "Sequence[Person]", village: str) -> Iterator[Home]:
    sizes: dict[str, int] = {}
    for one in people:
        sizes[one.household] = sizes.get(one.household, 0) + 1
    seen = set()
    for one in people:
        if one.household not in seen:
            seen.add(one.household)
            yield Home(one.id, one.name, sizes[one.household], f"{village}{one.group}组")


def _owed(tariff: Tariff, nth: int) -> tuple[Month, ...]:
    """Which months the ``nth`` supply owes: the first are about to be cut off, some owe several, many just the last."""
    last, before, oldest = (Month(-back, tariff.due - 30 * (back - 1)) for back in (1, 2, 3))
    if nth < 5:
        return replace(before, cutoff=2), last
    if nth < 8:
        return replace(oldest, cutoff=(2, 1, 6)[nth - 5]), before, last
    if nth < 16:
        return before, last
    if nth < 19:  # their meters are read a fortnight earlier
        return (replace(last, due=tariff.due - 14),)
    return (last,) if nth < 110 else ()


def _bills(chance: random.Random, tariff: Tariff, supplies: Sequence[Supply], leak: str = "") -> Iterator[Row]:
    number = 0
    for nth, supply in enumerate(supplies):
        reading = chance.randint(80, 9_000)
        for month in _owed(tariff, nth):
            number += 1
            swing = supply.used // 6
            used = supply.used + chance.randint(-swing, swing) + (77 if supply.account == leak else 0)
            yield _bill(tariff, supply, month, (reading, reading + used), f"{tariff.letter}{number:05}")
            reading += used


def _bill(tariff: Tariff, supply: Supply, month: Month, readings: tuple[int, int], number: str) -> Row:
    used = readings[1] - readings[0]
    fen, tiers = charge(tariff, used)
    late_fen = fen * tariff.late_permille * max(0, -month.due) // 1000
    row: Row = {"biller": tariff.biller, "id": number, "account": supply.account, "holder": supply.holder}
    row |= {"fen": fen + late_fen, "month": month.month, "due": month.due}
    row |= {"cutoff": month.cutoff} if month.cutoff else {}
    row |= {"late_fen": late_fen} if late_fen else {}
    row |= {"readings": [str(readings[0]), str(readings[1]), f"{used} {tariff.unit}"], "tiers": tiers}
    row |= {"resident": supply.home.head, "address": supply.home.address}
    return row | ({"meter": supply.meter} if supply.meter else {})


def _known(tariff: Tariff, supplies: Sequence[Supply]) -> Iterator[Row]:
    """Every account once, with what its meters usually cost together."""
    usual: dict[str, int] = {}
    for supply in supplies:
        usual[supply.account] = usual.get(supply.account, 0) + charge(tariff, supply.used)[0]
    for supply in {supply.account: supply for supply in supplies}.values():
        yield _account(tariff.biller, supply.account, supply.holder, supply.home, usual[supply.account])


def _lists(chance: random.Random, homes: Sequence[Home]) -> Iterator[Row]:
    """Prepaid meters, gas in the groups along the road, cable television."""
    tails = chance.sample(range(10_000, 99_999), len(homes))
    for home, tail in zip(homes[:12], tails, strict=False):
        number = _checked(f"7072{tail}", account.luhn)
        yield _account("power_card", number, home.name, home, 10_000) | {"card": f"6230{chance.randrange(10**8):08}"}
    for nth, (home, tail) in enumerate(zip(homes[20:60], tails, strict=False)):
        row = _account("gas", _checked(f"3072{tail}", account.mod11), home.name, home, chance.choice((5_000, 10_000)))
        yield row if nth % 3 else row | {"card": f"8807{chance.randrange(10**8):08}"}
    for home, tail in zip(homes[::2], tails, strict=False):
        yield _account("cable", _checked(f"8073026000{tail}", account.luhn), home.name, home, 2_000)


def _account(biller: str, number: str, holder: str, home: Home, usual_fen: int) -> Row:
    return {"biller": biller, "account": number, "holder": holder, "resident": home.head, "usual_fen": usual_fen}


def _checked(body: str, check: Callable[[str], bool]) -> str:
    return next(body + sign for sign in "0123456789X" if check(body + sign))


def _forbidden(supply: Supply) -> Row:
    reason = "涉嫌私接水管，自来水公司正在处理，暂停代收"
    return {"biller": WATER.biller, "account": supply.account, "reason": reason, "until": 45}
