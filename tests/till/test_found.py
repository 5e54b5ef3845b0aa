"""What the random weeks have found, so that it stays mended."""

from pathlib import Path
from random import Random

import sqlalchemy as sa

from county.biller_twin import BANK, Mood
from county.till_model import Deposited, deposit
from kiosk.ledger import cash, shifts
from tests.stations import CLERK, in_faces
from tests.till import reckoning
from tests.till.world import World


def test_the_bank_s_no_is_still_known_when_the_county_has_rebuilt_its_tables(tmp_path: Path) -> None:
    world = World(tmp_path / "world", Random(1))
    shifts.open_shift(world.station, in_faces(10_000), CLERK)
    cash.move(world.station, "till", "bank", in_faces(5_000), CLERK, witness="唐站长", slip="1")
    world.talk()
    world.twin.tell(BANK, Mood.REFUSE)
    world.post()
    reckoning.county_rebuilds_the_same(world)
    with world.county.read() as db:
        assert db.execute(sa.select(deposit.c.state)).scalars().all() == [Deposited.DISPUTED]
    world.close()
