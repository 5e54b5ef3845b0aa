"""What a category finds wrong with a draft, beside the words: a leaf that is gone, its own questions, what stops it."""

from collections.abc import Iterator

from kiosk.catalogue import Catalogue
from kiosk.errors import Problem
from kiosk.petitions.drafted import Content


def problems(book: Catalogue, content: Content) -> tuple[Problem, ...]:
    """Everything that the chosen category finds wrong."""
    return tuple(_problems(book, content))


def _problems(book: Catalogue, content: Content) -> Iterator[Problem]:
    if content.category and not book.is_category(content.category):
        yield Problem("category", "petitions.category_gone")
