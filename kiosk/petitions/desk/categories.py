"""What a category finds in a draft: who must hear of it first, what it asks beside the words, who receives it (C20)."""

from collections.abc import Iterator

from kiosk.catalogue import Catalogue, asking
from kiosk.catalogue.formats import Stopper
from kiosk.errors import Problem
from kiosk.petitions.drafted import Content


def stops(book: Catalogue, content: Content) -> tuple[Stopper, ...]:
    """Whom to call before anything else, emergencies first; those that block keep the draft from being filed."""
    if not content.category:
        return ()
    return asking.stops(book.stoppers, book.questions, content.category, dict(content.answers))


def problems(book: Catalogue, content: Content) -> tuple[Problem, ...]:
    """Everything that the chosen category finds wrong; an emergency comes first."""
    return tuple(_problems(book, content))


def _problems(book: Catalogue, content: Content) -> Iterator[Problem]:
    if not content.category:
        return
    if not book.is_category(content.category):
        yield Problem("category", "petitions.category_gone")
        return
    for stopper in stops(book, content):
        if stopper.blocks:
            yield Problem("category", "petitions.emergency", {"call": stopper.call, "what": stopper.zh})
    yield from asking.problems(book.questions, content.category, dict(content.answers))


def answered(book: Catalogue, content: Content) -> tuple[tuple[str, str], ...]:
    """The answers that count: a changed mind leaves others behind."""
    return asking.answered(book.questions, content.category, dict(content.answers))


def office(book: Catalogue, content: Content) -> str:
    """Code of the office that receives it, by village and category."""
    return book.office(content.category, content.place.village).code
