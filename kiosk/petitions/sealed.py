"""What nobody at this point can read: a confidential petition's words and recordings, sealed to the county (C4, G6).

Only the county's private key opens them; an answer that is sealed to the query code's key is opened by the paper in the
resident's hand.
"""

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from kiosk.errors import Malformed
from kiosk.seams import Sealer
from kiosk.station import Station
from kiosk.wire import codec, sealed
from kiosk.wire.petition_events import Attached, PetitionBody
from kiosk.wire.query_code import Drawn


class CountySealer:
    """Seals to the county's petition key (``kiosk.seams.Sealer``)."""

    def __init__(self, public_key: bytes) -> None:
        """Bind the county's X25519 public key, 32 bytes."""
        self._key = public_key

    def seal(self, data: bytes, info: bytes) -> bytes:
        """Seal for a purpose.

        Raises:
            Malformed: The key in the settings is none.
        """
        return sealed.seal(data, self._key, info)


def body(sealer: Sealer, what: PetitionBody) -> bytes:
    """A petition's words, sealed."""
    return sealer.seal(codec.pack(what), sealed.BODY)


def attachments(station: Station, sealer: Sealer, some: Iterable[Attached]) -> tuple[Attached, ...]:
    """Keep a sealed copy of each attachment, durably; the ones in clear are the caller's to remove.

    Returns:
        The attachments, each with the digest of its sealed bytes.

    Raises:
        NotFound: One is not here.
        StoreTrouble: StoreFull, StoreDamaged …
    """
    return tuple(
        replace(
            one,
            sealed=station.attachments.put(sealer.seal(station.attachments.get(one.digest), sealed.ATTACHMENT)),
        )
        for one in some
    )


def answer(data: bytes, drawn: Drawn) -> str:
    """The county's words to who holds the query code; "" when they were sealed for another."""
    try:
        return msgspec.msgpack.decode(sealed.unseal(data, drawn.key, sealed.ANSWER), type=str)
    except (Malformed, msgspec.MsgspecError, ValueError):
        return ""
