"""A long list for QML, kept in step: rows that stay are not rebuilt, so that scrolling and focus survive a refresh."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Property as QtProperty
from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Row = Mapping[str, Any]
_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class RowsModel(QAbstractListModel):
    """Rows of finished facts. A delegate declares ``required property string name`` for each field that it shows."""

    countChanged = Signal()

    def __init__(self, fields: Sequence[str], *, key: str = "id", parent: QObject | None = None) -> None:
        """Declare the rows.

        Args:
            fields: The names that a delegate may ask for; ``key`` is one of them.
            key: The field that tells rows apart.
            parent: Its owner, usually the page's facts.
        """
        super().__init__(parent)
        self._key = key
        self._roles = {_FIRST_ROLE + i: name for i, name in enumerate(fields)}
        self._rows: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they stand."""
        return tuple(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        """Field names for QML."""
        return {role: QByteArray(name.encode()) for role, name in self._roles.items()}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """How many rows; a row has no children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """One field of one row; an absent field is an empty text."""
        name = self._roles.get(role)
        return self._rows[index.row()].get(name, "") if name and index.row() < len(self._rows) else None

    def _count(self) -> int:
        return len(self._rows)

    count = QtProperty(int, _count, notify=countChanged)

    def replace(self, rows: Sequence[Row]) -> None:
        """Show these rows instead: removals, then insertions and changes; a new order falls back to a reset."""
        before = len(self._rows)
        wanted = [row[self._key] for row in rows]
        kept = set(wanted)
        self._remove_all_but(kept)
        here = [row[self._key] for row in self._rows]
        if here == [key for key in wanted if key in set(here)]:
            self._merge(rows)
        else:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
        if len(self._rows) != before:
            self.countChanged.emit()

    def _remove_all_but(self, kept: set[Any]) -> None:
        for at in range(len(self._rows) - 1, -1, -1):
            if self._rows[at][self._key] not in kept:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()

    def _merge(self, rows: Sequence[Row]) -> None:
        """Walk both lists, which agree in order: insert what is new, tell what has changed."""
        for at, row in enumerate(rows):
            if at >= len(self._rows) or self._rows[at][self._key] != row[self._key]:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
            elif self._rows[at] != row:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at))
