"""A batch with partial results (O16): what can be done is done, what cannot is named with its reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.engine import Connection

from kiosk.errors import Trouble
from kiosk.store import savepoint

Item = TypeVar("Item")


@dataclass(frozen=True)
class Failure(Generic[Item]):
    """One item that was not done: ``what`` was asked, and the trouble that says why (``texts.trouble``)."""

    what: Item
    trouble: Trouble


@dataclass(frozen=True)
class Partial(Generic[Item]):
    """What came of a batch, in its order."""

    done: tuple[Item, ...]
    failed: tuple[Failure[Item], ...]


def each(db: Connection, items: Iterable[Item], act: Callable[[Item], object]) -> Partial[Item]:
    """Do ``act`` for every item inside one transaction; an item that fails leaves no trace.

    Args:
        db: Inside ``store.write()``.
        items: In order; each is tried once.
        act: Appends to the journal; may raise Trouble.
    """
    done: list[Item] = []
    failed: list[Failure[Item]] = []
    for item in items:
        try:
            with savepoint(db):
                act(item)
        except Trouble as trouble:
            failed.append(Failure(item, trouble))
        else:
            done.append(item)
    return Partial(tuple(done), tuple(failed))


def single(result: Partial[Item]) -> Item:
    """The one item of a batch of one.

    Raises:
        Trouble: Why it failed.
    """
    if result.failed:
        raise result.failed[0].trouble
    return result.done[0]
