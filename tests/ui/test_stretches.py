"""A thread that does not answer is measured as long as it did not answer."""

import time

from PySide6.QtCore import QEventLoop, QTimer

from ui.app import qt_app
from ui.stretches import Stretches


def spin(ms: int) -> None:
    end = time.perf_counter() + ms / 1000
    while time.perf_counter() < end:
        pass


def test_a_long_stretch_is_seen() -> None:
    qt_app()
    watch, loop = Stretches(), QEventLoop()
    QTimer.singleShot(10, lambda: spin(60))
    QTimer.singleShot(150, loop.quit)
    watch.start()
    loop.exec()
    stretches = watch.stop()
    assert 55 < max(stretches) < 140
    assert sum(1 for ms in stretches if ms > 50) == 1
