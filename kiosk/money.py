"""Money is an integer count of fen (0.01 yuan). Nothing here rounds silently."""

import re
import unicodedata

from kiosk.limits import amount_fen_max

_AMOUNT = re.compile(r"(?P<yuan>\d{1,9})(?:\.(?P<fen>\d{1,2}))?")


def yuan(fen: int) -> str:
    """An amount as people read it: ``128640`` → ``1,286.40``."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{part:02d}"


def parse_fen(text: str) -> int | None:
    """Read an amount typed by a person, in yuan.

    Full-width digits are folded; a thousands comma is accepted only where one belongs, so
    ``１２,５０`` is no amount.

    Returns:
        Fen, or None when the text is no amount, has more than two decimals, or exceeds ``amount_fen_max``.
    """
    text = unicodedata.normalize("NFKC", text).strip().removeprefix("¥")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d{1,2})?", text):
        text = text.replace(",", "")
    if not (match := _AMOUNT.fullmatch(text)):
        return None
    fen = int(match["yuan"]) * 100 + int((match["fen"] or "").ljust(2, "0"))
    return fen if fen <= amount_fen_max else None
