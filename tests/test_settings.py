"""``station.toml``: written, read, and every fault named at once."""

import pytest

from kiosk.errors import NotFound
from kiosk.settings import Settings, SettingsBroken, load, to_toml


def test_what_is_written_is_read(tmp_path):
    settings = Settings("430726-0112", '三板"桥', "夹山镇", hotline="0736", county_url="http://x", county_key=bytes(32))
    (tmp_path / "station.toml").write_text(to_toml(settings), "utf-8")
    assert load(tmp_path / "station.toml") == settings


@pytest.mark.parametrize(
    ("text", "fields"),
    [("code = 1", ["name", "town", "code"]), ("]", ["station.toml"]),
     ('code="a"\nname="b"\ntown="c"\ncounty_key="xy"', ["county_key"]), ("", ["code", "name", "town"])],
)  # fmt: skip
def test_faults_come_together(tmp_path, text, fields):
    (tmp_path / "s.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsBroken) as caught:
        load(tmp_path / "s.toml")
    assert [p.field for p in caught.value.problems] == fields


def test_a_pc_that_is_not_set_up(tmp_path):
    with pytest.raises(NotFound):
        load(tmp_path / "none.toml")
