"""Chinese for QML from plain JSON: every sentence is found, whatever asks and on whatever thread."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from ui.app import qt_app
from ui.i18n import JsonTranslator, compiled, table


@pytest.fixture
def translator():
    app = qt_app()
    made = JsonTranslator("zh")
    app.installTranslator(made)
    yield made
    app.removeTranslator(made)


def test_every_sentence_is_found_in_any_context(translator: JsonTranslator) -> None:
    assert len(table("zh")) > 50
    for source, chinese in table("zh").items():
        assert QCoreApplication.translate("AnyPage", source) == chinese


def test_what_is_not_there_stays_as_it_is(translator: JsonTranslator) -> None:
    assert QCoreApplication.translate("AnyPage", "Nobody wrote this") == "Nobody wrote this"


def test_english_and_back(translator: JsonTranslator) -> None:
    translator.speak("en")
    assert QCoreApplication.translate("AnyPage", "Back") == "Back"
    translator.speak("zh")
    assert QCoreApplication.translate("AnyPage", "Back") == "返回"


def test_rare_characters_survive() -> None:
    made = QTranslator()
    data = compiled({"name “%1”": "𠮷野家 䶮 ☃"})
    assert made.load(data)
    assert made.translate("x", "name “%1”") == "𠮷野家 䶮 ☃"


def test_another_thread_may_ask_while_python_is_busy(translator: JsonTranslator) -> None:
    heard: list[str] = []
    thread = threading.Thread(target=lambda: heard.append(QCoreApplication.translate("Q", "Back")))
    thread.start()
    thread.join(5)
    assert heard == ["返回"]
