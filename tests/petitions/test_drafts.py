"""Drafts (C8): many, with photos, there again after anything; what goes leaves the disk."""

import pytest

from kiosk.errors import NotFound, NotReady
from kiosk.limits import petition_attachments_max
from kiosk.petitions.desk import drafts, filing
from tests.petitions.conftest import VOICE, content
from tests.stations import CLERK, make_station


def test_five_drafts_with_photos_outlive_the_program(station, tmp_path, clock):
    begun = [drafts.begin(station, CLERK, content(summary=f"事情{number}")) for number in range(5)]
    for one in begun:
        drafts.attach(station, one.id, b"\xff\xd8 photo %d" % one.id, "image/jpeg", "photo", CLERK)
    with station.store.read() as db:
        before = drafts.listed(db, CLERK)
    station.store.close()
    again = make_station(tmp_path, clock)
    with again.store.read() as db:
        assert drafts.listed(db, CLERK) == before
    for one in before:
        assert again.attachments.get(one.attachments[0].digest) == b"\xff\xd8 photo %d" % one.id
    again.store.close()
    station.store.open()


def test_the_last_changed_comes_first(station, clock):
    first, second = drafts.begin(station, CLERK), drafts.begin(station, CLERK)
    clock.advance(seconds=5)
    drafts.save(station, first.id, content(), CLERK)
    with station.store.read() as db:
        assert [one.id for one in drafts.listed(db, CLERK)] == [first.id, second.id]


def test_saving_leaves_what_is_attached(station):
    one = drafts.begin(station, CLERK)
    drafts.attach(station, one.id, VOICE, "audio/ogg", "voice", CLERK, duration_ms=900)
    drafts.attach(station, one.id, VOICE, "audio/ogg", "voice", CLERK, duration_ms=900)
    saved = drafts.save(station, one.id, content(), CLERK).draft
    assert [(each.role, each.duration_ms) for each in saved.attachments] == [("voice", 900)]


def test_what_is_taken_off_leaves_the_disk(station):
    one, other = drafts.begin(station, CLERK), drafts.begin(station, CLERK)
    for draft in (one, other):
        drafts.attach(station, draft.id, VOICE, "audio/ogg", "voice", CLERK)
    digest = drafts.attach(station, one.id, b"\xff\xd8 mine", "image/jpeg", "photo", CLERK).attachments[1].digest
    assert drafts.detach(station, one.id, digest, CLERK).attachments[0].role == "voice"
    assert not station.attachments.has(digest)
    drafts.drop(station, one.id, CLERK)
    drafts.drop(station, one.id, CLERK)
    with station.store.read() as db:
        voice = drafts.get(db, other.id, CLERK).attachments[0].digest
    assert station.attachments.get(voice) == VOICE
    drafts.drop(station, other.id, CLERK)
    assert not list(station.attachments.digests())


def test_a_filed_recording_stays_when_a_draft_with_the_same_goes(station, file):
    filed = file((VOICE, "audio/ogg", "voice"))
    other = drafts.begin(station, CLERK)
    drafts.attach(station, other.id, VOICE, "audio/ogg", "voice", CLERK)
    drafts.drop(station, other.id, CLERK)
    assert station.attachments.get(filed.view.attachments[0].digest) == VOICE


def test_too_much_is_said(station):
    one = drafts.begin(station, CLERK)
    for number in range(petition_attachments_max):
        drafts.attach(station, one.id, b"%d" % number, "image/jpeg", "photo", CLERK)
    with pytest.raises(NotReady):
        drafts.attach(station, one.id, b"one more", "image/jpeg", "photo", CLERK)


def test_a_draft_that_went_is_said(station, file):
    one = drafts.begin(station, CLERK, content())
    filing.file(station, one.id, CLERK, "thumb")
    for step in (
        lambda: drafts.save(station, one.id, content(), CLERK),
        lambda: drafts.attach(station, one.id, VOICE, "audio/ogg", "voice", CLERK),
        lambda: drafts.detach(station, one.id, "0" * 64, CLERK),
    ):
        with pytest.raises(NotFound):
            step()
