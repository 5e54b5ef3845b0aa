"""Chinese for ``qsTr("English")``: one translator over plain JSON, which county IT can read and change.

Qt's own .ts/.qm files need a compiler and an editor that nobody at a county has.
"""

import json
from functools import cache

from PySide6.QtCore import QTranslator

import resources


class JsonTranslator(QTranslator):
    """Answers ``qsTr`` from ``resources/i18n/<language>/qml-*.json`` (source text → translation)."""

    def __init__(self, language: str = "zh") -> None:
        """Bind the language; English answers with the source itself."""
        super().__init__()
        self.tongue = language

    def translate(
        self,
        context: str,  # noqa: ARG002  one sentence has one translation wherever it stands
        sourceText: str,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str:
        """The translation, or the source where there is none: an empty text would be shown as it is."""
        return table(self.tongue).get(sourceText, sourceText)

    def isEmpty(self) -> bool:
        """Never: Qt would not ask an empty translator."""
        return False


@cache
def table(language: str) -> dict[str, str]:
    """All of QML's sentences in one language."""
    merged: dict[str, str] = {}
    for file in sorted(resources.path("i18n", language).glob("qml-*.json")):
        merged.update(json.loads(file.read_text("utf-8")))
    return merged
