"""How people and billers write the ref of an entry: the station's code, its life, and the number within that."""

EPOCH_STEP = 10**9
"""``ref = epoch * EPOCH_STEP + sequence``."""
serial_digits = 6


def serial(station: str, ref: int) -> str:
    """The serial number (流水号) on slip, screen and the county's pages: ``430726-0112-1-000123``."""
    epoch, seq = divmod(ref, EPOCH_STEP)
    return f"{station}-{epoch}-{seq:0{serial_digits}}"


def read(text: str) -> int | None:
    """The ref that a serial names, whatever the station; None when it is none."""
    parts = text.strip().rsplit("-", 2)
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts[1:]):  # noqa: PLR2004
        return None
    epoch, seq = map(int, parts[1:])
    return epoch * EPOCH_STEP + seq if epoch > 0 and 0 < seq < EPOCH_STEP else None
