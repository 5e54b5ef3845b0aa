"""An envelope proves by itself that it is whole, ours and in order; every altered byte has a named refusal."""

from hashlib import sha256

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import ForkedChain, Malformed, UnknownVersion, WireTrouble, WrongSignature, WrongStation
from kiosk.wire import codec, envelope

KEY = codec.private_key(bytes(range(32)))
RECORDS = tuple(f"记录{n}".encode() * 9 for n in range(1, 8))
SEALED = envelope.seal(KEY, station="SM-01", epoch=2, lane=1, first=4, previous=b"\7" * 32, records=RECORDS)


@given(
    records=st.lists(st.binary(max_size=200), min_size=1, max_size=20).map(tuple),
    first=st.integers(1, 2**40),
    previous=st.binary(min_size=32, max_size=32),
)
@settings(max_examples=100, deadline=None)
def test_any_run_comes_out_as_it_went_in(records, first, previous):
    run = {"station": "村口", "epoch": 1, "lane": 2, "first": first, "previous": previous, "records": records}
    sealed = envelope.seal(KEY, **run)
    opened = envelope.open_envelope(sealed, KEY.public_key(), station="村口")
    assert opened.records == records
    assert (opened.header.first, opened.header.last) == (first, first + len(records) - 1)
    assert opened.hashes == codec.chain(previous, records)
    assert opened.digest == sha256(sealed).digest()
    assert envelope.seal(KEY, **run) == sealed


def test_every_altered_byte_is_refused_by_name():
    for at in range(len(SEALED)):
        altered = bytearray(SEALED)
        altered[at] ^= 1 << (at % 8)
        with pytest.raises(WireTrouble):
            envelope.open_envelope(bytes(altered), KEY.public_key(), station="SM-01")


def test_every_truncation_is_refused_by_name():
    for size in range(len(SEALED)):
        with pytest.raises((Malformed, WrongSignature)):
            envelope.open_envelope(SEALED[:size], KEY.public_key(), station="SM-01")


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_rubbish_is_refused_by_name(rubbish):
    with pytest.raises(WireTrouble):
        envelope.open_envelope(b"CKE\1" + rubbish, KEY.public_key(), station="SM-01")


def test_faults_are_told_apart():
    other = codec.new_key()
    with pytest.raises(WrongSignature):
        envelope.open_envelope(SEALED, other.public_key(), station="SM-01")
    with pytest.raises(WrongStation):
        envelope.open_envelope(SEALED, KEY.public_key(), station="SM-02")
    with pytest.raises(UnknownVersion):
        envelope.read_header(b"CKE\2" + SEALED[4:])
    with pytest.raises(Malformed):
        envelope.read_header(b"CKX\1" + SEALED[4:])


def test_a_chain_that_does_not_reach_its_head_is_a_fork():
    with pytest.raises(ForkedChain):
        envelope.open_envelope(_forged(head=bytes(32)), KEY.public_key(), station="SM-01")


def test_a_count_that_disagrees_is_malformed():
    with pytest.raises(Malformed):
        envelope.open_envelope(_forged(last=9), KEY.public_key(), station="SM-01")
    with pytest.raises(Malformed):
        envelope.read_header(_forged(last=3))


def test_an_algorithm_of_a_newer_program_is_an_unknown_version():
    with pytest.raises(UnknownVersion):
        envelope.read_header(_forged(seal="xchacha20"))


def test_a_zip_bomb_is_refused_before_it_is_opened():
    bomb = codec.squeeze(codec.pack((bytes(envelope.RAW_BYTES_MAX),)))
    assert len(bomb) < 1000
    with pytest.raises(Malformed):
        envelope.open_envelope(_forged(body=bomb, first=1, last=1), KEY.public_key(), station="SM-01")


def test_two_frames_in_one_body_are_refused():
    body = codec.squeeze(codec.pack(RECORDS))
    with pytest.raises(Malformed):
        envelope.open_envelope(_forged(body=body + body), KEY.public_key(), station="SM-01")


def test_what_could_not_be_opened_is_never_sealed():
    run = {"station": "SM-01", "epoch": 1, "lane": 1, "first": 1, "previous": bytes(32)}
    for records in ((), (bytes(codec.event_bytes_max + 1),), (b"",) * (codec.envelope_records_max + 1)):
        with pytest.raises(Malformed):
            envelope.seal(KEY, **run, records=records)


def test_a_header_with_more_fields_is_read_by_an_old_program():
    header, body = envelope._split(SEALED)
    longer = msgspec.msgpack.encode([*msgspec.structs.astuple(header), "of a newer program"])
    sealed = codec.sign(b"CKE", 1, len(longer).to_bytes(2, "big") + longer + body, KEY)
    assert envelope.open_envelope(sealed, KEY.public_key(), station="SM-01").records == RECORDS


def _forged(body=None, **changes):
    """A well-signed envelope that lies."""
    header, old = envelope._split(SEALED)
    packed = codec.pack(msgspec.structs.replace(header, **changes))
    return codec.sign(b"CKE", 1, len(packed).to_bytes(2, "big") + packed + (body or old), KEY)
