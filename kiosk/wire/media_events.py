"""Events about photos and sound. Kinds 40 to 49, in the lane that never holds the others up."""

from typing import ClassVar

from kiosk.wire.events import Event, Lane


class AttachmentKept(Event, frozen=True, array_like=True):
    """A photo or recording lies beside the database and will follow on the road.

    Attributes:
        digest: SHA-256 of its content, 64 hex digits: its name here and at the county.
        bytes: Its size.
        mime: ``image/jpeg``, ``image/webp`` …
        lane: Of the event that it belongs to.
        ref: Of that event, in its lane.
    """

    KIND: ClassVar[int] = 40
    LANE: ClassVar[Lane] = Lane.MEDIA
    digest: str
    bytes: int
    mime: str
    lane: int
    ref: int
