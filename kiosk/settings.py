"""What makes this PC this station: ``station.toml`` in its data folder, written at enrolment, readable by county IT."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.errors import NotFound, Problem, Trouble


class SettingsBroken(Trouble):
    """``station.toml`` is not as it should be.

    Attributes:
        problems: Every fault.
    """

    default_key = "settings.broken"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Carry every fault at once."""
        super().__init__(fields="、".join(problem.field for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Settings:
    """The station's own settings; everything else is catalogue.

    Attributes:
        code: Of the station, as enrolled at the county.
        name: As on screens and slips.
        town: Township.
        village: Code of the village (12 digits) in the divisions.
        hotline: The number on slips.
        county_url: Address of the county centre; "" while there is none.
        county_key: The county's public key (32 bytes); empty while there is none.
        petition_key: The county's public key (X25519, 32 bytes) for confidential petitions; empty while there is none.
        county_ca: File of the county's certificate authority; "" for the system's.
        printer: Connector of the receipt printer, for example ``serial:/dev/ttyUSB0?baud=9600``; "" for none.
        label_printer: Connector of the label printer; "" when the receipt printer prints labels too.
        printer_profile: Name of the printer's model in ``resources/printers``.
        scanner: Serial port of the scanner; "" for a keyboard wedge.
        camera: Index or file of the camera; "" for none.
    """

    code: str
    name: str
    town: str
    village: str = ""
    hotline: str = ""
    county_url: str = ""
    county_key: bytes = b""
    petition_key: bytes = b""
    county_ca: str = ""
    printer: str = ""
    label_printer: str = ""
    printer_profile: str = "58mm-gbk"
    scanner: str = ""
    camera: str = ""
    unknown: dict[str, object] = field(default_factory=dict, hash=False)


_NEEDED = ("code", "name", "town")
_TEXTS = (
    *_NEEDED, "village", "hotline", "county_url", "county_ca", "printer", "label_printer", "printer_profile", "scanner",
    "camera",
)  # fmt: skip
_KEYS = ("county_key", "petition_key")
_TEXT_CHARS_MAX = 200
_KEY_HEX_CHARS = 64


def load(file: Path) -> Settings:
    """Read the settings.

    Raises:
        NotFound: There are none: the PC is not set up; or they cannot be read.
        SettingsBroken: With every fault at once.
    """
    try:
        values = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError as error:
        raise NotFound("settings.missing", file=file.name) from error
    except OSError as error:
        raise NotFound("settings.unreadable", file=file.name) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsBroken((Problem("station.toml", "settings.not_toml"),)) from error
    problems = [Problem(name, "settings.needed") for name in _NEEDED if not values.get(name)]
    texts = {name: values.pop(name, None) for name in _TEXTS}
    problems += [
        Problem(name, "settings.text")
        for name, value in texts.items()
        if value is not None and (not isinstance(value, str) or len(value) > _TEXT_CHARS_MAX)
    ]
    keys = {name: values.pop(name, "") for name in _KEYS}
    problems += [Problem(name, "settings.key") for name, key in keys.items() if not _is_key(key)]
    if problems:
        raise SettingsBroken(tuple(problems))
    given = {name: value for name, value in texts.items() if value is not None}
    return Settings(
        **given,
        county_key=bytes.fromhex(keys["county_key"]),
        petition_key=bytes.fromhex(keys["petition_key"]),
        unknown=values,
    )


def to_toml(settings: Settings) -> str:
    """The file's text."""
    lines = [f'{name} = "{_escaped(getattr(settings, name))}"' for name in _TEXTS if getattr(settings, name)]
    lines += [f'{name} = "{getattr(settings, name).hex()}"' for name in _KEYS if getattr(settings, name)]
    return "\n".join(lines) + "\n"


def _is_key(text: object) -> bool:
    if not isinstance(text, str) or len(text) not in {0, _KEY_HEX_CHARS}:
        return False
    try:
        return bytes.fromhex(text) is not None
    except ValueError:
        return False


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
