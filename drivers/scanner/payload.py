"""What the bytes of a code say: one reading for pictures, serial ports and twins.

Chinese systems put GBK into QR codes without declaring it; every decoder's own text is then wrong, only the bytes are
exact. So: strict UTF-8 first (it is never right by chance on GBK of any length that matters), else GB18030.
"""

from enum import StrEnum

from kiosk.limits import scan_chars_max


class Fault(StrEnum):
    """Why a payload is to be asked about rather than believed."""

    CONTROL = "control"  # control characters were taken out
    LONG = "long"  # cut at scan_chars_max
    ENCODING = "encoding"  # neither UTF-8 nor GB18030


def read(raw: bytes) -> tuple[str, tuple[Fault, ...]]:
    """Turn a payload into text that may be shown and stored.

    Args:
        raw: The payload, any bytes, without the scanner's terminator.

    Returns:
        The text, at most ``scan_chars_max`` characters, without control characters or blanks at either end; and what
        had to be done to it.
    """
    faults = []
    text = _decoded(raw)
    if "\ufffd" in text:
        faults.append(Fault.ENCODING)
    if any(_is_control(char) for char in text):
        faults.append(Fault.CONTROL)
        text = "".join(char for char in text if not _is_control(char))
    text = text.strip()
    if len(text) > scan_chars_max:
        faults.append(Fault.LONG)
        text = text[:scan_chars_max]
    return text, tuple(faults)


def _decoded(raw: bytes) -> str:
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _is_control(char: str) -> bool:
    """C0, DEL, C1, and the invisible marks that turn text around or hide in it."""
    return char < " " or "\x7f" <= char <= "\x9f" or char in _INVISIBLE


_INVISIBLE = "\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
