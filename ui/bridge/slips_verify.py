"""Is this slip genuine? A verdict that is readable from two metres, with no network (G5)."""

from PySide6.QtCore import Signal, Slot

from kiosk.money import yuan
from kiosk.slips.verdict import Genuine, Verdict, judge
from ui.bridge.facts import Facts, fact, for_qml

_LOOKS = {
    Genuine.YES: ("good", "badge-check"),
    Genuine.NO: ("danger", "octagon-alert"),
    Genuine.UNKNOWN: ("attention", "circle-question-mark"),
    Genuine.NOT_OURS: ("quiet", "info"),
}

_FEN = frozenset({("PICKUP", 2), ("SENT", 2)})
"""Figures that are amounts of money: kind of slip, place of the figure."""


@for_qml
class VerifyFacts(Facts):
    """The page that judges a slip."""

    changed = Signal()

    judged = fact(bool, changed)
    verdictText = fact(str, changed)
    hintText = fact(str, changed)
    tone = fact(str, changed, "quiet")
    icon = fact(str, changed, "qr-code")
    figures = fact(list, changed)
    """``{label, value}``: to be compared with the paper."""
    typed = fact(str, changed)

    def opened(self) -> None:
        """A code may come along from another page."""
        if text := str(self.args.get("text", "")):
            self.judge(text)

    def refresh(self) -> None:
        """The verdict stays; in another language it is said again."""
        if self.typed:
            self.judge(self.typed)

    def scanned(self, text: str, symbology: str, source: str) -> bool:  # noqa: ARG002
        """The slip's QR code."""
        self.judge(text)
        return True

    @Slot(str)
    def judge(self, text: str) -> None:
        """Check what was scanned or typed."""
        text = text.strip()[:512]
        if not text:
            self.clear()
            return
        station = self.app.station
        self.show(typed=text)
        self.ask(lambda: judge(station, text), self._tell)

    @Slot()
    def clear(self) -> None:
        """The next slip."""
        self.show(judged=False, typed="", verdictText="", hintText="", figures=[], tone="quiet", icon="qr-code")

    def _tell(self, verdict: Verdict) -> None:
        tone, icon = _LOOKS[verdict.genuine]
        self.show(
            judged=True,
            verdictText=self.text(f"station-ui.verdict.{verdict.genuine}"),
            hintText=self.text(f"station-ui.verdict.{verdict.genuine}.hint"),
            tone=tone,
            icon=icon,
            figures=self._figures(verdict),
        )

    def _figures(self, verdict: Verdict) -> list[dict[str, str]]:
        code, texts = verdict.code, self.app.texts
        if code is None:
            return [self._figure("station", verdict.station)] if verdict.station else []
        here = f"{self.app.station.name} · " if verdict.here else ""
        rows = [
            self._figure("station", f"{here}{code.station}"),
            self._figure("kind", self._kind(code.kind)),
            self._figure("day", f"{code.day:%Y-%m-%d}"),
            self._figure("ref", str(code.ref)),
        ]
        for number, value in enumerate(code.fields):
            key = f"station-ui.field.{code.kind}.{number}"
            label = texts(key) if texts.has(key) else texts("station-ui.verify.figure", number=number + 1)
            money = (code.kind, number) in _FEN and value.isdigit()
            rows.append(
                {"label": label, "value": texts("station-ui.verify.yuan", yuan=yuan(int(value))) if money else value}
            )
        return [*rows, self._figure("check", verdict.check)]

    def _figure(self, name: str, value: str) -> dict[str, str]:
        return {"label": self.text(f"station-ui.verify.{name}"), "value": value}

    def _kind(self, kind: str) -> str:
        key = f"station-ui.kind.{kind}"
        return self.text(key) if self.app.texts.has(key) else kind
