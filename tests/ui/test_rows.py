"""The list model keeps in step with what is asked of it, whatever the change, and tells QML truly."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from ui.models.rows import RowsModel

LISTS = st.lists(st.integers(0, 12), unique=True, max_size=10)


def rows(keys: list[int], mark: str) -> list[dict[str, object]]:
    return [{"id": key, "title": f"{key}{mark if key % 3 == 0 else ''}"} for key in keys]


@given(before=LISTS, after=LISTS)
def test_it_shows_what_it_was_given(before: list[int], after: list[int]) -> None:
    model = RowsModel(("id", "title"))
    tester = QAbstractItemModelTester(model)
    shadow: list[object] = []
    model.rowsInserted.connect(
        lambda _, first, last: shadow.__setitem__(slice(first, first), [None] * (last - first + 1))
    )
    model.rowsRemoved.connect(lambda _, first, last: shadow.__delitem__(slice(first, last + 1)))
    model.modelReset.connect(lambda: shadow.__setitem__(slice(None), [None] * model.rowCount()))
    model.replace(rows(before, ""))
    model.replace(rows(after, "!"))
    assert list(model.rows) == rows(after, "!")
    assert len(shadow) == model.rowCount(QModelIndex()) == model.count == len(after)
    del tester


def test_a_row_that_stays_is_not_rebuilt() -> None:
    model = RowsModel(("id", "title"))
    model.replace(rows([1, 2, 3], ""))
    told: list[str] = []
    model.modelReset.connect(lambda: told.append("reset"))
    model.rowsRemoved.connect(lambda *_: told.append("removed"))
    model.rowsInserted.connect(lambda *_: told.append("inserted"))
    model.dataChanged.connect(lambda *_: told.append("changed"))
    model.replace(rows([4, 1, 3], "!"))
    assert told == ["removed", "inserted", "changed"]
