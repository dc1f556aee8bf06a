"""One item or statement by its id, with all that hangs on it."""

from dataclasses import dataclass
from pathlib import Path

from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound
from tawthiq.record.span import Span
from tawthiq.record.statement import Statement
from tawthiq.record.trace import trace
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.queries import ItemRow, StatementRow
from tawthiq.store.search import Hit, search


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item, where its bytes lie in the folder, and the statements about it by their second."""

    row: ItemRow
    path: Path
    statements: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement, the spans it rests on in the end, and what was said about it."""

    row: StatementRow
    rests_on: tuple[Span, ...]
    about_it: tuple[StatementRow, ...]


def show(folder: Path, name: str) -> ShownItem | ShownStatement:
    """What begins with the digits `name`. Raises NotFound where nothing or more than one thing does."""
    with open_index(open_layout(folder)) as index:
        try:
            return _item(index, name)
        except NotFound as no_item:
            try:
                return _statement(index, name)
            except NotFound:
                raise no_item from None


def find(folder: Path, query: str, limit: int) -> tuple[Hit, ...]:
    """Statements, posts and names with the words of `query`, however they are spelt."""
    with open_index(open_layout(folder)) as index:
        return search(index, query, limit=limit)


def _item(index: Index, name: str) -> ShownItem:
    row = queries.item(index, name)
    path = Path(row.item.external or index.layout.objects / row.item.digest[:2] / row.item.digest)
    return ShownItem(row, path, queries.statements(index, item=row.item.digest))


def _statement(index: Index, name: str) -> ShownStatement:
    row = queries.statement(index, name)

    def lookup(statement: Digest) -> Statement | None:
        return queries.statement(index, statement).statement

    return ShownStatement(row, trace(row.statement, lookup), queries.statements(index, about=row.id))
