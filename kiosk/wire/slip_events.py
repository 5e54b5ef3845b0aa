"""Events about paper. Kinds 30 to 39."""

from typing import ClassVar

from kiosk.wire.events import Event, Lane


class SlipReprinted(Event, frozen=True, array_like=True):
    """A slip was printed again on request.

    Attributes:
        position: The journal's position of the entry behind the slip, at this station.
        title: What the slip is called.
        times: 1 for the first copy.
    """

    KIND: ClassVar[int] = 30
    LANE: ClassVar[Lane] = Lane.NOTICES
    position: int
    title: str
    times: int
