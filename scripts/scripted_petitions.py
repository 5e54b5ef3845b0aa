"""Petitions in the scripted week: a voice, photos, a confidential one, an anonymous one; what the county says to them.

They are taken down while the cable is cut. The county works at its own page; the residents come again and judge.
"""

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter
from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from county.demo import PETITION_PASSPHRASE
from kiosk import journal
from kiosk.petitions.desk import list as listing
from kiosk.petitions.desk import views
from kiosk.petitions.view import PetitionView
from kiosk.wire.petition_ladder import State
from scripts.county_desk import CountyDesk, Petition
from scripts.hands import Hands

SEARCH = "首字母、尾号或小名"
WORD = "也可写一个词或首字母：路灯、自来水"
SUMMARY, TEXT, REQUEST = "一句话写明什么事", "要写的写在这里", "要求什么"
NUMBER, CODE = "单子上的编号，也可扫码", "手机尾号四位，或查询码"
VOICE_S, SHORT_S = 17, 2

LAMP = "村口路灯坏了三个月"
ROAD = "学校门口的路塌了一块"
TREES = "河边新栽的树没人浇水"
TOLD = "昨晚已经换了灯头，请晚上看一看。"
SECRET_NAME, SECRET_HOME, SECRET_TITLE = "佘敬轩", "老屋场樟树下第二家", "组长把路灯款拿走了"
SECRET_TEXT, SECRET_ANSWER = "去年收的每户六十块钱没有入账，收据是手写的。", "专人已经约谈，账目正在核对，请放心。"
SECRETS = (SECRET_NAME, SECRET_HOME, SECRET_TITLE, SECRET_TEXT, SECRET_ANSWER)


@dataclass(frozen=True)
class Paper:
    """What a resident has in hand: the petition, its number and query code."""

    petition: Petition
    number: str
    code: str


class Petitions:
    """Everything that is said at the counter of a week, and what becomes of it."""

    def __init__(self, hands: Hands, county: CountyDesk) -> None:
        """Nothing is filed."""
        self.hands, self.drive, self.station = hands, hands.drive, hands.station
        self.county = county
        self.papers: dict[str, Paper] = {}

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no disk of the station may show: the words, the answer, the code."""
        return (*SECRETS, self.papers["confidential"].code)

    # Taking down -----------------------------------------------------------------------------------------------------

    def somebody_speaks(self) -> None:
        """A sound file through the microphone; the clerk writes one line, the recording is played back (C22, G2)."""
        self._begin("3784", "杨德林")
        self._open_and_about("公开", "路灯")
        self.drive.click("说一说")
        self._speak(VOICE_S, "petition-speaking")
        self.drive.write(SUMMARY, LAMP)
        self.drive.write(REQUEST, "早点修好")
        self.hands.shot("petition-say")
        self._file("voice", "放完录音，说对")
        self.hands.story.tell("a petition was spoken, 17 seconds; the clerk wrote one line, it was played back, filed")

    def somebody_shows_photos(self) -> None:
        """Two photos; a part of one is blacked out for good (C9)."""
        self._begin("2596", "王宏")
        self._open_and_about("公开", "路烂了")
        self.drive.click("说一说")
        self.drive.write(SUMMARY, ROAD)
        self.drive.write(TEXT, "上个月下大雨以后，学校门口的路塌了一块，孩子上学要绕到田里走。")
        self.drive.click("照片材料")
        self._photograph(1)
        self._black_out("照片1")
        self._photograph(2)
        self.hands.shot("petition-photos")
        self._file("photos", "读完，本人说对")
        self.hands.story.tell("a petition with two photos, a part of one blacked out for good, read back and filed")

    def somebody_confides(self) -> None:
        """Sealed to the county as it is filed; from then on nobody here can open it (C4, G6)."""
        self._new()
        self.drive.click("名册上没有")
        self.drive.write("姓名", SECRET_NAME)
        self.drive.write("住址", SECRET_HOME)
        self._open_and_about("保密", "路灯")
        self.drive.click("说一说")
        self._speak(SHORT_S)
        self.drive.write(SUMMARY, SECRET_TITLE)
        self.drive.write(TEXT, SECRET_TEXT)
        self._file("confidential", "读完，本人说对")
        self.drive.await_text("内容已封好")
        self.hands.shot("petition-sealed")
        self.hands.story.tell("a confidential petition was sealed to the county as it was filed")

    def somebody_without_a_name(self) -> None:
        """No name is asked for, none is kept (C5)."""
        self._new()
        self.drive.click("不留名（匿名）")
        self._about("园林绿化")
        self.drive.click("说一说")
        self.drive.write(SUMMARY, TREES)
        self.drive.write(TEXT, "去年冬天栽的树，死了一半。")
        self._file("anonymous", "念完，按手印")
        self.hands.story.tell("an anonymous petition: no name, a query code on the slip")

    # The county ------------------------------------------------------------------------------------------------------

    def the_county_works(self) -> None:
        """All are registered; one is transferred and asked about, the others are answered."""
        for paper in self.papers.values():
            self.county.step(paper.petition, "registered")
        voice, photos = self.papers["voice"].petition, self.papers["photos"].petition
        self.county.step(voice, "transferred", office="zhujian", text="转给住建局。")
        self.county.step(voice, "answered", text=TOLD)
        self.county.step(photos, "asked", text="塌的地方有多宽？车还能不能过？")
        self.county.step(self.papers["anonymous"].petition, "answered", text="已经安排浇水，开春补栽。")
        self._the_key_s_holder()
        self._until("voice", State.DONE)
        self._until("photos", State.WANTED)
        self._until("anonymous", State.DONE)
        self._until("confidential", State.DONE)
        self.hands.story.tell("the county registered all, transferred one, asked about one, answered three")

    def _the_key_s_holder(self) -> None:
        petition = self.papers["confidential"].petition
        page = self.county.unlock(petition, PETITION_PASSPHRASE)
        missing = [one for one in (SECRET_TITLE, SECRET_TEXT) if one not in page]
        if missing or not any(one.startswith(b"OggS") for one in self.county.sounds(petition)):
            raise AssertionError(f"the holder of the key does not read the confidential petition: {missing}")
        self.county.step(petition, "answered", text=SECRET_ANSWER)

    # They come again -------------------------------------------------------------------------------------------------

    def they_come_again(self) -> None:
        """Answers are read out, printed, judged; a question is answered; the sealed one opens by its code alone."""
        self.hands.open("HomePage")
        self.drive.await_text("件诉求有答复要告诉")
        self.hands.shot("home-answers")
        self._hear_and_judge("voice", "没解决", "还有两盏不亮")
        self._answer_the_county()
        self._ask_by_code("anonymous", "已经安排浇水，开春补栽。")
        self._open_the_sealed_one()
        self.hands.story.tell("answers were printed and read out; one is not solved; the sealed one opened by its code")

    def the_county_must_answer(self) -> None:
        """What is not solved is reopened and answered again; what was asked about is answered; both are solved."""
        voice, photos = self.papers["voice"].petition, self.papers["photos"].petition
        self.hands.hear(lambda: not self._unsent(), "the ratings are at the county")
        self.county.step(voice, "reopened", text="重新安排。")
        self.county.step(voice, "answered", text="又换了两盏，昨晚都亮了。")
        self.county.step(photos, "scheduled", text="来铺水泥。", day=f"{self.hands.clock.now().day:%Y-%m-%d}")
        self.county.step(photos, "answered", text="塌的地方已经填好。")
        self._until("voice", State.DONE)
        self._until("photos", State.DONE)
        self._hear_and_judge("voice", "解决了")
        self._hear_and_judge("photos", "解决了")
        self.county.step(self.papers["anonymous"].petition, "closed")
        self._until("anonymous", State.CLOSED)
        self.hands.hear(lambda: not self._unsent(), "the last rating is at the county")
        self._look_round()
        self.hands.story.tell("reopened, answered again, solved; the state of every petition is the county's")

    def _hear_and_judge(self, kind: str, solved: str, words: str = "") -> None:
        self._show(kind)
        self.drive.click("读给他听")
        self.hands.shot("petition-read-out", once=True)
        self.drive.click("他听好了")
        self.drive.await_text("已经告诉本人")
        self.drive.click("打印给他")
        self.drive.await_text("答复单正在打印")
        self.hands.shot(f"petition-answer-{kind}", once=True)
        self.drive.click(solved)
        if words:
            self.drive.write("他的原话", words)
        self.drive.click(f"{solved}，要求重办" if words else f"记下：{solved}")
        self.drive.await_text(f"本人评价：{solved}")
        if words and self._now(kind).state is not State.REOPEN_ASKED:
            raise AssertionError("not solved, and nobody is asked to do it again")

    def _answer_the_county(self) -> None:
        self._show("photos")
        self.drive.await_text("塌的地方有多宽？")
        self.drive.click("回答县里")
        self.drive.write("他补充的话", "塌了一米多宽，三轮车过不去。")
        self.hands.shot("petition-supplement")
        self.drive.click("交给县里")
        self.drive.await_text("已补充")

    def _ask_by_code(self, kind: str, answer: str) -> None:
        paper = self.papers[kind]
        self.drive.app.nav.open("PetitionAskPage", {})
        self.drive.settle(100)
        self.drive.write(NUMBER, paper.number)
        self.drive.write(CODE, paper.code)
        self.drive.key(Qt.Key.Key_Return)
        self.drive.await_text(answer)
        self.hands.shot(f"petition-asked-{kind}")

    def _open_the_sealed_one(self) -> None:
        self._show("confidential")
        self.drive.await_text("内容已经封好")
        self.hands.shot("petition-confidential")
        self._ask_by_code("confidential", SECRET_ANSWER)
        self.drive.click("打印给他")
        self.drive.await_text("答复单正在打印")
        self.hands.until(lambda: not self._now("confidential").untold_step, "the sealed answer is told")

    def _look_round(self) -> None:
        self.drive.app.nav.open("PetitionListPage", {})
        self.drive.settle(200)
        self.drive.click("按状态")
        self.drive.settle(200)
        self.hands.shot("petitions-by-state")

    # Small things ----------------------------------------------------------------------------------------------------

    def _new(self) -> None:
        self.hands.clock.advance(seconds=90)
        self.drive.click("问政", nth=0)  # of the rail; the first screen has one more
        self.drive.settle(100)
        self.hands.shot("petitions-hub", once=True)
        self.drive.click("新诉求")
        self.drive.settle(100)

    def _begin(self, tail: str, name: str) -> None:
        self._new()
        self.drive.write(SEARCH, tail)
        self.drive.await_text(name)
        self.drive.click(name)
        self.drive.settle(100)

    def _open_and_about(self, secrecy: str, word: str) -> None:
        self.drive.click("公开程度")
        self.hands.shot("petition-how-open", once=True)
        self.drive.click(secrecy)
        self._about(word)

    def _about(self, word: str) -> None:
        self.drive.click("哪类事")
        self.hands.shot("petition-tiles", once=True)
        self.drive.write(WORD, word)
        self.drive.settle(150)
        self.drive.key(Qt.Key.Key_Return)
        self.drive.await_text("换一类")

    def _speak(self, seconds: int, shot: str = "") -> None:
        self.drive.click("开始说")
        self.drive.settle(1_000)
        if shot:
            self.hands.shot(shot)
        self.hands.until(lambda: self.drive.sees(f"0:{seconds:02}"), "it is said")
        self.drive.click("说完了，停")
        self.drive.await_text("听一遍")

    def _photograph(self, number: int) -> None:
        self.hands.village.camera.show(damage(number))
        self.drive.settle(600)
        self.drive.click("拍照片")
        self.drive.await_text(f"照片{number}")
        self.hands.village.camera.clear()

    def _black_out(self, what: str) -> None:
        """With the finger, over the middle."""
        self.drive.click(f"涂黑{what}的一块")
        self.drive.settle(400)
        sheet = self.drive.find("用手指划", pressable=True)
        centre = sheet.boundingRect().center()
        a, b = (sheet.mapToScene(centre * share).toPoint() for share in (0.8, 1.2))
        _drag(self.drive.window, a, b)
        self.drive.settle(100)
        self.hands.shot("petition-blacked-out")
        self.drive.click("涂黑")
        self.drive.settle(300)

    def _file(self, kind: str, confirm: str) -> None:
        before = {one.id for one in self._all()}
        self.drive.click("读给本人听")
        self.hands.shot(f"petition-read-back-{kind}")
        self.drive.click(confirm)
        self.drive.click("交上去，打印回执")
        self.drive.await_text("已收下")
        self.hands.shot(f"petition-filed-{kind}")
        (one,) = (one for one in self._all() if one.id not in before)
        front = self.drive.app.nav.front
        code = str(front.shown("code")) if front else ""
        self.papers[kind] = Paper(Petition(self.station.code, one.id), one.number, code)

    def _show(self, kind: str) -> None:
        self.hands.stay(60)
        self.drive.app.nav.open("PetitionPage", {"id": self.papers[kind].petition.number})
        self.drive.settle(150)

    def _until(self, kind: str, state: State) -> None:
        self.hands.hear(lambda: self._now(kind).state is state, f"{kind}: {state}")

    def _now(self, kind: str) -> PetitionView:
        with self.station.store.read() as db:
            return views.one(db, self.station, self.papers[kind].petition.number, self.station.clock.now())

    def _all(self) -> tuple[PetitionView, ...]:
        with self.station.store.read() as db:
            return listing.desk(db, self.station, self.station.clock.now(), by="state").petitions

    def _unsent(self) -> int:
        with self.station.store.read() as db:
            return journal.outbox(db).count


def damage(seed: int) -> bytes:
    """A photo of a road with a hole in it, as a hand takes it."""
    chance = np.random.default_rng(seed)
    grain = chance.normal(150, 22, (720, 960))
    down, across = np.mgrid[0:720, 0:960]
    hole = ((across - 430 - 60 * seed) / 210) ** 2 + ((down - 400) / 120) ** 2 < 1 + 0.2 * np.sin(across / 23)
    grey = np.where(hole, grain * 0.35, grain * (0.75 + 0.25 * down / 720))
    road = np.stack([grey * tint for tint in (1.0, 0.96, 0.9)], axis=-1)
    made = io.BytesIO()
    Image.fromarray(np.clip(road, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1)).save(made, "JPEG")
    return made.getvalue()


def _drag(window: QQuickWindow, a: QPoint, b: QPoint) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window, left, none, a)
    QTest.mouseMove(window, b)
    QTest.mouseRelease(window, left, none, b)
