"""Events about the drawer: shifts, counts, the vault, the bank, the end of the day. Kinds 300 to 329.

A shift is named by its number, from 1; a Z by its own. Counts are ``(face in fen, how many)``, the largest face first.
What the projectors need of the books at that moment is in the event, so that replaying it asks nobody.
"""

from typing import ClassVar

import msgspec

from kiosk.wire.events import Event, Lane

Counts = tuple[tuple[int, int], ...]
"""Notes and coins as counted: ``((10000, 3), (5000, 1))`` is three hundreds and a fifty."""


class ShiftOpened(Event, frozen=True, array_like=True):
    """A clerk signed in to the drawer (签到): no trade before it (M3).

    Attributes:
        shift: Its number, one more than the last.
        clerk: Who answers for the drawer from here on.
        counts: The drawer as counted; () where the county does not ask for faces.
        counted_fen: Their sum.
        expected_fen: What the books said.
        float_fen: Left of the float, as the opening slip prints it.
        credit_fen: Left of the credit line.
        used_fen: Used of it.
        unsent: Events that were not yet at the county.
    """

    KIND: ClassVar[int] = 300
    LANE: ClassVar[Lane] = Lane.MONEY
    shift: int
    clerk: str
    counts: Counts
    counted_fen: int
    expected_fen: int
    float_fen: int = 0
    credit_fen: int = 0
    used_fen: int = 0
    unsent: int = 0


class Total(msgspec.Struct, frozen=True, array_like=True):
    """One line of a Z.

    Attributes:
        kind: One of the seven kinds of M10 (``pay``, ``cancel`` …), or ``parcels``, ``refund``, ``vault``, ``deposit``.
        party: The biller's code; "" where there is none.
        count: How many.
        fen: Their sum, as it moved the drawer: what came in is positive.
    """

    kind: str
    party: str
    count: int
    fen: int


class ShiftClosed(Event, frozen=True, array_like=True):
    """The drawer was counted and the shift closed: the Z behind the slip, which nobody can edit (M21, M22, R1).

    Attributes:
        shift: Its number.
        z: Number of the Z, one more than the last.
        clerk: Whose shift it was.
        counts: The drawer as counted.
        counted_fen: Their sum.
        expected_fen: What the books said.
        opening_fen: What the drawer began with.
        totals: What happened in between; opening and these make the expected sum.
        blind: The expected sum was not shown before the count.
        forgotten: Closed on a later day by another person, who counted.
        witness: Name of the second person; "" for none.
        handed_to: The next clerk, whose shift begins with this very count (G12); "" when nobody takes over.
        note: Why the count differs, in the clerk's words.
    """

    KIND: ClassVar[int] = 301
    LANE: ClassVar[Lane] = Lane.MONEY
    shift: int
    z: int
    clerk: str
    counts: Counts
    counted_fen: int
    expected_fen: int
    opening_fen: int
    totals: tuple[Total, ...] = ()
    blind: bool = True
    forgotten: bool = False
    witness: str = ""
    handed_to: str = ""
    note: str = ""


class DayEnded(Event, frozen=True, array_like=True):
    """The business day is over (日终): nothing more is taken on it, whatever the PC's clock says (M17, M23).

    Attributes:
        day: Days since 1970-01-01.
        z_first: First Z of the day, 0 for none.
        z_last: Last Z of the day.
        register_fen: Total of the day's register; equals the Zs'.
        left_fen: What stays in the drawer; 0 where the county asks for an empty one.
        tallied_by: Who signed the tally.
        witness: The second signature; "" for none.
    """

    KIND: ClassVar[int] = 302
    LANE: ClassVar[Lane] = Lane.MONEY
    day: int
    z_first: int
    z_last: int
    register_fen: int
    left_fen: int
    tallied_by: str
    witness: str = ""


class CashMoved(Event, frozen=True, array_like=True):
    """Cash changed its place, with both signatures (M26), or went to the bank.

    Attributes:
        source: ``till`` or ``vault``.
        target: ``till``, ``vault`` or ``bank``.
        fen: How much.
        counts: As counted by both.
        witness: Name of the second person.
        photo: Of the bank's slip: SHA-256 in hex, or "".
        slip: Number on the bank's slip, or "".
    """

    KIND: ClassVar[int] = 303
    LANE: ClassVar[Lane] = Lane.MONEY
    source: str
    target: str
    fen: int
    counts: Counts = ()
    witness: str = ""
    photo: str = ""
    slip: str = ""


class OpeningAgreed(Event, frozen=True, array_like=True):
    """The balance that came from an older system was counted, found right and signed (M27).

    Attributes:
        fen: Imported and counted alike.
        counts: As counted.
        signed_by: Name of the responsible person.
        witness: The second signature.
    """

    KIND: ClassVar[int] = 304
    LANE: ClassVar[Lane] = Lane.MONEY
    fen: int
    counts: Counts
    signed_by: str
    witness: str


class LowFloatTold(Event, frozen=True, array_like=True):
    """The clerk was told that the float runs low; the county learns it too (M2).

    Attributes:
        left_fen: What may still be taken.
        line_fen: The county's line.
    """

    KIND: ClassVar[int] = 305
    LANE: ClassVar[Lane] = Lane.MONEY
    left_fen: int
    line_fen: int


class DrawerOpened(Event, frozen=True, array_like=True):
    """The drawer was opened without a sale, for a reason.

    Attributes:
        reason: Code of the catalogue's group ``drawer``.
    """

    KIND: ClassVar[int] = 306
    LANE: ClassVar[Lane] = Lane.MONEY
    reason: str
