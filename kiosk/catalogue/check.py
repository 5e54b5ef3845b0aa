"""Read a catalogue's files and judge them as a whole: every fault at once, or a catalogue without any.

Pure: bytes by file name in, a :class:`~kiosk.catalogue.book.Catalogue` or problems out; no disk and no clock. A
problem's ``field`` is ``file: place``, where place is a line or a key path such as ``carriers[2].rules[0].pattern``.
"""

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any, get_args, get_origin

import msgspec

from kiosk.catalogue import check_billers, check_petitions, formats, pattern
from kiosk.catalogue.book import OTHER, Catalogue
from kiosk.errors import Problem

csv_rows_max = 20_000
_NEEDED_FEES = ("pickup", "storage")


@dataclass(frozen=True)
class Checked:
    """The outcome of a check.

    Attributes:
        catalogue: None when there is any problem.
        problems: Faults, in the order of the files.
        notes: What was ignored, such as keys and files of a newer county.
    """

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def check(files: Mapping[str, bytes]) -> Checked:
    """Judge a whole catalogue.

    Args:
        files: Content by file name; names that no version of this program knows are noted, not refused.
    """
    reader = _Reader()
    parsed = {name: reader.file(name, files.get(name)) for name in formats.FILES}
    reader.notes += [Problem(name, "catalogue.unknown_file") for name in sorted(set(files) - set(formats.FILES))]
    if not reader.problems:
        reader.problems += _across(parsed)
    whole = None if reader.problems else Catalogue(digest_of(files), *parsed.values())
    return Checked(whole, tuple(reader.problems), tuple(reader.notes))


def digest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 (hex) over every file's name, length and bytes, in the order of names."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.hexdigest()


class _Reader:
    """Turns files into structs and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def file(self, name: str, data: bytes | None) -> Any:  # noqa: ANN401 - the struct that FILES names
        if data is None:
            return self._fault(name, "", "catalogue.missing_file")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            return self._fault(name, f"byte {error.start}", "catalogue.not_utf8")
        if name in formats.CSV_FILES:
            return self._csv(name, text, formats.CSV_FILES[name])
        return self._toml(name, text, formats.TOML_FILES[name])

    def _toml(self, name: str, text: str, cls: type[Any]) -> Any:  # noqa: ANN401
        try:
            raw = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            return self._fault(name, "", "catalogue.syntax", what=str(error))
        return self._build(cls, raw, name, "")

    def _csv(self, name: str, text: str, cls: type[Any]) -> tuple[Any, ...]:
        reader = csv.DictReader(StringIO(text, newline=""), strict=True)
        try:
            rows = [(reader.line_num, row) for row in reader]
        except csv.Error as error:
            self._fault(name, f"line {reader.line_num}", "catalogue.syntax", what=str(error))
            return ()
        if len(rows) > csv_rows_max:
            self._fault(name, "", "catalogue.too_many_rows", most=csv_rows_max)
            return ()
        for column in set(reader.fieldnames or ()) - {field.name for field in _fields(cls)}:
            self.notes.append(Problem(f"{name}: {column}", "catalogue.unknown_key"))
        return tuple(self._row(name, line, row, cls) for line, row in rows)

    def _row(self, name: str, line: int, row: dict[str, Any], cls: type[Any]) -> Any:  # noqa: ANN401
        place = f"line {line}"
        if None in row or None in row.values():
            return self._fault(name, place, "catalogue.columns")
        try:
            return msgspec.convert(row, cls)
        except msgspec.ValidationError:
            return self._build(cls, row, name, place, noting=False)

    def _build(self, cls: type[Any], raw: Any, name: str, place: str, *, noting: bool = True) -> Any:  # noqa: ANN401
        """A struct from a table, field by field, so that each wrong field is its own problem."""
        if not isinstance(raw, dict):
            return self._fault(name, place, "catalogue.value", what="table")
        known, values, before = _fields(cls), {}, len(self.problems)
        for field in known:
            where = f"{place}.{field.name}" if place else field.name
            if field.name in raw:
                values[field.name] = self._value(field.type, raw[field.name], name, where)
            elif field.required:
                self._fault(name, where, "catalogue.missing")
        if noting:
            extra = sorted(set(raw) - {field.name for field in known})
            self.notes += [
                Problem(f"{name}: {f'{place}.' if place else ''}{key}", "catalogue.unknown_key") for key in extra
            ]
        return cls(**values) if len(self.problems) == before else None

    def _value(self, kind: Any, raw: Any, name: str, place: str) -> Any:  # noqa: ANN401
        item = get_args(kind)[0] if get_origin(kind) is tuple else None
        if isinstance(item, type) and issubclass(item, msgspec.Struct):
            if not isinstance(raw, list):
                return self._fault(name, place, "catalogue.value", what="array of tables")
            return tuple(self._build(item, row, name, f"{place}[{index}]") for index, row in enumerate(raw))
        try:
            return msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            return self._fault(name, place, "catalogue.value", what=str(error))

    def _fault(self, name: str, place: str, key: str, **values: object) -> None:
        self.problems.append(Problem(f"{name}: {place}" if place else name, key, values))


_known: dict[type[Any], tuple[msgspec.structs.FieldInfo, ...]] = {}


def _fields(cls: type[Any]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """A struct's fields; msgspec works them out anew at each call, which was half of the loading time."""
    if cls not in _known:
        _known[cls] = msgspec.structs.fields(cls)
    return _known[cls]


def _across(parsed: dict[str, Any]) -> Iterator[Problem]:
    """What no single field can show: doubles, references and rules between rows."""
    for name, attribute in _LISTS:
        rows = getattr(parsed[name], attribute) if attribute else parsed[name]
        yield from _doubles(f"{name}: {attribute}" if attribute else name, rows)
    yield from _carriers(parsed["carriers.toml"])
    yield from _shelves(parsed["shelves.toml"])
    yield from _fees(parsed["fees.toml"])
    yield from _reasons(parsed["reasons.toml"])
    yield from _notices(parsed["notices.toml"])
    yield from _ladder("limits.toml: ladder_days", parsed["limits.toml"].ladder_days)
    yield from _face(parsed["limits.toml"], parsed["texts.toml"])
    yield from _holidays(parsed["holidays.csv"], parsed["catalogue.toml"].holiday_years)
    yield from _divisions(parsed["divisions.csv"])
    yield from check_billers.in_billers(parsed["billers.toml"], parsed["fees.toml"])
    yield from check_billers.in_till(parsed["till.toml"])
    categories = parsed["categories.csv"]
    yield from check_petitions.in_clocks(parsed["clocks.toml"], categories)
    yield from check_petitions.in_tiles(parsed["tiles.toml"], categories)
    yield from check_petitions.in_offices(parsed["offices.toml"], categories)
    yield from check_petitions.in_questions(parsed["questions.toml"], categories)


_LISTS = (
    ("carriers.toml", "carriers"),
    ("shelves.toml", "styles"),
    ("shelves.toml", "shelves"),
    ("fees.toml", "fees"),
    ("fees.toml", "tariffs"),
    ("marks.toml", "marks"),
    ("reasons.toml", "reasons"),
    ("duties.toml", "duties"),
    ("texts.toml", "texts"),
    ("notices.toml", "notices"),
    ("billers.toml", "billers"),
    ("offices.toml", "offices"),
    ("questions.toml", "questions"),
    ("questions.toml", "stoppers"),
    ("holidays.csv", ""),
    ("categories.csv", ""),
    ("divisions.csv", ""),
)


def _doubles(place: str, rows: Iterable[Any]) -> Iterator[Problem]:
    seen = set()
    for row in rows:
        key = " ".join(str(getattr(row, part)) for part in ("group", "channel", "date", "code") if hasattr(row, part))
        if key in seen:
            yield Problem(place, "catalogue.double", {"what": key})
        seen.add(key)


def _carriers(file: formats.CarriersFile) -> Iterator[Problem]:
    if OTHER not in {carrier.code for carrier in file.carriers}:
        yield Problem("carriers.toml: carriers", "catalogue.needs", {"what": OTHER})
    for index, carrier in enumerate(file.carriers):
        place = f"carriers.toml: carriers[{index}]"
        yield from _ladder(f"{place}.ladder_days", carrier.ladder_days)
        for nth, rule in enumerate(carrier.rules):
            yield from _pattern(f"{place}.rules[{nth}].pattern", rule.pattern)
            yield from _pattern(f"{place}.rules[{nth}].cut", rule.cut) if rule.cut else ()
    for index, question in enumerate(file.questions):
        yield from _pattern(f"carriers.toml: questions[{index}].pattern", question.pattern)


def _pattern(place: str, text: str) -> Iterator[Problem]:
    if why := pattern.fault_in(text):
        yield Problem(place, f"catalogue.pattern_{why}", {"what": text})


def _ladder(place: str, days: tuple[int, ...]) -> Iterator[Problem]:
    steps = 3
    if days and (len(days) != steps or list(days) != sorted(set(days))):
        yield Problem(place, "catalogue.ladder")


def _shelves(file: formats.ShelvesFile) -> Iterator[Problem]:
    known = {style.code for style in file.styles}
    if not file.shelves:
        yield Problem("shelves.toml: shelves", "catalogue.needs", {"what": "shelf"})
    for place, style in (
        ("style", file.style),
        *((f"shelves {shelf.code}.style", shelf.style) for shelf in file.shelves),
    ):
        if style not in known and (style or place == "style"):
            yield Problem(f"shelves.toml: {place}", "catalogue.unknown", {"what": style})
    for look in file.styles:
        # Two shelves may count alike, so a code that does not name the shelf serves two parcels.
        if len(set(look.parts)) != len(look.parts) or not {"shelf", "number"} <= set(look.parts):
            yield Problem(f"shelves.toml: styles {look.code}.parts", "catalogue.parts")


def _fees(file: formats.FeesFile) -> Iterator[Problem]:
    for code in set(_NEEDED_FEES) - {fee.code for fee in file.fees}:
        yield Problem("fees.toml: fees", "catalogue.needs", {"what": code})


def _reasons(file: formats.ReasonsFile) -> Iterator[Problem]:
    for group in formats.ReasonGroup:
        if group not in {reason.group for reason in file.reasons}:
            yield Problem("reasons.toml: reasons", "catalogue.needs", {"what": str(group)})


def _notices(file: formats.NoticesFile) -> Iterator[Problem]:
    for notice in file.notices:
        for text in (notice.zh, notice.en):
            bare = re.sub(r"\{([a-z]+)\}", lambda found: "" if found[1] in formats.NOTICE_FIELDS else found[0], text)
            if "{" in bare or "}" in bare:
                yield Problem(f"notices.toml: notices {notice.code}", "catalogue.placeholder", {"what": bare.strip()})


def _face(limits: formats.Limits, file: formats.TextsFile) -> Iterator[Problem]:
    """Nobody's face is photographed without the notice that the law wants first."""
    if limits.face_photo and formats.FACE_NOTICE not in {text.code for text in file.texts}:
        yield Problem("texts.toml: texts", "catalogue.needs", {"what": formats.FACE_NOTICE})


def _holidays(rows: tuple[formats.Holiday, ...], years: tuple[int, ...]) -> Iterator[Problem]:
    for row in rows:
        weekend = row.date.isoweekday() > 5  # noqa: PLR2004 - Saturday is 6
        if row.date.year not in years:
            yield Problem(f"holidays.csv: {row.date}", "catalogue.year_not_covered", {"what": row.date.year})
        elif row.kind is formats.HolidayKind.WORKDAY_SWAP and not weekend:
            yield Problem(f"holidays.csv: {row.date}", "catalogue.swap_on_weekday")
    for year in years:
        if year not in {row.date.year for row in rows}:
            yield Problem("catalogue.toml: holiday_years", "catalogue.year_empty", {"what": year})


def _divisions(rows: tuple[formats.Division, ...]) -> Iterator[Problem]:
    codes = {row.code for row in rows}
    for row in rows:
        parent = row.parent_code
        if bool(parent) == (row.level == "county") or (
            parent and (parent not in codes or not row.code.startswith(parent))
        ):
            yield Problem(f"divisions.csv: {row.code}", "catalogue.parent", {"what": parent})
