"""Notes and coins as counted: by listed faces, none negative, the largest first."""

from kiosk.catalogue import Catalogue
from kiosk.errors import Problem
from kiosk.limits import amount_fen_max, face_count_max
from kiosk.wire.till_events import Counts


def total_fen(counts: Counts) -> int:
    """What they are worth."""
    return sum(face * count for face, count in counts)


def tidy(counts: Counts) -> Counts:
    """As the event keeps them: the largest face first, faces of which there are none left out."""
    return tuple(sorted(((face, count) for face, count in counts if count), reverse=True))


def problems(book: Catalogue, counts: Counts) -> tuple[Problem, ...]:
    """Everything that is wrong with a count; the field is ``face.<fen>``, or ``counts`` for the whole."""
    faces = [face for face, _ in counts]
    found = [Problem(f"face.{face}", "till_face_twice") for face in dict.fromkeys(faces) if faces.count(face) > 1]
    for face, count in counts:
        if face not in book.till.faces:
            found.append(Problem(f"face.{face}", "till_face", {"fen": face}))
        if not 0 <= count <= face_count_max:
            found.append(Problem(f"face.{face}", "till_face_count", {"most": face_count_max}))
    if not found and total_fen(counts) > amount_fen_max:
        found.append(Problem("counts", "till_amount", {"yuan": amount_fen_max // 100}))
    return tuple(found)
