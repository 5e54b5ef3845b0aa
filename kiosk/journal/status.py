"""How sending stands in exactly one word (O12), decided from what the journal and the road say."""

from enum import StrEnum

from kiosk import limits
from kiosk.journal.outbox import Outbox

_HOUR_MS = 3_600_000
_NEEDS_A_PERSON = ("link.county_refused", "link.portal", "wire.")
"""Failures that waiting does not mend; anything else is the weather."""


class Status(StrEnum):
    """As in Kolibri: exactly one shows, with a next step."""

    SYNCED = "synced"  # 已同步
    SYNCING = "syncing"  # 同步中
    QUEUED = "queued"  # 排队中
    STALE = "stale"  # 久未同步
    BLOCKED = "blocked"  # 无法同步
    NO_SPACE = "no_space"  # 空间不足


def status(
    waiting: Outbox, *, sending: bool, failure_key: str, success_ms: int | None, now_ms: int, free_mb: int
) -> Status:
    """The one word.

    Args:
        waiting: What is not yet at the county, and what it has set aside.
        sending: An exchange is running.
        failure_key: Of the last failure; "" once an exchange has succeeded.
        success_ms: The county's last answer, ms since 1970 UTC; None if never.
        now_ms: Now, by the county's clock as far as known.
        free_mb: Room on the disk, megabytes.
    """
    if free_mb < limits.disk_free_mb_min:
        return Status.NO_SPACE
    if sending and waiting.count:
        return Status.SYNCING
    if waiting.aside or failure_key.startswith(_NEEDS_A_PERSON):
        return Status.BLOCKED
    if waiting.count:
        age_ms = now_ms - (waiting.oldest_ms if waiting.oldest_ms is not None else now_ms)
        return Status.STALE if age_ms >= limits.unsent_stale_h * _HOUR_MS else Status.QUEUED
    silent = success_ms is None or now_ms - success_ms >= limits.silent_stale_h * _HOUR_MS
    return Status.STALE if silent else Status.SYNCED
