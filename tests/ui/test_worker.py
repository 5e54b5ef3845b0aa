"""The desk thread: work off Qt's thread, answers on it; a Trouble is named, a surprise becomes a Bug."""

import threading

import pytest
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest

from kiosk.errors import Bug, NoLink, Trouble
from ui.app import qt_app
from ui.bridge.worker import Worker


@pytest.fixture
def worker():
    qt_app()
    made = Worker()
    made.start()
    yield made
    made.stop()


def until_idle(worker: Worker) -> None:
    deadline = QDeadlineTimer(5000)
    while worker.waiting and not deadline.hasExpired():
        QTest.qWait(2)
    assert not worker.waiting


def test_work_there_answers_here(worker: Worker) -> None:
    seen: list[object] = []

    def work() -> str:
        seen.append(threading.current_thread().name)
        return "done"

    worker.ask(work, lambda result: seen.extend([result, threading.current_thread()]), lambda _: seen.append("no"))
    until_idle(worker)
    assert seen == ["desk", "done", threading.main_thread()]


def test_troubles_and_surprises(worker: Worker, caplog) -> None:
    errors: list[Trouble | Bug] = []

    def no_link() -> None:
        raise NoLink

    def surprise() -> None:
        raise KeyError("x")

    worker.ask(no_link, lambda _: None, errors.append)
    worker.ask(surprise, lambda _: None, errors.append)
    until_idle(worker)
    assert isinstance(errors[0], NoLink)
    assert isinstance(errors[1], Bug)
    assert isinstance(errors[1].__cause__, KeyError)
    assert "nobody foresaw" in caplog.text


def test_answers_keep_the_order_of_the_questions(worker: Worker) -> None:
    heard: list[int] = []
    for n in range(50):
        worker.ask(lambda n=n: n, heard.append, lambda _: None)
    until_idle(worker)
    assert heard == list(range(50))
