"""What time is it at the county? One place asks, so that tests and simulations can say otherwise."""

import time


def wall_ms() -> int:
    """The server's clock, ms since 1970 UTC; its operating system keeps it right."""
    return time.time_ns() // 1_000_000
