"""Links that can be put in trouble: the switch of the demo and the liar of the simulations. They ship."""

from collections.abc import Callable
from enum import StrEnum
from random import Random
from threading import Event

from kiosk.errors import LinkTimedOut, NoLink
from kiosk.seams import Link

SLOW_BYTES_PER_S = 8_000  # 64 kbit/s
SLOW_RTT_S = 0.6


class LinkMode(StrEnum):
    """How the switch stands."""

    ON = "on"
    OFF = "off"
    SLOW = "slow"
    LOSSY = "lossy"  # every second answer is lost after the county has acted
    DOUBLED = "doubled"  # every request arrives twice


class SwitchedLink:
    """A link with a switch on it: a :class:`kiosk.seams.Link` and a :class:`kiosk.seams.LinkTwin`."""

    def __init__(self, link: Link, on_change: Callable[[], None] = lambda: None) -> None:
        """Put the switch on ``link``.

        Args:
            link: The real one.
            on_change: Called after the switch was turned, for example to let the courier try at once.
        """
        self._link = link
        self._mode = LinkMode.ON
        self._turned = Event()
        self._count = 0
        self.on_change = on_change

    def mode(self) -> str:
        """How the switch stands."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """Turn the switch; a slow transfer in hand ends at once."""
        self._mode = LinkMode(mode)
        self._turned.set()
        self.on_change()

    def exchange(self, request: bytes) -> bytes:
        """One round trip, as the switch allows."""
        self._pass(len(request))
        if self._mode is LinkMode.DOUBLED:
            self._link.exchange(request)
        answer = self._link.exchange(request)
        self._count += 1
        if self._mode is LinkMode.LOSSY and self._count % 2:
            raise LinkTimedOut
        self._pass(len(answer))
        return answer

    def put_attachment(self, digest: str, data: bytes) -> None:
        """Bring one attachment, as the switch allows."""
        self._pass(len(data))
        self._link.put_attachment(digest, data)

    def close(self) -> None:
        """Let go of the connection."""
        self._link.close()

    def _pass(self, size_bytes: int) -> None:
        if self._mode is LinkMode.SLOW:
            self._turned.clear()
            self._turned.wait(SLOW_RTT_S / 2 + size_bytes / SLOW_BYTES_PER_S)
        if self._mode is LinkMode.OFF:
            raise NoLink


class LossyLink:
    """A link that drops, doubles, delays and lies, as its ``chance`` has it; without waiting."""

    def __init__(self, link: Link, chance: Random, trouble: float = 0.5) -> None:
        """Bind the real link.

        Args:
            link: The one to the county.
            chance: Seeded: the same seed gives the same troubles.
            trouble: How many round trips go wrong, 0 to 1.
        """
        self._link = link
        self._chance = chance
        self._trouble = trouble
        self._past: list[bytes] = []

    def exchange(self, request: bytes) -> bytes:
        """One round trip, or what looks like one."""
        self._past.append(request)
        if self._chance.random() >= self._trouble:
            return self._link.exchange(request)
        return self._chance.choice((self._lost, self._answer_lost, self._doubled, self._late, self._portal))(request)

    def put_attachment(self, digest: str, data: bytes) -> None:
        """Bring one attachment; lost before or after the county has it."""
        if self._chance.random() >= self._trouble:
            self._link.put_attachment(digest, data)
            return
        if self._chance.random() < 1 / 2:
            self._link.put_attachment(digest, data)
        raise NoLink

    def close(self) -> None:
        """Let go of the connection."""
        self._link.close()

    def _lost(self, _request: bytes) -> bytes:
        raise NoLink

    def _answer_lost(self, request: bytes) -> bytes:
        self._link.exchange(request)
        raise LinkTimedOut

    def _doubled(self, request: bytes) -> bytes:
        self._link.exchange(request)
        return self._link.exchange(request)

    def _late(self, _request: bytes) -> bytes:
        """An old request arrives, and its answer is taken for this one's."""
        return self._link.exchange(self._chance.choice(self._past))

    def _portal(self, _request: bytes) -> bytes:
        return b"<html><title>Please sign in</title></html>"
