"""The shipped clips, read once."""

import pytest

from drivers.sound.composer import Clips, Composer, load


@pytest.fixture(scope="session")
def clips() -> Clips:
    return load()


@pytest.fixture(scope="session")
def composer(clips) -> Composer:
    return Composer(clips)
