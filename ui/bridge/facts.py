"""Facts: the one object that a page owns. Every rule, sum and sentence is finished before QML sees it.

A class of facts names what the page shows, each with ``fact``, and the page's steps as slots::

    @for_qml
    class PickupFacts(Facts):
        changed = Signal()              # first line, always: Qt wants the signal in the class that declares the facts
        codeText = fact(str, changed)

        @Slot(str)
        def find(self, typed: str) -> None:
            self.ask(lambda: desk.find(self.app.station, typed), self._found)

        def _found(self, found: Found) -> None:
            self.show(codeText=found.code)
"""

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable
from shiboken6 import isValid

from kiosk.errors import Bug, NotReady, Trouble

if TYPE_CHECKING:
    from ui.bridge.app import App

log = logging.getLogger(__name__)

T = TypeVar("T")

QML_IMPORT_NAME = "Cunkou.Bridge"  # where QML finds what :func:`for_qml` registers
QML_IMPORT_MAJOR_VERSION = 1
_UNSAID = object()
_OWN = frozenset({"busy", "troubleText", "problems"})


class _Fact(Property):
    def __init__(self, of: type, changed: Signal, default: object) -> None:
        self._name = ""
        self._default = default
        super().__init__(of, self._read, notify=changed)

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def _read(self, owner: "Facts") -> object:
        return owner.shown(self._name, self._default)


class _Part(Property):
    def __init__(self) -> None:
        self._name = ""
        super().__init__(QObject, self._read, constant=True)

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = "_" + name

    def _read(self, owner: QObject) -> object:
        return getattr(owner, self._name)


def for_qml(cls: type[T]) -> type[T]:
    """Make a class of facts known to QML by its own name (``required property PickupFacts facts``)."""
    guarded: type[T] = QmlUncreatable("made when its page opens")(cls)  # type: ignore[operator]  # the stub forgets it
    return QmlElement(guarded)


def fact(of: type[T], changed: Signal, default: T | None = None) -> T:
    """Declare a fact: set by :meth:`Facts.show`, read-only for QML, and read in Python as what it is.

    Args:
        of: ``str``, ``bool``, ``int``, ``float``, ``list`` (of dicts) or ``dict``.
        changed: The class's own ``changed`` signal.
        default: Before anything is shown; by default the type's empty value.
    """
    return cast(T, _Fact(of, changed, of() if default is None else default))


def part(of: type[T]) -> T:  # noqa: ARG001  for the type checker
    """Declare an object that QML may use, kept in ``self._<name>``: a list model, another object of facts."""
    return cast(T, _Part())


class Facts(QObject):
    """What every page's facts have: busy, trouble, problems by field, and the way to the desk thread."""

    restated = Signal()

    busy = fact(bool, restated)
    """A step is running; the page's main button waits."""
    troubleText = fact(str, restated)
    """What is wrong, in plain words; empty hides the banner."""
    problems = fact(dict, restated)
    """Faults of the form: field name → sentence."""

    refresh_on_commit = False
    """Set to True in a page that must follow every change of the store."""

    def __init__(self, app: "App", args: Mapping[str, Any] | None = None) -> None:
        """Keep the app and what the page was opened with; :meth:`opened` does the work."""
        super().__init__(app)
        self.app = app
        self.args: Mapping[str, Any] = args or {}
        self._shown: dict[str, object] = {}
        self._running = 0

    # What a page overrides ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """The page has come to the front for the first time: ask for what it shows."""

    def refresh(self) -> None:
        """Something was committed, the language changed, or the page came back to the front: ask again."""
        self.opened()

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002  the signature pages override
        """A code was scanned while this page is in front. Return False to let the shell say that nothing came of it."""
        return False

    # What a page uses --------------------------------------------------------------------------------------------

    def shown(self, name: str, default: object = None) -> object:
        """A fact as it stands."""
        return self._shown.get(name, default)

    def show(self, **facts: object) -> None:
        """State facts, several at once; QML is told once."""
        fresh = {name: value for name, value in facts.items() if self._shown.get(name, _UNSAID) != value}
        if not fresh:
            return
        self._shown.update(fresh)
        if fresh.keys() & _OWN:
            self.restated.emit()
        if fresh.keys() - _OWN:
            self.changed.emit()  # type: ignore[attr-defined]  # each class has its own

    def text(self, key: str, **values: object) -> str:
        """A sentence in the language of the screen."""
        return self.app.texts(key, **values)

    def ask(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Trouble], bool | None] | None = None,
        *,
        quietly: bool = False,
        aside: bool = False,
        anyway: bool = False,
    ) -> None:
        """Run a desk step or a query off Qt's thread; ``busy`` is true meanwhile.

        Args:
            work: Runs on the desk thread; must not touch this object.
            then: Gets the result, on Qt's thread.
            failed: Gets a Trouble; return True if it is dealt with, otherwise it is shown as the page's trouble.
            quietly: Without ``busy`` and without wiping the trouble that stands (for refreshing).
            anyway: ``then`` is called also when the page has closed meanwhile; it must not touch this object.
            aside: It takes seconds: not on the desk thread, where somebody may be paying.
        """
        if not quietly:
            self._running += 1
            self.show(busy=True, troubleText="", problems={})
        worker = self.app.aside if aside else self.app.worker
        if aside:
            worker.start()
        worker.ask(
            work,
            lambda result: self._end(quietly, then, result, anyway=anyway),
            lambda error: self._fail(quietly, failed, error),
        )

    @Slot()
    def dismissTrouble(self) -> None:
        """The clerk has read it."""
        self.show(troubleText="")

    def _end(
        self,
        quietly: bool,  # noqa: FBT001
        then: Callable[[Any], None] | None,
        result: object,
        *,
        anyway: bool,
    ) -> None:
        if isValid(self):
            self._settle(quietly)
        elif not anyway:  # its page has closed meanwhile
            return
        if then is not None:
            then(result)

    def _fail(
        self,
        quietly: bool,  # noqa: FBT001
        failed: Callable[[Trouble], bool | None] | None,
        error: Trouble | Bug,
    ) -> None:
        if isinstance(error, Bug):
            self.app.worker.reported.emit(error)
        if not isValid(self):
            return
        self._settle(quietly)
        if isinstance(error, Bug):
            self.show(troubleText=self.text("ui.bug"))
        elif failed is None or not failed(error):
            self.trouble(error)

    def trouble(self, trouble: Trouble) -> None:
        """State a trouble: a form's problems beside their fields, anything else in the banner."""
        if isinstance(trouble, NotReady):
            texts = self.app.texts
            self.show(problems={p.field: texts.problem(p) for p in reversed(trouble.problems)})
        self.show(troubleText=self.app.texts.trouble(trouble))

    def _settle(self, quietly: bool) -> None:  # noqa: FBT001
        if not quietly:
            self._running -= 1
            self.show(busy=self._running > 0)
