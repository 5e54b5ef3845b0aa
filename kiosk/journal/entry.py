"""An entry of the journal, as projectors and slips see it."""

from dataclasses import dataclass
from datetime import date

REF_EPOCH = 1_000_000_000
"""``ref = epoch × 10⁹ + sequence``: an int that names an entry within its lane."""


@dataclass(frozen=True)
class Entry:
    """An entry of the journal, as projectors and slips see it.

    Attributes:
        position: Its place in this station's order.
        epoch: Of the station; 0 for a decision.
        lane: Its lane; 0 for a decision.
        seq: Contiguous within epoch and lane; the feed's number for a decision.
        at_ms: When, corrected by the offset then known (ms since 1970 UTC).
        day: Business date.
        by: The clerk's code; "" for the program or the county.
        hash: The chain's value up to here; empty for a decision.
    """

    position: int
    epoch: int
    lane: int
    seq: int
    at_ms: int
    day: date
    by: str
    hash: bytes = b""

    @property
    def ref(self) -> int:
        """Names this entry within its lane."""
        return self.epoch * REF_EPOCH + self.seq
