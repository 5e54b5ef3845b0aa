"""Speaking and blacking out, with real presses on the real card and dialog; the petition's own page is tested apart."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from shiboken6 import isValid

from drivers.camera.evidence import EvidenceRoom
from drivers.sound.opus import OpusCodec
from drivers.virtual.microphone import VirtualMicrophone
from drivers.virtual.speaker import VirtualSpeaker
from kiosk.petitions.desk import attaching, drafts
from kiosk.petitions.recording import Recording
from tests.stations import CLERK
from tests.ui.a11y import check
from tests.ui.counters import counter_of
from ui.bridge.petitions.redact import RedactFacts
from ui.bridge.petitions.voice import VoiceFacts

SIZES = ((1366, 768), (1024, 768))
TRIAL = b"""
import QtQuick
import QtQuick.Layouts
import Cunkou
import Cunkou.Bridge

Rectangle {
    id: root
    required property VoiceFacts voice
    required property RedactFacts redact
    color: Theme.paper
    VoiceCard { voice: root.voice; width: root.width - 2 * Theme.s3; x: Theme.s3; y: Theme.s3 }
    RedactDialog { redact: root.redact }
}
"""


class Trial:
    """A card and a dialog over a draft, as a page would own them."""

    def __init__(self, drive, station, draft=None):
        self.drive, self.app = drive, drive.app
        self.draft = draft or drafts.begin(station, CLERK).id
        self.attached = []
        self.owner = QObject(drive.app)
        self.voice = VoiceFacts(drive.app, self.owner, self.attached.append)
        self.redact = RedactFacts(drive.app, self.owner, self.attached.append)
        component = QQmlComponent(drive.face.engine)
        component.setData(TRIAL, QUrl.fromLocalFile("/trial.qml"))
        given = {"voice": self.voice, "redact": self.redact}
        self.item = component.createWithInitialProperties(given)
        assert isinstance(self.item, QQuickItem), component.errorString()
        self.shell = [one for one in drive.window.contentItem().childItems() if not one.inherits("QQuickOverlay")]
        self.show_shell(False)  # or the check would find the card lying over it
        self.item.setParentItem(drive.window.contentItem())
        self.item.setSize(drive.window.size())
        self.item.setZ(5)
        self.component = component
        self.voice.begin(self.draft)
        drive.settle()

    def heard(self, ms):
        assert self.drive.wait(lambda: seconds(self.voice.timeText) * 1_000 >= ms, 20_000), self.voice.timeText

    def show_shell(self, shown):
        for one in self.shell:
            one.setVisible(shown)

    def close(self):
        if not isValid(self.owner):
            return
        self.show_shell(True)
        self.item.setParentItem(None)
        self.item.deleteLater()
        self.owner.deleteLater()


def seconds(text):
    minutes, rest = text.split(":")
    return int(minutes) * 60 + int(rest)


@pytest.fixture
def microphone():
    made = VirtualMicrophone()
    yield made
    made.stop()


@pytest.fixture
def speaker(clock):
    return VirtualSpeaker(clock)


@pytest.fixture
def trial(face, desk, microphone, speaker):
    made = []

    def open_trial(size=(1366, 768), draft=None, **devices):
        fields = {"microphone": microphone, "speaker": speaker, "codec": OpusCodec(), "darkroom": EvidenceRoom()}
        counter = replace(counter_of(desk), **fields | devices)
        made.append(Trial(face(size=size, counter=counter), desk, draft))
        return made[-1]

    yield open_trial
    for one in made:
        one.close()


def voices(station, draft):
    with station.store.read() as db:
        return [one for one in drafts.get(db, draft, CLERK).attachments if one.role == "voice"]


@pytest.mark.parametrize("size", SIZES)
def test_spoken_stopped_continued_heard_and_said_anew(trial, desk, speaker, clock, size):
    it = trial(size)
    drive = it.drive
    assert not check(drive)
    drive.shot(f"voice-empty-{size[0]}")
    drive.click("开始说")
    it.heard(2_000)
    assert it.voice.level > 0
    assert drive.sees("正在录")
    faults = check(drive)
    drive.shot(f"voice-listening-{size[0]}")
    drive.click("说完了，停")
    assert not faults
    (first,) = voices(desk, it.draft)
    assert first.duration_ms >= 2_000
    assert it.attached[-1].attachments == (first,)
    assert not check(drive)
    drive.shot(f"voice-kept-{size[0]}")

    drive.app.setLanguage("en")
    assert not check(drive)
    drive.shot(f"voice-kept-en-{size[0]}")
    drive.app.setLanguage("zh")
    drive.click("听一遍")
    assert len(speaker.played[-1]) == first.duration_ms * 32
    clock.advance(seconds=1)
    assert drive.wait(lambda: it.voice.timeText == "0:01")
    assert not check(drive)
    drive.shot(f"voice-playing-{size[0]}")
    clock.advance(seconds=60)
    assert drive.wait(lambda: it.voice.state == "kept")

    drive.click("接着说")
    it.heard(first.duration_ms + 1_000)
    drive.click("说完了，停")
    (second,) = voices(desk, it.draft)
    assert second.duration_ms > first.duration_ms
    assert not desk.attachments.has(first.digest)

    drive.click("重说")
    drive.shot(f"voice-anew-{size[0]}")
    drive.click("对，重说")
    assert drive.wait(lambda: it.voice.state == "empty")
    assert not voices(desk, it.draft)


def test_pulled_out_it_says_so_and_keeps_what_was_said(trial, desk, microphone):
    it = trial()
    it.drive.click("开始说")
    it.heard(1_000)
    microphone.set_trouble("unplugged")
    assert it.drive.wait(lambda: "话筒掉了" in it.voice.troubleText)
    it.drive.settle()
    assert it.drive.sees("话筒掉了。请插好再接着说，前面说的都在。")
    assert voices(desk, it.draft)[0].duration_ms >= 1_000
    assert not check(it.drive)
    it.drive.shot("voice-unplugged")
    it.drive.click("接着说")
    assert it.drive.sees("话筒掉了。请插好再接着说，前面说的都在。")
    microphone.set_trouble("")
    it.drive.click("接着说")
    it.heard(2_500)
    it.drive.click("说完了，停")
    assert voices(desk, it.draft)[0].duration_ms >= 2_500


def test_a_dead_microphone_is_noticed(trial, microphone):
    it = trial()
    microphone.set_trouble("silent")
    it.drive.click("开始说")
    assert it.drive.wait(lambda: it.voice.hintText.startswith("听不到声音"), 15_000)
    assert not check(it.drive)
    it.drive.shot("voice-silent")
    it.drive.click("说完了，停")


def test_without_microphone_or_loudspeaker(trial):
    it = trial(microphone=None, speaker=None)
    assert not it.voice.possible
    assert not it.drive.find("开始说").isEnabled()


def test_after_a_power_cut_what_was_said_is_attached_by_itself(trial, desk, microphone):
    draft = drafts.begin(desk, CLERK).id
    cut = Recording(desk, draft, CLERK, microphone, OpusCodec())
    cut.open()
    heard = []
    cut._hear, real = (lambda sound: (heard.append(sound), real(sound))), cut._hear
    cut.listen()
    while len(heard) < 15:
        microphone._thread.wake()
    cut.pause()  # all but the attaching: as if the power had gone now
    it = trial(draft=draft)
    assert it.voice.state == "kept"
    assert voices(desk, draft)[0].duration_ms >= 1_400
    assert it.attached


def test_signing_out_stops_and_keeps(trial, desk, microphone):
    it = trial()
    it.drive.click("开始说")
    it.heard(1_000)
    it.app.session.signOut()
    it.drive.settle()
    assert voices(desk, it.draft)[0].duration_ms >= 1_000
    assert microphone._on_sound is None


def test_a_page_that_closes_lets_go_of_the_microphone(trial, desk, microphone):
    it = trial()
    it.voice.listen()  # and before it is open, the page is gone
    it.close()
    assert it.drive.wait(lambda: it.app.worker.waiting == 0)
    it.drive.settle(300)
    assert microphone._on_sound is None


@pytest.mark.parametrize("size", SIZES)
def test_a_name_is_blacked_out_for_good(trial, desk, tmp_path, size):
    pixels = np.random.default_rng(4).integers(150, 255, (900, 1200, 3), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "x.png")
    it = trial(size)
    drive = it.drive
    draft = attaching.picture(desk, EvidenceRoom(), it.draft, tmp_path / "x.png", CLERK)
    before = draft.attachments[0].digest
    it.redact.begin(it.draft, before)
    drive.settle(300)
    assert drive.wait(lambda: drive.find("用手指划").width() > 100)
    assert not drive.find("涂黑").isEnabled()
    drag(drive, (0.2, 0.2), (0.6, 0.5))
    drag(drive, (0.7, 0.7), (0.9, 0.9))
    drive.click("去掉最后一块")
    assert drive.sees("要涂黑 1 处")
    assert not check(drive)
    drive.shot(f"redact-{size[0]}")
    drive.click("涂黑")
    assert drive.wait(lambda: not it.redact.showing and not it.redact.busy)
    (after,) = it.attached[-1].attachments
    assert not desk.attachments.has(before)
    with Image.open(io.BytesIO(desk.attachments.get(after.digest))) as image:
        grey = np.asarray(image.convert("L")).astype(int)
    height, width = grey.shape
    assert grey[int(height * 0.23) : int(height * 0.47), int(width * 0.23) : int(width * 0.57)].max() < 20
    assert grey[int(height * 0.6) :].mean() > 120


def test_leaving_changes_nothing(trial, desk, tmp_path):
    Image.new("RGB", (300, 200), (200, 180, 160)).save(tmp_path / "x.png")
    it = trial()
    draft = attaching.picture(desk, EvidenceRoom(), it.draft, tmp_path / "x.png", CLERK)
    it.redact.begin(it.draft, draft.attachments[0].digest)
    it.drive.settle(300)
    drag(it.drive, (0.1, 0.1), (0.9, 0.9))
    it.drive.click("先不")
    assert not it.redact.showing
    assert not it.attached
    assert desk.attachments.has(draft.attachments[0].digest)


def drag(drive, start, end):
    sheet = drive.find("用手指划")

    def at(share):
        point = sheet.mapToScene(QPointF(share[0] * sheet.width(), share[1] * sheet.height()))
        return QPoint(round(point.x()), round(point.y()))

    QTest.mousePress(drive.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(start))
    QTest.mouseMove(drive.window, at(end))
    QTest.mouseRelease(drive.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(end))
    drive.settle()
