"""The card reader's twin: cards that lie beside it, one of them in it, and what can go wrong with cards."""

from collections.abc import Iterable
from dataclasses import replace
from threading import Lock

from drivers.virtual.scanner import chosen
from kiosk.errors import DeviceGone, DeviceTrouble
from kiosk.seams import CardRead, DeviceState

TROUBLES = ("", "unplugged", "write_fails", "pulled_in_write")
"""``pulled_in_write`` writes the card and loses the answer: the reader says failed, the card knows better."""


class VirtualCardReader:
    """Keeps the CardReader seam, and CardTwin for the side panel."""

    def __init__(self, cards: Iterable[CardRead] = (), name: str = "模拟读卡器") -> None:
        """Build it with an empty slot.

        Args:
            cards: Those that lie beside it.
            name: As the clerk calls it.
        """
        self.name = name
        self._cards = {card.number: card for card in cards}
        self._inside = ""
        self._trouble = ""
        self._lock = Lock()

    def read(self) -> CardRead:
        """What the card in the slot says."""
        with self._lock:
            return self._card()

    def write(self, amount_fen: int, token: str) -> None:
        """Add an amount to the card in the slot, once a token."""
        with self._lock:
            card = self._card()
            if self._trouble == "write_fails":
                raise DeviceTrouble("device.card_write_failed")
            if card.last != token:
                self._cards[card.number] = replace(card, balance_fen=card.balance_fen + amount_fen, last=token)
            if self._trouble == "pulled_in_write":
                self._inside = self._trouble = ""
                raise DeviceTrouble("device.card_pulled")

    def state(self) -> DeviceState:
        """READY, or GONE when unplugged."""
        return DeviceState.GONE if self._trouble == "unplugged" else DeviceState.READY

    def put(self, card: CardRead) -> None:
        """Lay a card beside the reader; one of the same number is replaced."""
        with self._lock:
            self._cards[card.number] = card

    def insert(self, number: str) -> None:
        """Put a card into the slot; "" takes it out.

        Raises:
            KeyError: No such card lies here; a slip of the program's.
        """
        with self._lock:
            self._inside = self._cards[number].number if number else ""

    def inside(self) -> str:
        """Number of the card in the slot; "" for none."""
        return self._inside

    def cards(self) -> tuple[str, ...]:
        """Numbers of all cards."""
        with self._lock:
            return tuple(self._cards)

    def trouble(self) -> str:
        """One of TROUBLES."""
        return self._trouble

    def set_trouble(self, trouble: str) -> None:
        """Choose one of TROUBLES; ``""`` mends it."""
        self._trouble = chosen(trouble, TROUBLES)

    def _card(self) -> CardRead:
        if self._trouble == "unplugged":
            raise DeviceGone("device.card_reader_gone")
        if not self._inside:
            raise DeviceTrouble("device.no_card")
        return self._cards[self._inside]
