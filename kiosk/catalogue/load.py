"""Take a catalogue from a folder. A broken one never replaces a good one, and is never used in part.

The folder is data from outside: file sizes are bounded, links are not followed out of it.
"""

from dataclasses import dataclass
from pathlib import Path

import resources
from kiosk.catalogue.book import Catalogue
from kiosk.catalogue.check import check
from kiosk.catalogue.formats import FILES
from kiosk.errors import CatalogueBroken, Problem

file_bytes_max = 4 * 1024 * 1024


@dataclass(frozen=True)
class Reloaded:
    """What came of looking at a folder again.

    Attributes:
        catalogue: The new one, or the one in force when the new one has problems.
        problems: Why it was not taken; empty when it was.
        notes: What was ignored.
    """

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def default_folder() -> Path:
    """The catalogue that ships: 石门县, to begin with and to fall back on."""
    return resources.path("catalogue")


def load(folder: Path | None = None) -> Catalogue:
    """Load a folder, by default the one that ships.

    Raises:
        CatalogueBroken: With every fault of every file.
    """
    files, problems = _read(folder or default_folder())
    checked = check(files)
    if problems or checked.catalogue is None:
        raise CatalogueBroken((*problems, *checked.problems))
    return checked.catalogue


def reload(current: Catalogue, folder: Path) -> Reloaded:
    """Look at a folder again; ``current`` stays in force unless the folder is without a fault."""
    files, problems = _read(folder)
    checked = check(files)
    if problems or checked.catalogue is None:
        return Reloaded(current, (*problems, *checked.problems), checked.notes)
    return Reloaded(checked.catalogue, (), checked.notes)


def _read(folder: Path) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The known files' bytes, and what cannot be read."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in FILES:
        path = folder / name
        try:
            fault = _unfit(path)
            files[name] = b"" if fault else path.read_bytes()
        except FileNotFoundError:
            continue  # the check names it
        except OSError as error:
            fault = Problem(name, "catalogue.unreadable", {"what": error.strerror or "?"})
        problems += [fault] if fault else []
    return files, tuple(problems)


def _unfit(path: Path) -> Problem | None:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return Problem(path.name, "catalogue.not_a_file")
    if path.stat().st_size > file_bytes_max:
        return Problem(path.name, "catalogue.too_large", {"most": file_bytes_max})
    return None
