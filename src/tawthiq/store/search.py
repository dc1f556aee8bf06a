"""Search over the words of statements, posts, names and file names, in the reader's own spelling.

Both sides are folded (`record.arabic`). Words of three letters or more are found anywhere, inside other
words too; shorter ones as whole words, with the small words that Arabic writes onto the next one.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, bindparam, column, select, table

from tawthiq.record.arabic import fold, words
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.store.current import is_current
from tawthiq.store.index import Index
from tawthiq.store.marks import access_of, rank
from tawthiq.store.tables import STATEMENTS, TEXTS
from tawthiq.store.withheld import hidden_among

_SHORTEST_PIECE = 3
_AROUND = 48
_WRITTEN_ON = ("", "ال", "و", "ب", "ل", "ف", "ك", "وال", "بال", "لل", "فال")
"""The, and, in, to, so, like: Arabic joins them to the word that follows."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement with the words sought; `snippet` is a piece of its text as found.

    `item` is what the statement is about, None where that is another statement, or hidden; `part` is where
    in the statement the words stand, for example "text" or "name".
    """

    statement: Digest
    item: Digest | None
    property: str
    part: str
    snippet: str
    access: Access


def search(index: Index, query: str, *, seen_by: Access = Access.TEAM, limit: int = 100) -> tuple[Hit, ...]:
    """Statements of the current view that hold every word of `query`, newest first. No words, no hits."""
    sought = words(query)
    if not sought:
        return ()
    with index.reading() as connection:
        rows = _rows(connection, sought, rank(seen_by), limit)
        hidden = hidden_among(connection, {str(row[1]) for row in rows if row[1]}, seen_by)
    return tuple(_hit(row, sought, hidden) for row in rows)


def _rows(
    connection: Connection, sought: Sequence[str], seen: int, limit: int
) -> Sequence[tuple[object, ...]]:
    held = STATEMENTS.c
    question = (
        select(held.id, held.about_item, held.property, TEXTS.c.part, TEXTS.c.text, held.access)
        .join(STATEMENTS, held.id == TEXTS.c.statement)
        .where(held.access <= seen, is_current())
        .order_by(held.at.desc(), held.writer, held.n.desc(), TEXTS.c.part)
        .limit(limit)
    )
    long = [word for word in sought if len(word) >= _SHORTEST_PIECE]
    short = [word for word in sought if len(word) < _SHORTEST_PIECE]
    if long:
        question = question.where(TEXTS.c.seq.in_(_matching("pieces", " ".join(map(_quoted, long)))))
    if short:
        question = question.where(TEXTS.c.seq.in_(_matching("words", " AND ".join(map(_whole_word, short)))))
    return connection.execute(question).all()


def _matching(name: str, match: str) -> Select[tuple[int]]:
    found = table(name, column("rowid"), column(name))
    return select(found.c.rowid).where(found.c[name].op("MATCH")(bindparam(None, match)))


def _whole_word(word: str) -> str:
    forms = _WRITTEN_ON if not word.isascii() else ("",)
    return "(" + " OR ".join(_quoted(form + word) for form in forms) + ")"


def _quoted(word: str) -> str:
    return f'"{word}"'  # words are letters and digits only, so there is no quote to escape


def _hit(row: tuple[object, ...], sought: Sequence[str], hidden: Container[str]) -> Hit:
    statement, item, name, part, text, access = row
    shown = Digest(str(item)) if item and str(item) not in hidden else None
    return Hit(
        Digest(str(statement)),
        shown,
        str(name),
        str(part),
        snippet(str(text), sought),
        access_of(int(str(access))),
    )


def snippet(text: str, sought: Sequence[str]) -> str:
    """The stretch of `text`, as found, around the first of the folded words `sought` in it."""
    folded, origins = _aligned(text)
    first = min((at for word in sought if (at := folded.find(word)) >= 0), default=0)
    middle = origins[first] if first < len(origins) else 0
    start, end = max(0, middle - _AROUND), min(len(text), middle + _AROUND)
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def _aligned(text: str) -> tuple[str, list[int]]:
    """`text` folded letter by letter, and for each folded letter where it came from."""
    folded, origins = [], []
    for place, letter in enumerate(text):
        for each in fold(letter) or (" " if letter.isspace() else ""):
            folded.append(each)
            origins.append(place)
    return "".join(folded), origins
