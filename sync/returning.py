"""The line is back, after a start or after it was down: the moment to ask what became of what is open (M8)."""

import logging
from collections.abc import Callable

from kiosk.errors import StoreTrouble
from sync.courier import AWAY, Courier

log = logging.getLogger(__name__)


class Returning:
    """Hears the courier's changes and does something once for each return."""

    def __init__(self, courier: Courier, then: Callable[[], object]) -> None:
        """Listen to ``courier``; ``then`` is called on its thread, outside any transaction, and is quick."""
        self._courier, self._then = courier, then
        self._was = courier.state().link
        courier.on_change(self._heard)

    def _heard(self) -> None:
        link = self._courier.state().link
        back = self._was in AWAY and link not in AWAY
        self._was = link
        if back:
            try:
                self._then()
            except StoreTrouble as error:  # no room for a question is no reason to stop sending
                log.info("not asked after the return: %s", error)
