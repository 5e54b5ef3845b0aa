"""The PIN asked again: right lets through, wrong counts with those at the door."""

import pytest

from kiosk.errors import Refused
from kiosk.people import browse, clerks, residents
from kiosk.people.model import Channel
from tests.stations import CLERK, LEAD


def test_prove(station):
    clerks.prove(station, LEAD, "271828")
    with pytest.raises(Refused, match="unknown_clerk"):
        clerks.prove(station, "nobody", "271828")
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(Refused) as refused:
            clerks.prove(station, LEAD, "000111")
        assert refused.value.values["left"] == left
    with pytest.raises(Refused, match=r"people\.locked"):
        clerks.sign_in(station, LEAD, "271828")


def test_leaf_through_the_village(station):
    for name, phone, group in (("王五", "", 2), ("赵六", "13800001111", 2), ("钱七", "", 3)):
        residents.enlist(station, name, phone, CLERK, group=group)
    with station.store.read() as db:
        assert [(one.number, one.residents) for one in browse.groups(db)] == [(2, 2), (3, 1)]
        assert [one.name for one in browse.of_group(db, "", 2)] == ["王五", "赵六"]
        voice = browse.by_voice(db)
    assert [(one.name, one.channel) for one in voice] == [("王五", Channel.CALL), ("钱七", Channel.CALL)]
