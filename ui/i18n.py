"""Chinese for ``qsTr("English")``: plain JSON, which county IT can read and change, handed to Qt in its own format.

Qt's .ts/.qm files need a compiler and an editor that nobody at a county has, so the .qm is written here, in memory.
A translator that answers in Python would be simpler, and was tried: Qt asks for words on its own threads too (the QML
loader does, while Qt's thread waits for it), and then two threads wait for each other and Python's lock for ever.
"""

import json
import struct
from functools import cache

from PySide6.QtCore import QTranslator

import resources

# The .qm format, from qtranslator.cpp: a magic number, then sections of tag (8 bit), length (32 bit), data; big-endian.
_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES = 0x42, 0x69
_END, _TRANSLATION, _SOURCE_TEXT = 1, 3, 6


class JsonTranslator(QTranslator):
    """Answers ``qsTr`` from ``resources/i18n/<language>/qml-*.json`` (source text → translation).

    A sentence has one translation wherever it stands: the context is left out of the table, so Qt does not compare it.
    """

    def __init__(self, language: str = "zh") -> None:
        """Bind the language; English has no table, so Qt shows the source itself."""
        super().__init__()
        self._data = b""
        self.speak(language)

    def speak(self, language: str) -> None:
        """Switch the language; ``QQmlEngine.retranslate`` then asks for everything again."""
        self._data = compiled(table(language))  # kept: Qt reads from it and makes no copy
        self.load(self._data)


@cache
def table(language: str) -> dict[str, str]:
    """All of QML's sentences in one language."""
    merged: dict[str, str] = {}
    for file in sorted(resources.path("i18n", language).glob("qml-*.json")):
        merged.update(json.loads(file.read_text("utf-8")))
    return merged


def compiled(sentences: dict[str, str]) -> bytes:
    """A .qm file of these sentences (source text → translation)."""
    messages, places = bytearray(), []
    for source, translation in sentences.items():
        places.append((_hash(source), len(messages)))
        messages += _field(_TRANSLATION, translation.encode("utf-16-be"))
        messages += _field(_SOURCE_TEXT, source.encode()) + bytes([_END])
    hashes = b"".join(struct.pack(">II", *place) for place in sorted(places))
    return _MAGIC + _field(_HASHES, hashes) + _field(_MESSAGES, bytes(messages))


def _field(tag: int, data: bytes) -> bytes:
    return struct.pack(">BI", tag, len(data)) + data


def _hash(source: str) -> int:
    """ELF's hash, as Qt uses it; never 0."""
    value = 0
    for byte in source.encode():
        value = (value << 4) + byte
        high = value & 0xF0000000
        value = (value ^ high >> 24) & ~high
    return value or 1
