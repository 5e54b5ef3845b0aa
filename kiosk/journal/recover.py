"""A damaged database is repaired with no network: the journal is what counts, and every table can be derived again.

What can still be read of the damaged file and what the newest good backup holds are put together: entry by entry, as
long as each lane's chain holds. The result begins a new epoch, because nobody can know what the lost part had already
sent. The damaged file is kept, never deleted.
"""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Connection
from sqlcipher3 import dbapi2 as driver

from kiosk.clock import Instant, utc_stamp
from kiosk.errors import StoreDamaged
from kiosk.journal import kv
from kiosk.journal.append import GENESIS
from kiosk.journal.model import Origin, journal, lane
from kiosk.journal.model import kv as kv_table
from kiosk.journal.replay import replay
from kiosk.store import Store, backup
from kiosk.store.bare import damage_mark
from kiosk.store.lock import OneProgram
from kiosk.store.schema import metadata
from kiosk.store.trouble import sorted_out

_JOURNAL_COLUMNS = tuple(column.name for column in journal.columns)
_CHUNK = 500


@dataclass(frozen=True)
class Recovered:
    """What came back.

    Attributes:
        entries: How many entries of the journal.
        from_damaged: How many of them only the damaged file had.
        last_ms: When the newest of them happened; None when there is none.
        missing: ``(lane, from sequence)`` where a lane breaks off though later records were seen.
        kept: Where the damaged file now is.
        epoch: The station's new epoch.
    """

    entries: int
    from_damaged: int
    last_ms: int | None
    missing: tuple[tuple[int, int], ...]
    kept: Path
    epoch: int


def recover(file: Path, key: bytes, backups: tuple[Path, ...], at: Instant) -> Recovered:
    """Build a whole database from the damaged one and the backups, and put it in place.

    Args:
        file: The damaged database.
        key: Its key.
        backups: Good copies, newest first; the first that opens is used.
        at: For the name under which the damaged file is kept.

    Raises:
        StoreDamaged: Neither the file nor any backup gives a single entry; nothing was changed.
        StoreTrouble: No room, the folder cannot be written, or another program is at it; nothing was changed.
    """
    alone = OneProgram(file)
    with sorted_out():
        alone.take()
    try:
        return _recover(file, key, backups, at)
    finally:
        alone.let_go()


def _recover(file: Path, key: bytes, backups: tuple[Path, ...], at: Instant) -> Recovered:
    damaged = _salvage(file, key)
    copy, copies = next(((path, rows) for path in backups if (rows := _salvage(path, key))), (None, {}))
    # A backup's rows were checked page by page when it was made, so they win where both have one; but what was purged
    # since then stays purged.
    merged = damaged | {at: row for at, row in copies.items() if not damaged.get(at, {}).get("purged")}
    if not merged:
        raise StoreDamaged
    chained, missing = _unbroken(merged)
    fresh_file = file.with_name(file.name + ".recovered")
    _remove(fresh_file)
    fresh = Store(fresh_file, key)
    fresh.open()
    try:
        with fresh.write() as db:
            epoch = _fill(db, chained, {**_side_tables(file, key), **_side_tables(copy, key)})
    finally:
        fresh.close()
    kept = file.with_name(f"{file.stem}-damaged-{utc_stamp(at.county_ms)}{file.suffix}")
    _put_in_place(file, fresh_file, kept)
    last = max((row["at_ms"] for row in chained), default=None)
    return Recovered(len(chained), len(damaged.keys() - copies.keys()), last, missing, kept, epoch)


Key = tuple[int, int, int, int]


def _salvage(file: Path, key: bytes) -> dict[Key, dict[str, Any]]:
    """Every journal row that can be read, whatever page is bad; {} when the file does not open at all."""
    found: dict[Key, dict[str, Any]] = {}
    try:
        with closing(backup.connect(file, key)) as connection:
            top = connection.execute("SELECT max(position) FROM journal").fetchone()[0] or 0
            for row in _rows(connection, top):
                values = dict(zip(_JOURNAL_COLUMNS, row, strict=True))
                found[values["origin"], values["epoch"], values["lane"], values["seq"]] = values
    except driver.Error:
        return found  # ``_rows`` steps over bad pages itself: this file did not even open
    return found


def _rows(connection: driver.Connection, top: int) -> Iterator[tuple[Any, ...]]:
    """Rows by position in chunks; a chunk with a bad page is read row by row."""
    query = f"SELECT {', '.join(_JOURNAL_COLUMNS)} FROM journal WHERE position BETWEEN ? AND ?"  # noqa: S608 - our columns
    for start in range(1, top + 1, _CHUNK):
        try:
            yield from connection.execute(query, (start, start + _CHUNK - 1)).fetchall()
        except driver.Error:
            for position in range(start, start + _CHUNK):
                try:
                    yield from connection.execute(query, (position, position)).fetchall()
                except driver.Error:
                    continue


def _unbroken(rows: dict[Key, dict[str, Any]]) -> tuple[list[dict[str, Any]], tuple[tuple[int, int], ...]]:
    """The rows whose chains hold from the start, in their order, and where a lane breaks off."""
    heads: dict[tuple[int, int], tuple[int, bytes]] = {}
    broken: dict[tuple[int, int], int] = {}
    good: list[dict[str, Any]] = []
    for _, row in sorted(rows.items()):
        if row["origin"] == Origin.COUNTY:
            good.append(row)
            continue
        chain = (row["epoch"], row["lane"])
        last_seq, head = heads.get(chain, (0, GENESIS))
        whole = row["purged"] or hashlib.sha256(head + row["record"]).digest() == row["hash"]
        if chain in broken or row["seq"] != last_seq + 1 or not whole:
            broken.setdefault(chain, last_seq + 1)
            continue
        heads[chain] = (row["seq"], row["hash"])
        good.append(row)
    good.sort(key=lambda row: row["position"])
    return good, tuple((chain[1], seq) for chain, seq in sorted(broken.items()))


_SIDE = ("lane", "kv", "credential")


def _side_tables(file: Path | None, key: bytes) -> dict[str, list[dict[str, Any]]]:
    """Small tables that are not in the journal: what is acknowledged, bookkeeping, PIN hashes."""
    found: dict[str, list[dict[str, Any]]] = {}
    if file is None:
        return found
    for name in _SIDE:
        try:
            with closing(backup.connect(file, key)) as connection:
                cursor = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - our own names
                columns = [item[0] for item in cursor.description]
                found[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
        except driver.Error:
            continue
    return found


def _fill(db: Connection, rows: list[dict[str, Any]], side: dict[str, list[dict[str, Any]]]) -> int:
    if rows:
        db.execute(insert(journal), rows)
    acked = {(row["epoch"], row["lane"]): row["acked_seq"] for row in side.get("lane", [])}
    for row in rows:  # a stub never travels: what was purged is at the county
        if row["purged"]:
            at = (row["epoch"], row["lane"])
            acked[at] = max(acked.get(at, 0), row["seq"])
    heads: dict[tuple[int, int], tuple[int, bytes]] = {}
    for row in rows:
        if row["origin"] == Origin.STATION:
            heads[row["epoch"], row["lane"]] = (row["seq"], row["hash"])
    for (epoch, number), (seq, head) in heads.items():
        db.execute(
            insert(lane),
            {"epoch": epoch, "lane": number, "last_seq": seq, "head": head,
             "acked_seq": min(acked.get((epoch, number), 0), seq)},
        )  # fmt: skip
    if side.get("kv"):
        db.execute(insert(kv_table), side["kv"])
    if side.get("credential"):
        db.execute(insert(metadata.tables["credential"]), side["credential"])
    known = [epoch for epoch, _ in heads] + [int(kv.get(db, "epoch", 1))]
    # The feed is asked again from the last decision that is here: applying one twice changes nothing.
    kv.put(db, "feed.cursor", max((row["seq"] for row in rows if row["origin"] == Origin.COUNTY), default=0))
    kv.put(db, "epoch", max(known) + 1)
    replay(db)
    return max(known) + 1


def _put_in_place(file: Path, fresh: Path, kept: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        old = file.with_name(file.name + suffix)
        if old.exists():
            old.rename(kept.with_name(kept.name + suffix))
    fresh.rename(file)
    _remove(fresh)  # its lock
    damage_mark(file).unlink(missing_ok=True)


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".lock"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
