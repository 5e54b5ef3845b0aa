"""Hold the station's petitions against the county's, and search the station's disk for what nobody there may read."""

import hashlib
from collections import Counter as Tally
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from county import petition_model as theirs
from county.centre import Centre
from kiosk.petitions import model as ours
from kiosk.petitions.desk import drafts
from kiosk.station import Station
from scripts.demo_village import Village

_PAGE_BYTES, _TAIL_BYTES, _IV_BYTES, _SALT_BYTES = 4096, 80, 16, 16
_WAL_HEADER_BYTES, _FRAME_HEADER_BYTES = 32, 24


@dataclass(frozen=True)
class PetitionVerdict:
    """The comparison.

    Attributes:
        states: The station's petitions by state: how many.
        at_county: How many the county has.
        attachments: Recordings and pictures that the county has, byte for byte.
        differing: What does not agree, in words.
        leaked: What stands on the station's disk in clear and must not.
        blind: The search did not even find what is certainly there.
    """

    states: dict[str, int]
    at_county: int
    attachments: int
    differing: tuple[str, ...]
    leaked: tuple[str, ...]
    blind: bool

    @property
    def good(self) -> bool:
        """Each petition once at the county, in the same state, with all that belongs to it; and nothing leaked."""
        return bool(self.states) and not (self.differing or self.leaked or self.blind)


def compare_petitions(village: Village, secrets: Collection[str], plain: str) -> PetitionVerdict:
    """Compare both ends, and search.

    Args:
        village: The demo.
        secrets: Words of the confidential petition, and of what was answered to it.
        plain: Words of a public one, which the search must find.
    """
    station, centre = village.house.station, village.county.centre
    drafts.tidy(station)  # as every day
    here, there = _states(station), _at_county(station, centre)
    differing = [f"{number}: here {here.get(number)}, there {there.get(number)}" for number in _odd(here, there)]
    digests = _digests(station)
    for digest in digests:
        data = centre.attachment(digest)
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            differing.append(f"attachment {digest[:12]}")
    key = village.house.keys.get("store") or b""
    disk = decrypted(station.store.file, key) + b"".join(map(station.attachments.get, station.attachments.digests()))
    leaked = tuple(one for one in secrets if one.encode() in disk)
    states = Tally(state for _, state in here.values())
    there_once = sum(len(found) for found in there.values())
    return PetitionVerdict(
        dict(states), there_once, len(digests), tuple(differing), leaked, blind=plain.encode() not in disk
    )


def _states(station: Station) -> dict[int, tuple[str, str]]:
    table = ours.petition
    with station.store.read() as db:
        rows = db.execute(sa.select(table.c.id, table.c.number, table.c.state))
        return {row.id: (row.number, row.state) for row in rows}


def _at_county(station: Station, centre: Centre) -> dict[int, list[tuple[str, str]]]:
    table = theirs.petition
    found: dict[int, list[tuple[str, str]]] = {}
    with centre.store.read() as db:
        for row in db.execute(sa.select(table).where(table.c.station == station.code)):
            found.setdefault(row.petition, []).append((row.number, row.state))
    return found


def _odd(here: dict[int, tuple[str, str]], there: dict[int, list[tuple[str, str]]]) -> list[int]:
    return [one for one in sorted(here.keys() | there.keys()) if there.get(one) != [here.get(one)]]


def _digests(station: Station) -> list[str]:
    with station.store.read() as db:
        return list(db.execute(sa.select(ours.attached.c.digest).distinct()).scalars())


def decrypted(file: Path, key: bytes) -> bytes:
    """A database file decrypted page by page as SQLCipher 4 writes it, free pages included, and the WAL beside it.

    A page ends with its IV (16 bytes) and HMAC (64); the file's first 16 bytes are the salt.
    """
    return _pages(file, key, 0, 0) + _pages(file.with_name(file.name + "-wal"), key, *_WAL)


_WAL = _WAL_HEADER_BYTES, _FRAME_HEADER_BYTES


def _pages(file: Path, key: bytes, header: int, frame: int) -> bytes:
    data, found = file.read_bytes() if file.exists() else b"", []
    for at in range(header, len(data) - _PAGE_BYTES + 1, _PAGE_BYTES + frame):
        page = data[at + frame :][:_PAGE_BYTES]
        salt = 0 if at or frame else _SALT_BYTES
        iv = page[-_TAIL_BYTES:][:_IV_BYTES]
        cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        found.append(cipher.update(page[salt:-_TAIL_BYTES]))
    return b"".join(found)
