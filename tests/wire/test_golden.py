"""Bytes of every released version are kept here and must still be read, and be written the same while they are current.

``CUNKOU_GOLDEN=write pytest tests/wire/test_golden.py`` writes files that are missing; one that is there is never
replaced.
"""

import os
from pathlib import Path

import pytest

from kiosk.wire import codec, envelope, exchange, feed, receipt

GOLDEN = Path(__file__).parent / "golden"
COUNTY = codec.private_key(bytes(range(100, 132)))
STATION = codec.private_key(bytes(range(32)))
NONCE = bytes(range(16))
RECORDS = tuple(
    codec.pack([20, 1, 1_790_000_000_000 + n, n, "0a0b0c0d", 0, 20777, "c01", [f"包裹{n}", n]]) for n in range(3)
)
SEALED = envelope.seal(STATION, station="SM-01", epoch=1, lane=2, first=1, previous=codec.GENESIS, records=RECORDS)
VERDICTS = (receipt.Verdict(receipt.Outcome.DUPLICATE, 1, 2), receipt.Verdict(receipt.Outcome.HELD, 3, 3, "kind 20"))
RECEIPT = receipt.Receipt("SM-01", 1, 2, 3, bytes(32), 1_790_000_000_000, VERDICTS)
PAGE = feed.Page("SM-01", 0, 4, more=True, items=(feed.Item(4, 1, 1, 1_790_000_000_000, b"\x91\xa1x"),))
ANSWER = exchange.Answer(
    NONCE,
    1_790_000_000_000,
    "",
    (receipt.issue(RECEIPT, COUNTY),),
    (exchange.Fault(1, "wire.malformed"),),
    feed.seal_page(PAGE, COUNTY),
    exchange.Hint(60, 0, 32768, "normal", ("menu",)),
)
QUESTION = exchange.Question("SM-01", 1, NONCE, 1_790_000_000_000, 4, (SEALED,), 3, 1_790_000_000_000, "0.1.0", (1, 7))

WRITTEN = {
    "envelope-1": SEALED,
    "receipt-1": receipt.issue(RECEIPT, COUNTY),
    "page-1": feed.seal_page(PAGE, COUNTY),
    "question-2": exchange.ask(QUESTION, STATION),
    "answer-1": exchange.answer(ANSWER, COUNTY),
}
READ = {
    "envelope-1": lambda data: envelope.open_envelope(data, STATION.public_key(), station="SM-01").records == RECORDS,
    "receipt-1": lambda data: receipt.read(data, COUNTY.public_key(), station="SM-01") == RECEIPT,
    "page-1": lambda data: feed.open_page(data, COUNTY.public_key(), station="SM-01") == PAGE,
    "question-1": lambda data: exchange.peek_question(data).money_top == (0, 0),
    "question-2": lambda data: exchange.peek_question(data) == QUESTION,
    "answer-1": lambda data: exchange.hear(data, COUNTY.public_key(), NONCE).hint == ANSWER.hint,
}


@pytest.mark.parametrize("name", WRITTEN)
def test_the_bytes_have_not_changed(name):
    file = GOLDEN / f"{name}.bin"
    if not file.exists() and os.environ.get("CUNKOU_GOLDEN") == "write":
        file.write_bytes(WRITTEN[name])
    assert WRITTEN[name] == file.read_bytes()


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.bin")), ids=lambda file: file.stem)
def test_every_released_version_is_still_read(file):
    assert READ[file.stem](file.read_bytes())
