"""One round trip: envelopes and cursor up; receipts, a page of decisions and one hint down.

The question is signed by the station, the answer by the county and bound to the question by its nonce: neither a
captive portal's page nor an old answer can pass for it. Trailing positions of a newer program are left alone.
"""

from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Meta

from kiosk.wire.codec import Malformed, Wire, check, exchange_bytes_max, pack, peek, sign, unpack
from kiosk.wire.envelope import Count, StationCode

QUESTION_MAGIC = b"CKQ"
ANSWER_MAGIC = b"CKA"
VERSION = 1
PATH = "/v1/exchange"
ATTACHMENT_PATH = "/v1/attachments/"  # and the digest in hex
PASS_HEADER = "Cunkou-Pass"  # noqa: S105 - a header's name; base64 of a receipt.Pass
RECEIPT_HEADER = "Cunkou-Receipt"  # base64 of a receipt.AttachmentReceipt
MEDIA_TYPE = "application/x-cunkou"
ENVELOPES_MAX = 16

Nonce = Annotated[bytes, Meta(min_length=16, max_length=16)]


class Question(Wire, frozen=True, array_like=True):
    """What a station says in one round trip.

    Attributes:
        station: Its code.
        epoch: The life of its journal that it now writes.
        nonce: 16 random bytes; the answer repeats them.
        wall_ms: Its wall clock.
        cursor: Number of the last decision applied.
        envelopes: Sealed runs, in the order of the lanes.
        unsent: Events not yet acknowledged, those inside included.
        oldest_ms: When the oldest of them happened; 0 for none.
        program: Version of the program.
        money_top: Epoch and sequence of the newest record in its money lane: the county hands a payment to the biller
            only once it holds everything up to there, so that one taken back before it was offered is never posted.
    """

    station: StationCode
    epoch: Count
    nonce: Nonce
    wall_ms: int
    cursor: Annotated[int, Meta(ge=0, le=2**53)]
    envelopes: Annotated[tuple[bytes, ...], Meta(max_length=ENVELOPES_MAX)] = ()
    unsent: Annotated[int, Meta(ge=0, le=2**53)] = 0
    oldest_ms: int = 0
    program: Annotated[str, Meta(max_length=40)] = ""
    money_top: tuple[int, int] = (0, 0)


class Hint(Wire, frozen=True, array_like=True):
    """What to do next.

    Attributes:
        next_s: Ask again after so many seconds, if nothing happens; 0 leaves it to the station.
        later_s: Do not come before; 0 for none.
        envelope_bytes: Preferred size of the next envelope; 0 leaves it to the station.
        standing: "normal", "paused" or "revoked". A revoked station hands over its queue and does not trade.
        todo: What waits for the station: "parameters", "program", "menu", "sign-in", "messages".
    """

    next_s: Annotated[int, Meta(ge=0)] = 0
    later_s: Annotated[int, Meta(ge=0)] = 0
    envelope_bytes: Annotated[int, Meta(ge=0)] = 0
    standing: Annotated[str, Meta(max_length=24)] = "normal"
    todo: tuple[str, ...] = ()


class Fault(Wire, frozen=True, array_like=True):
    """An envelope that earned no receipt, because it could not be read as this station's.

    Attributes:
        index: Its place in the question.
        key: Of the trouble, for example ``wire.wrong_signature``.
    """

    index: int
    key: Annotated[str, Meta(max_length=60)]


class Answer(Wire, frozen=True, array_like=True):
    """What the county says.

    Attributes:
        nonce: The question's.
        county_ms: County time.
        refusal: Key of the trouble that kept the whole question from being heard; "" for none.
        receipts: Signed, one for each envelope that could be read.
        faults: The others.
        page: Sealed page of decisions; empty when there is nothing new.
        hint: What to do next.
    """

    nonce: Nonce
    county_ms: int
    refusal: Annotated[str, Meta(max_length=60)] = ""
    receipts: Annotated[tuple[bytes, ...], Meta(max_length=ENVELOPES_MAX)] = ()
    faults: Annotated[tuple[Fault, ...], Meta(max_length=ENVELOPES_MAX)] = ()
    page: bytes = b""
    hint: Hint = Hint()


def ask(question: Question, key: Ed25519PrivateKey) -> bytes:
    """Sign a question with the station's key."""
    return sign(QUESTION_MAGIC, VERSION, pack(question), key)


def peek_question(data: bytes) -> Question:
    """A question before its signature is checked: it names the key (:func:`kiosk.wire.codec.check` comes next).

    Raises:
        Malformed: Not a question, or larger than ``exchange_bytes_max``.
        UnknownVersion: From a newer program.
    """
    return unpack(peek(QUESTION_MAGIC, (VERSION,), data, exchange_bytes_max)[1], Question)


def answer(reply: Answer, key: Ed25519PrivateKey) -> bytes:
    """Sign an answer with the county's key."""
    return sign(ANSWER_MAGIC, VERSION, pack(reply), key)


def hear(data: bytes, key: Ed25519PublicKey, nonce: bytes) -> Answer:
    """Check an answer.

    Raises:
        Malformed: Not an answer: most often somebody else's page.
        UnknownVersion: From a newer county.
        WrongSignature: Not the county's, or the answer to another question.
    """
    _, payload = peek(ANSWER_MAGIC, (VERSION,), data, exchange_bytes_max)
    check(data, key)
    reply = unpack(payload, Answer)
    if reply.nonce != nonce:
        raise Malformed(what="nonce")
    return reply
