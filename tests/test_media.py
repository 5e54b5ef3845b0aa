"""Photos wait for the road until the county has them, once each."""

from kiosk import journal, media
from kiosk.wire.media_events import AttachmentKept
from tests.stations import CLERK


def test_the_oldest_goes_first_and_a_done_one_never_again(station):
    queue = media.Queue()
    with station.store.write() as db:
        for digest in ("a" * 64, "b" * 64, "a" * 64):
            journal.append(db, AttachmentKept(digest, 10, "image/jpeg", 2, 7), station.clock.now(), CLERK)
        assert media.waiting(db) == media.Waiting(2, 20)
        assert queue.next(db) == "a" * 64
        for _ in range(2):
            queue.done(db, "a" * 64, "", station.clock.now())
        assert queue.next(db) == "b" * 64
        assert media.of_matter(db, 2, 7) == ("a" * 64, "b" * 64)
        queue.done(db, "b" * 64, "attachment.missing", station.clock.now())
        assert queue.next(db) is None
