"""Confidential and anonymous petitions (C4, C5, G6): the disk itself is searched."""

from dataclasses import replace

import pytest

from kiosk.errors import NotReady, Refused
from kiosk.journal import stream
from kiosk.petitions.desk import drafts, filing, following, query, rating
from kiosk.petitions.desk import list as desk_list
from kiosk.slips import spool
from kiosk.wire import codec, query_code, sealed
from kiosk.wire.petition_events import PetitionBody, Petitioner, PetitionFiled, PetitionSupplemented
from scripts.petition_check import decrypted
from tests.petitions.conftest import COUNTY_KEY, LAMP, VOICE, content
from tests.stations import CLERK, KEY, LEAD

SECRET = ("覃龑堃", "19900007719", "三组路灯不亮三个月", "从八月起三组的路灯就没亮过", "三组晒谷坪", "请修好路灯")


def decrypted_pages(station) -> bytes:
    """The database file, free pages included, and the WAL."""
    return decrypted(station.store.file, KEY)


def test_the_search_finds_what_is_there(station, file):
    """The instrument itself: a public petition is seen by it."""
    file()
    in_the_wal = decrypted_pages(station)
    assert station.store.empty_wal()
    folded = decrypted_pages(station)
    for words in SECRET:
        assert words.encode() in in_the_wal
        assert words.encode() in folded


def test_nothing_of_a_confidential_one_stays(station, file, now):
    filed = file((VOICE, "audio/ogg", "voice"), secrecy="confidential")
    for slip in filed.slips:
        printed(station, slip)
    drafts.tidy(station)
    found = decrypted_pages(station)
    files = b"".join(station.attachments.get(digest) for digest in station.attachments.digests())
    for words in (*(text.encode() for text in SECRET), VOICE):
        assert words not in found
        assert words not in files
    code = query_code.shown(filed.query_code).encode()
    assert code not in found
    assert filed.query_code.encode() not in found
    one = now(filed.view.id)
    assert (one.summary, one.text, one.name, one.attachments, one.kind) == ("", "", "", (), "")
    assert (one.number, one.secrecy, one.category) == ("W0112-2026-000001", "confidential", LAMP)


def printed(station, slip: int) -> None:
    with station.store.write() as db:
        spool.start(db, slip)
        spool.finish(db, slip, station.clock.now())


def test_the_code_stays_until_it_is_on_paper(station, file):
    filed = file(secrecy="confidential")
    shown = query_code.shown(filed.query_code)
    drafts.tidy(station)
    with station.store.read() as db:
        assert shown in str(spool.get(db, filed.slips[0]).document)
    printed(station, filed.slips[0])
    drafts.tidy(station)
    with station.store.read() as db:
        assert shown not in str(spool.get(db, filed.slips[0]).document)


def test_only_the_county_opens_it(station, file):
    filed = file((VOICE, "audio/ogg", "voice"), secrecy="confidential")
    with station.store.read() as db:
        fact = next(stream(db, PetitionFiled)).fact
    body = codec.unpack(sealed.unseal(fact.sealed, COUNTY_KEY, sealed.BODY), PetitionBody)
    assert (body.summary, body.petitioner.name) == ("三组路灯不亮三个月", "覃龑堃")
    voice = body.attachments[0]
    opened = sealed.unseal(station.attachments.get(voice.sealed), COUNTY_KEY, sealed.ATTACHMENT)
    assert opened == VOICE
    assert fact.body == PetitionBody()
    assert filed.view.state == "filed"


def test_nobody_at_the_point_can_open_print_or_remove_it(station, file, now):
    filed = file(secrecy="confidential")
    with station.store.read() as db:
        for by in desk_list.ORDERS[:3]:
            rows = desk_list.desk(db, station, station.clock.now(), by=by).petitions
            assert [(one.summary, one.text, one.name) for one in rows] == [("", "", "")]
    for slip in filed.documents:
        assert all(words not in str(slip) for words in SECRET)
    assert not any(name in dir(filing) + dir(following) + dir(rating) for name in ("delete", "unfile", "remove"))
    assert following.withdraw(station, filed.view.id, "本人不想办了", CLERK).state == "withdrawn"
    assert now(filed.view.id).number == filed.number


def test_what_is_added_later_is_sealed_too(station, file, county):
    filed = file(secrecy="confidential")
    county.does(filed.view.id, "asked", text="请说明是几号灯杆")
    kept = drafts.Attached(station.attachments.put(VOICE), "audio/ogg", len(VOICE), "voice")
    following.supplement(station, filed.view.id, "是第三根灯杆", CLERK, attachments=(kept,))
    with station.store.read() as db:
        fact = next(stream(db, PetitionSupplemented)).fact
    body = codec.unpack(sealed.unseal(fact.sealed, COUNTY_KEY, sealed.BODY), PetitionBody)
    assert body.text == "是第三根灯杆"
    assert "是第三根灯杆".encode() not in decrypted_pages(station)
    assert VOICE not in [station.attachments.get(digest) for digest in station.attachments.digests()]


def test_an_answer_opens_with_the_code_alone(station, file, county):
    filed = file(secrecy="confidential")
    with station.store.read() as db:
        fact = next(stream(db, PetitionFiled)).fact
    answer = sealed.seal(codec.pack("已查实并处理"), fact.reply_key, sealed.ANSWER)
    county.does(filed.view.id, "answered", sealed=answer)
    known = query.ask(station, filed.number, query_code.shown(filed.query_code).lower())
    assert known.said[-1].text == "已查实并处理"
    assert not known.sealed
    with pytest.raises(Refused, match=r"petitions\.query_wrong"):
        query.ask(station, filed.number, "7719")
    with pytest.raises(Refused, match=r"petitions\.sealed"):
        following.give(station, filed.view.id, 0, "printed", CLERK)
    told = following.give(station, filed.view.id, 0, "printed", CLERK, opened=known.said[-1].text)
    printed(station, told.slip)
    drafts.tidy(station)
    assert "已查实并处理".encode() not in decrypted_pages(station)


def test_an_anonymous_one_names_nobody(station, file, now):
    filed = file(secrecy="anonymous", petitioner=Petitioner("覃龑堃", "r1", "19900007719", "三组12号", "0101"))
    one = now(filed.view.id)
    assert (one.name, one.phone, one.resident, one.address) == ("", "", "", "")
    assert one.summary == "三组路灯不亮三个月"
    found = decrypted_pages(station)
    for words in ("覃龑堃", "19900007719", "三组12号"):
        assert words.encode() not in found
    assert query.ask(station, filed.number, filed.query_code).state == "filed"


def test_without_the_countys_key_none_is_taken(station):
    bare = replace(station, sealer=None)
    draft = drafts.begin(bare, CLERK, content(secrecy="confidential"))
    with pytest.raises(NotReady) as caught:
        filing.file(bare, draft.id, CLERK, "read")
    assert [one.key for one in caught.value.problems] == ["petitions.no_key"]


def test_a_confidential_draft_is_its_clerks_alone(station):
    mine = drafts.begin(station, CLERK, content(secrecy="confidential"))
    theirs = drafts.begin(station, LEAD, content())
    with station.store.read() as db:
        assert [one.id for one in drafts.listed(db, LEAD)] == [theirs.id]
        assert {one.id for one in drafts.listed(db, CLERK)} == {mine.id, theirs.id}
        with pytest.raises(Refused, match=r"petitions\.draft_other"):
            drafts.get(db, mine.id, LEAD)
