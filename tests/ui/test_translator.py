"""The translator answers Qt's C++ for days without wearing out Python's None."""

import sys

from PySide6.QtCore import QCoreApplication

from ui.app import qt_app
from ui.i18n import JsonTranslator


def test_sentences_asked_for_by_qt_cost_no_reference_to_none() -> None:
    app = qt_app()
    translator = JsonTranslator("zh")
    app.installTranslator(translator)
    try:
        before = sys.getrefcount(None)
        for _ in range(500):
            QCoreApplication.translate("QPlatformTheme", "Cancel")
        assert sys.getrefcount(None) - before > -50
    finally:
        app.removeTranslator(translator)
