"""Events as typed, versioned, positional records.

An event is a frozen struct written as a msgpack array: fields by position, new ones only at the end and with a
default. An old reader ignores what follows the fields that it knows, a new reader fills in what an old writer did not
say. The bytes are what the chain covers; nobody encodes another's event again, so unknown fields survive.
"""

from enum import IntEnum
from typing import Any, ClassVar

import msgspec

from kiosk.errors import Malformed, UnknownVersion
from kiosk.limits import event_bytes_max


class Lane(IntEnum):
    """Who overtakes whom on the road, in the order of leaving; each lane has its own contiguous sequence and chain."""

    URGENT = 5  # an urgent petition (C15)
    MONEY = 1
    MATTERS = 2  # petition headers, parcels, people
    NOTICES = 3  # notices read
    MEDIA = 4  # photos and sound


class _Record(msgspec.Struct, frozen=True, array_like=True):
    KIND: ClassVar[int] = 0
    VERSION: ClassVar[int] = 1


class Event(_Record, frozen=True, array_like=True):
    """Something that happened at the counter; the station alone says so.

    Subclasses set ``KIND`` (never used again once released), ``LANE`` and, when fields are added, ``VERSION``; and
    ``MAY_OVERTAKE`` where a single one may leave in the lane of what is urgent instead.
    """

    LANE: ClassVar[Lane] = Lane.MATTERS
    MAY_OVERTAKE: ClassVar[bool] = False

    def __init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401 - msgspec's own
        """Enter the kind in the registry."""
        super().__init_subclass__(**options)
        _register(_EVENTS, cls)


class Decision(_Record, frozen=True, array_like=True):
    """Something that the county decided; the county alone says so."""

    def __init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401 - msgspec's own
        """Enter the kind in the registry."""
        super().__init_subclass__(**options)
        _register(_DECISIONS, cls)


_EVENTS: dict[int, type[Event]] = {}
_DECISIONS: dict[int, type[Decision]] = {}
_encoder = msgspec.msgpack.Encoder()


def _register(registry: dict[int, type[Any]], cls: type[Any]) -> None:
    # msgspec builds a struct in two passes; only one of them, or a second module with the same kind, is a clash.
    if cls.KIND and (other := registry.get(cls.KIND)) and other.__qualname__ != cls.__qualname__:
        raise TypeError(f"kind {cls.KIND} is already {other.__qualname__}")
    if cls.KIND:
        registry[cls.KIND] = cls


class Record(msgspec.Struct, frozen=True, array_like=True):
    """One event as it is chained and sent.

    Attributes:
        kind: Number of the event's kind.
        version: Of that kind, when written.
        at_ms: Wall clock, ms since 1970 UTC.
        mono_ms: Monotonic reading of ``boot``.
        boot: Which start of the program.
        offset_ms: County time minus wall time, as then known.
        day: Business date, days since 1970-01-01.
        by: The clerk's code; "" for the program itself.
        body: The event's own array, as bytes.
    """

    kind: int
    version: int
    at_ms: int
    mono_ms: int
    boot: str
    offset_ms: int
    day: int
    by: str
    body: msgspec.Raw


_record_decoder = msgspec.msgpack.Decoder(Record)


def encode(fact: Event | Decision) -> bytes:
    """The fact's own bytes (a msgpack array)."""
    return _encoder.encode(fact)


def pack_record(record: Record) -> bytes:
    """A record's bytes: what the chain covers."""
    return _encoder.encode(record)


def unpack_record(data: bytes) -> Record:
    """Read a record; its body stays bytes.

    Raises:
        Malformed: Not a record, or larger than ``event_bytes_max``.
    """
    if len(data) > event_bytes_max:
        raise Malformed(what="record")
    try:
        return _record_decoder.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:  # ValueError: msgspec lets bad UTF-8 through
        raise Malformed(what="record") from error


def decode_event(kind: int, body: bytes) -> Event:
    """The typed event.

    Raises:
        UnknownVersion: No such kind in this program; keep the bytes.
        Malformed: The kind is known, the body is not of its shape.
    """
    return _decode(_EVENTS, kind, body)  # type: ignore[no-any-return]


def decode_decision(kind: int, body: bytes) -> Decision:
    """The typed decision; errors as in :func:`decode_event`."""
    return _decode(_DECISIONS, kind, body)  # type: ignore[no-any-return]


def _decode(registry: dict[int, type[Any]], kind: int, body: bytes) -> Any:  # noqa: ANN401 - the registry's type
    if (cls := registry.get(kind)) is None:
        raise UnknownVersion(kind=kind)
    try:
        return _decoder(cls).decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:  # ValueError: msgspec lets bad UTF-8 through
        raise Malformed(what=cls.__name__) from error


_DECODERS: dict[type[Any], msgspec.msgpack.Decoder[Any]] = {}


def _decoder(cls: type[Any]) -> msgspec.msgpack.Decoder[Any]:
    """Made once a kind: a replay reads some hundred thousand."""
    if (known := _DECODERS.get(cls)) is None:
        known = _DECODERS[cls] = msgspec.msgpack.Decoder(cls)
    return known


def event_kinds() -> dict[int, type[Event]]:
    """Every kind of event that this program knows."""
    return dict(_EVENTS)


def decision_kinds() -> dict[int, type[Decision]]:
    """Every kind of decision that this program knows."""
    return dict(_DECISIONS)
