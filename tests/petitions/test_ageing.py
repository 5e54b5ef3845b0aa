"""The local copy goes after its time (C6); number, category, dates and states stay, and the chain verifies."""

from kiosk import media
from kiosk.journal import check_chain
from kiosk.petitions.desk import ageing, following, on_behalf, query
from kiosk.petitions.desk.on_behalf import Presence
from kiosk.slips import spool
from tests.petitions.conftest import LAMP, VOICE
from tests.petitions.test_sealed import SECRET, decrypted_pages
from tests.stations import CLERK


def everything_is_at_the_county(station, county) -> None:
    county.receives_all()
    with station.store.write() as db:
        for digest in list(station.attachments.digests()):
            media.Queue().done(db, digest, "", station.clock.now())


def test_an_old_petition_is_forgotten(station, file, county, now, clock):
    on_behalf.begin(station, Presence("覃龑堃", identity="known", witness="唐站长"), CLERK)
    filed = file((VOICE, "audio/ogg", "voice"))
    one = filed.view.id
    county.does(one, "answered", text="已给覃龑堃修好")
    following.give(station, one, 0, "printed", CLERK)
    county.does(one, "closed")
    on_behalf.expire(station)
    clock.advance(days=91)
    on_behalf.expire(station)
    assert ageing.forget(station).waiting == 1
    everything_is_at_the_county(station, county)
    clock.advance(days=91)
    aged = ageing.forget(station)
    assert (aged.petitions, aged.waiting) == (1, 0)
    assert aged.records >= 3
    seen = now(one)
    assert (seen.number, seen.state, seen.forgotten, seen.category) == (filed.number, "closed", True, LAMP)
    assert (seen.summary, seen.name, seen.attachments) == ("", "", ())
    found = decrypted_pages(station)
    for words in SECRET:
        assert words.encode() not in found
    assert not list(station.attachments.digests())
    with station.store.read() as db:
        assert list(check_chain(db)) == []
        assert spool.find(db, "已给覃龑堃修好") == ()
    assert ageing.forget(station).petitions == 0
    assert query.ask(station, filed.number, filed.query_code).state == "closed"


def test_what_is_open_or_recent_stays(station, file, county, now, clock):
    waiting, fresh = file().view.id, file(summary="另一件事", text="完全不同的话").view.id
    clock.advance(days=200)
    county.does(fresh, "answered", text="好了")
    everything_is_at_the_county(station, county)
    clock.advance(days=89)
    assert ageing.forget(station).petitions == 0
    assert now(waiting).name
    clock.advance(days=2)
    assert ageing.forget(station).petitions == 1
    assert (now(waiting).name, now(fresh).name) == ("覃龑堃", "")
