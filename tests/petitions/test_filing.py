"""Taking down: nothing is filed that was not read back, everything that was is there."""

import pytest

from kiosk.errors import NotFound, NotReady
from kiosk.journal import stream
from kiosk.petitions.desk import drafts, filing
from kiosk.slips import spool
from kiosk.wire.events import Lane
from kiosk.wire.petition_events import Petitioner, PetitionFiled, Place
from kiosk.wire.petition_ladder import State
from tests.petitions.conftest import LAMP, OWN, VOICE, content
from tests.stations import CLERK


def problems(caught) -> set[tuple[str, str]]:
    return {(one.field, one.key) for one in caught.value.problems}


def test_a_petition_is_filed_in_one_go(station, file, now):
    filed = file((VOICE, "audio/ogg", "voice"), (b"\xff\xd8 photo", "image/jpeg", "photo"))
    one = now(filed.view.id)
    assert one == filed.view
    assert (one.state, one.number) == (State.FILED, "W0112-2026-000001")
    assert (one.summary, one.name, one.kind) == ("三组路灯不亮三个月", "覃龑堃", "mixed")
    assert {each.role for each in one.attachments} == {"voice", "photo"}
    assert [step.happening for step in one.steps] == ["filed"]
    with station.store.read() as db:
        assert drafts.listed(db, CLERK) == ()
        assert spool.get(db, filed.slips[0]).document == filed.documents[0]


def test_nothing_without_reading_back(station, clock):
    draft = drafts.begin(station, CLERK, content())
    for confirmed in ("", "later"):
        with pytest.raises(NotReady) as caught:
            filing.file(station, draft.id, CLERK, confirmed)
        assert problems(caught) == {("confirmed", "petitions.not_read_back")}
    with station.store.read() as db:
        assert not list(stream(db, PetitionFiled))


def test_every_fault_comes_at_once(station):
    draft = drafts.begin(station, CLERK)
    with pytest.raises(NotReady) as caught:
        filing.file(station, draft.id, CLERK, "")
    assert problems(caught) == {
        ("category", "petitions.category"), ("secrecy", "petitions.secrecy"), ("summary", "petitions.summary"),
        ("text", "petitions.nothing_told"), ("village", "petitions.village"), ("name", "petitions.name"),
        ("address", "petitions.address"), ("confirmed", "petitions.not_read_back"),
    }  # fmt: skip


def test_a_sixth_representative_is_refused(station):
    names = ("甲一", "乙二", "丙三", "丁四", "戊五")
    draft = drafts.begin(station, CLERK, content(representatives=names))
    with pytest.raises(NotReady) as caught:
        drafts.save(station, draft.id, content(representatives=(*names, "己六")), CLERK)
    assert problems(caught) == {("representatives", "petitions.representatives")}
    assert filing.file(station, draft.id, CLERK, "read").view.representatives == names


def test_filed_once(station):
    draft = drafts.begin(station, CLERK, content())
    filing.file(station, draft.id, CLERK, "read")
    with pytest.raises(NotFound):
        filing.file(station, draft.id, CLERK, "read")


def test_an_urgent_one_overtakes(station, file):
    filed = file(urgent=True)
    with station.store.read() as db:
        told = next(stream(db, PetitionFiled))
        assert told.entry.lane == Lane.URGENT
        assert filing.journal.unsent_run(db, next(iter(Lane)), 10**6).records
    assert "0736-12345" in str(filed.documents[0].blocks)


def test_the_slip_proves_the_recording(station, file):
    filed = file((VOICE, "audio/ogg", "voice"))
    digest = filed.view.attachments[0].digest.upper()
    blocks = filed.documents[0].blocks
    code = next(block.text for block in blocks if type(block).__name__ == "QR")
    assert f"*{digest[:32]}*{digest[32:]}*" in code
    assert any(digest[:16] in str(block) for block in blocks)


def test_a_statutory_day_is_on_the_slip(file):
    filed = file()
    due = next(one for one in filed.view.dues if one.clock == "register")
    assert (due.day - filed.view.day).days == 15
    assert f"{due.day:%Y-%m-%d}" in str(filed.documents[0].blocks)
    assert due.owner == "county"
    assert filed.view.next_due is not None


def test_an_honest_expectation(station, county):
    from kiosk.wire.petition_decisions import CategoryTime, ReplyTimes  # noqa: PLC0415

    with station.store.read() as db:
        assert filing.expectation(db, LAMP) == filing.Expectation(11, 41, told=False)
    county.says(ReplyTimes((CategoryTime("", 9, 30), CategoryTime("01-", 5, 20))))
    with station.store.read() as db:
        assert filing.expectation(db, LAMP) == filing.Expectation(5, 20, told=True)
        assert filing.expectation(db, "09-01-001") == filing.Expectation(9, 30, told=True)


def test_the_same_matter_is_asked_about(station, file):
    first = file()
    draft = drafts.begin(station, CLERK, content(summary="三组路灯三个月不亮了"))
    with station.store.read() as db:
        suggested = filing.duplicates.suggest(db, draft)
    assert [one.id for one in suggested] == [first.view.id]
    with pytest.raises(NotReady) as caught:
        filing.file(station, draft.id, CLERK, "read")
    assert problems(caught) == {("considered", "petitions.alike")}
    drafts.save(station, draft.id, content(linked=(first.view.id,)), CLERK)
    second = filing.file(station, draft.id, CLERK, "read")
    assert second.view.linked == ((first.view.id, first.number),)


def test_another_matter_is_not(station, file):
    file()
    draft = drafts.begin(
        station, CLERK,
        content(category="02-01-001", summary="低保金晚发", text="", petitioner=Petitioner("王秀英", "r3", "", "二组")),
    )  # fmt: skip
    with station.store.read() as db:
        assert filing.duplicates.suggest(db, draft) == ()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("路灯😀坏了", "路灯😀坏了"),
        ("\u202e灯坏了\u202c", "灯坏了"),
        ("灯\x00坏\x07了", "灯坏了"),
        ("灯\ud800坏了", "灯坏了"),
        ("𠮷龑堃\ue8a0", "𠮷龑堃\ue8a0"),
        ("一行\r\n二行", "一行\n二行"),
    ],
)
def test_marks_go_and_characters_stay(station, said, kept):
    draft = drafts.begin(station, CLERK)
    saved = drafts.save(station, draft.id, content(text=said), CLERK)
    assert saved.draft.content.text == kept
    assert saved.cleaned == (kept.replace("\n", "") != said.replace("\r\n", ""))
    assert filing.file(station, draft.id, CLERK, "heard").view.text == kept


def test_a_very_long_text(station):
    draft = drafts.begin(station, CLERK, content())
    with pytest.raises(NotReady) as caught:
        drafts.save(station, draft.id, content(text="长" * 100_000), CLERK)
    assert problems(caught) == {("text", "too_long")}
    drafts.save(station, draft.id, content(text="长" * 20_000), CLERK)
    filed = filing.file(station, draft.id, CLERK, "read")
    assert filed.view.text == "长" * 20_000
    draft = drafts.begin(station, CLERK, content(text="𠮷" * 20_000, considered=(filed.view.id,)))
    with pytest.raises(NotReady) as caught:
        filing.file(station, draft.id, CLERK, "read")
    assert problems(caught) == {("text", "petitions.too_large")}


def test_a_lost_attachment_is_said(station):
    draft = drafts.begin(station, CLERK, content())
    attached = drafts.attach(station, draft.id, VOICE, "audio/ogg", "voice", CLERK)
    station.attachments.forget(attached.attachments[0].digest)
    with pytest.raises(NotReady) as caught:
        filing.file(station, draft.id, CLERK, "read")
    assert problems(caught) == {("attachments", "petitions.attachment_lost")}


def test_no_phone_needs_another_way(station):
    draft = drafts.begin(
        station, CLERK, content(petitioner=Petitioner("张三", "", "", "一组", "", "phone"), place=Place())
    )
    with station.store.read() as db:
        found = filing.check(db, station, draft)
    assert {one.key for one in found} == {"petitions.phone", "petitions.village"}
    assert OWN.phone


def test_an_emergency_is_sent_elsewhere_before_anything_else(station):
    draft = drafts.begin(station, CLERK, content(category="01-01-003", answers=(("burning", "yes"),)))
    with pytest.raises(NotReady) as caught:
        filing.file(station, draft.id, CLERK, "read")
    first = caught.value.problems[0]
    assert (first.key, first.values["call"]) == ("petitions.emergency", "119")
    over = (("burning", "no"), ("hurt", "no"), ("collapse", "no"), ("where_burning", "house"))
    drafts.save(station, draft.id, content(category="01-01-003", answers=over), CLERK)
    filed = filing.file(station, draft.id, CLERK, "read").view
    assert dict(filed.answers) == {"burning": "no", "hurt": "no", "collapse": "no"}


def test_the_receiving_office_by_village_and_category(file):
    filed = file()
    assert filed.view.office == "夹山镇人民政府"
    assert "夹山镇人民政府" in str(filed.documents[0])


def test_a_needed_answer_is_asked_for(station):
    draft = drafts.begin(station, CLERK, content(category="01-01-003"))
    with pytest.raises(NotReady) as caught:
        filing.file(station, draft.id, CLERK, "read")
    assert ("answer.burning", "asking.needed") in problems(caught)
