"""What every CardReader keeps; the twin is the only one until a biller's own reader is connected (M11)."""

import pytest

from drivers.virtual.card import TROUBLES, VirtualCardReader
from kiosk.errors import DeviceGone, DeviceTrouble
from kiosk.seams import CardRead, CardReader, CardTwin, DeviceState

CARD = CardRead("6217000011112222", "power_card", 1_200, "OLD-1")


@pytest.fixture
def twin() -> VirtualCardReader:
    made = VirtualCardReader([CARD])
    made.insert(CARD.number)
    return made


def test_it_keeps_both_seams(twin: VirtualCardReader) -> None:
    reader: CardReader = twin
    panel: CardTwin = twin
    assert (reader.read(), panel.cards(), panel.trouble()) == (CARD, (CARD.number,), "")
    assert reader.state() is DeviceState.READY


def test_a_write_adds_once_a_token(twin: VirtualCardReader) -> None:
    for _ in range(3):
        twin.write(5_000, "SM1")
    assert twin.read() == CardRead(CARD.number, "power_card", 6_200, "SM1")
    twin.write(5_000, "SM2")
    assert twin.read().balance_fen == 11_200


def test_a_failed_write_leaves_the_card_as_it_was(twin: VirtualCardReader) -> None:
    twin.set_trouble("write_fails")
    with pytest.raises(DeviceTrouble, match=r"device\.card_write_failed"):
        twin.write(5_000, "SM1")
    assert twin.read() == CARD


def test_pulled_during_a_write_the_card_alone_knows(twin: VirtualCardReader) -> None:
    twin.set_trouble("pulled_in_write")
    with pytest.raises(DeviceTrouble, match=r"device\.card_pulled"):
        twin.write(5_000, "SM1")
    with pytest.raises(DeviceTrouble, match=r"device\.no_card"):
        twin.read()
    twin.insert(CARD.number)
    assert twin.read().last == "SM1"


def test_no_card_and_no_reader(twin: VirtualCardReader) -> None:
    assert twin.inside() == CARD.number
    twin.insert("")
    assert twin.inside() == ""
    for act in (twin.read, lambda: twin.write(1, "SM1")):
        with pytest.raises(DeviceTrouble, match=r"device\.no_card"):
            act()
    twin.set_trouble("unplugged")
    assert twin.state() is DeviceState.GONE
    for act in (twin.read, lambda: twin.write(1, "SM1")):
        with pytest.raises(DeviceGone):
            act()
    twin.set_trouble("")
    twin.put(CardRead("2", "power_card", 0, ""))
    assert twin.cards() == (CARD.number, "2")


def test_the_menu(twin: VirtualCardReader) -> None:
    for trouble in TROUBLES:
        twin.set_trouble(trouble)
        assert twin.trouble() == trouble
    with pytest.raises(ValueError, match="flood"):
        twin.set_trouble("flood")
