"""Fixtures that every room uses."""

from pathlib import Path

import pytest

from kiosk.clock import ManualClock
from kiosk.station import Station
from tests.stations import make_station


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def station(tmp_path: Path, clock: ManualClock):
    made: Station = make_station(tmp_path, clock)
    yield made
    made.store.close()
