"""One item or statement by its id, with all that hangs on it."""

from dataclasses import dataclass
from pathlib import Path

from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound
from tawthiq.record.item import Access
from tawthiq.record.span import Span
from tawthiq.record.statement import Statement
from tawthiq.record.trace import trace
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.queries import ItemRow, StatementRow
from tawthiq.store.search import Hit, search
from tawthiq.store.withheld import WITHHELD


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


def show(folder: Path, name: str, seen_by: Access = Access.TEAM) -> ShownItem | ShownStatement:
    """What begins with the digits `name`. Raises NotFound where nothing or more than one thing does.

    What `seen_by` may not see is not there.
    """
    with open_index(open_layout(folder)) as index:
        try:
            return _item(index, name, seen_by)
        except NotFound as no_item:
            try:
                return _statement(index, name, seen_by)
            except NotFound:
                raise no_item from None


def find(folder: Path, query: str, limit: int, seen_by: Access = Access.TEAM) -> tuple[Hit, ...]:
    """Statements, posts and names with the words of `query`, however they are spelt."""
    with open_index(open_layout(folder)) as index:
        return search(index, query, seen_by=seen_by, limit=limit)


def _item(index: Index, name: str, seen_by: Access) -> ShownItem:
    row = queries.item(index, name, seen_by=seen_by)
    path = Path(row.item.external or index.layout.objects / row.item.digest[:2] / row.item.digest)
    return ShownItem(row, path, queries.statements(index, item=row.item.digest, seen_by=seen_by))


def _statement(index: Index, name: str, seen_by: Access) -> ShownStatement:
    row = queries.statement(index, name, seen_by=seen_by)

    def lookup(statement: Digest) -> Statement | None:
        # What is cited may be hidden though what cites it was opened; then the way down ends here.
        if statement == WITHHELD:
            return row.statement
        return queries.statement(index, statement, seen_by=seen_by).statement

    about_it = queries.statements(index, about=row.id, seen_by=seen_by)
    return ShownStatement(row, trace(row.statement, lookup), about_it)
