"""The demo county: its villagers, vans and holds, entered as decisions once; read from ``resources/demo``."""

import csv
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.engine import Connection

import resources
from county import demo_bills, feed, model
from county.centre import Centre
from kiosk.wire import codec
from kiosk.wire.decisions import HoldPlaced, ManifestIssued, ManifestItem, MessageSent, RollListed, RollResident
from kiosk.wire.events import Decision
from kiosk.wire.petition_decisions import CategoryTime, ReplyTimes
from kiosk.wire.till_decisions import ServicesGranted

PETITION_PASSPHRASE = "shimen-demo"  # noqa: S105 - known to everybody, as everything of the demo is
"""Opens the demo's confidential petitions; a real county's holder chooses a secret one."""
KEY_HINT = f"演示县的口令是 {PETITION_PASSPHRASE}"
RESIDENTS_PER_PART = 100
DAYS_AHEAD = 7


@dataclass(frozen=True)
class DemoStation:
    """A line of ``stations.toml``."""

    code: str
    name: str
    village: str
    home: bool


def stations() -> tuple[DemoStation, ...]:
    """The demo's stations; exactly one is ``home``, the one that is run."""
    listed = tomllib.loads(resources.path("demo", "stations.toml").read_text("utf-8"))["stations"]
    return tuple(DemoStation(one["code"], one["name"], one["village_name"], bool(one.get("home"))) for one in listed)


def neighbour_key(code: str) -> Ed25519PrivateKey:
    """The key of a neighbour that nobody runs: known to everybody, and good for slips of the demo only."""
    return codec.private_key(sha256(f"cunkou demo {code}".encode()).digest())


def seed(centre: Centre) -> None:
    """Enrol the neighbours and enter the demo's decisions, unless there are some already."""
    for one in stations():
        if not one.home:
            centre.enrol(one.code, codec.public_raw(neighbour_key(one.code)), one.name)
    home = next(one for one in stations() if one.home)
    today, at_ms = _today(centre.now()), centre.now()
    with centre.store.write() as db:
        if not _entered(db, RollListed):
            for fact in decisions(home, today):
                feed.decide(db, fact, at_ms, home.code)
    with centre.store.write() as db:
        if not _entered(db, ServicesGranted):
            demo_bills.enter(db, home.code, today, at_ms)
    with centre.store.write() as db:
        if not _entered(db, ReplyTimes):
            feed.decide(db, reply_times(), at_ms)


def decisions(home: DemoStation, today: date) -> Iterator[Decision]:
    """What the demo's county has decided for its station about people and parcels, in order.

    Args:
        home: The station.
        today: Manifests are dated from here on.
    """
    roll = tuple(_residents())
    for start in range(0, len(roll), RESIDENTS_PER_PART):
        yield RollListed(home.village, roll[start : start + RESIDENTS_PER_PART])
    for manifest in _listed("manifests.json"):
        if 0 <= manifest["day"] <= DAYS_AHEAD:
            yield _manifest(manifest, today)
    for hold in _listed("holds.json"):
        yield HoldPlaced(hold["waybill"], hold["reason"])
    yield MessageSent("欢迎", "这是演示县。到件单和村民名单已经下来了，可以断网试试。")


def reply_times() -> ReplyTimes:
    """How long the demo's answers take (C24)."""
    return ReplyTimes(tuple(CategoryTime(**one) for one in _listed("reply_times.json")))


def _entered(db: Connection, first: type[Decision]) -> bool:
    return db.execute(sa.select(model.decision.c.number).where(model.decision.c.kind == first.KIND)).first() is not None


def _manifest(listed: dict[str, Any], today: date) -> ManifestIssued:
    day = today + timedelta(days=listed["day"])
    items = tuple(ManifestItem(**{**item, "marks": tuple(item.get("marks", ()))}) for item in listed["items"])
    return ManifestIssued(f"{day:%m%d}-{listed['number']}", listed["origin"], (day - date(1970, 1, 1)).days, items)


def _residents() -> Iterator[RollResident]:
    with resources.path("demo", "residents.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield RollResident(
                row["id"],
                row["name"],
                row["household"],
                row["phone"],
                int(row["group"] or 0),
                row["nickname"],
                row["gender"],
                int(row["born"] or 0),
            )


def _listed(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(resources.path("demo", name).read_text("utf-8"))
    return found


def _today(now_ms: int) -> date:
    return (datetime.fromtimestamp(now_ms / 1000, UTC) + timedelta(hours=8)).date()
