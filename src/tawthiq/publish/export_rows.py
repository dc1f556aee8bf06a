"""The rows of the spreadsheet of everything: columns for people, then what carries the thing itself."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from tawthiq.publish.contents import disarmed
from tawthiq.publish.value_words import when_words, who, words
from tawthiq.record.bodies import Reject
from tawthiq.record.canonical import canonical
from tawthiq.record.carried import ADD_BY, ADD_NOTE, ADD_TAG, SHOWN_ONLY, Carried, checksum, to_cells
from tawthiq.record.codec import to_json
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.fragment import to_fragment
from tawthiq.record.item import Access, Item
from tawthiq.record.review import Standing
from tawthiq.record.selector import Lines, Pointer, Quote, Region, Row, Seconds, Selector
from tawthiq.record.span import Citation, Mention
from tawthiq.record.statement import Statement
from tawthiq.record.value import Link, Overlap, Track, Value
from tawthiq.record.written import written_time

Name = Callable[[Digest], str]
"""What an item or statement is called in this edition: its id, or for the public a number."""

_LONGEST = 16_000
"""Characters of a column for people: what is longer is whole in what the row carries."""

_LETTER_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_JOINERS = "\u200c\u200d"

ITEM_COLUMNS = ("digest", "names", "media_type", "role", "access", "bytes", "logged_at")
STATEMENT_COLUMNS = (
    "id", "about", "property", "value", "modality", "said_by", "said_at", "recorded_by", "method",
    "standing", "access", "cites", "language", "logged_at",
)  # fmt: skip
REJECT_COLUMNS = ("path", "where", "reason", "stage", "item")
ADDED = (ADD_TAG, ADD_NOTE, ADD_BY)


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One row: the cells for people, and the cells that carry (none in an edition for the public)."""

    cells: tuple[str, ...]
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """For whom rows are made; `name` calls things, and the public gets nothing that carries."""

    record: Digest
    name: Name
    public: bool

    def item(self, item: Item, names: Sequence[str], access: Access, at: datetime) -> ExportRow:
        """An item by its names."""
        cells = (self.name(item.digest), " | ".join(names), item.media_type, str(item.role), str(access),
                 str(item.size), written_time(at))  # fmt: skip
        return self._row("item", item.digest, access, cells, item)

    def statement(
        self, id: Digest, said: Statement, standing: Standing, access: Access, at: datetime, hidden: Digest
    ) -> ExportRow:
        """A statement; one that points at what is `hidden` from the reader is shown and not carried."""
        when = when_words(said.said_at, "en") if said.said_at else ""
        cells = (
            self.name(id), self._cited(said.about), said.property, self._value(said.value),
            str(said.modality), who(said.said_by, "en"), when, who(said.recorded_by, "en"),
            str(said.method), str(standing), str(access),
            " ; ".join(map(self._cited, said.cites)), said.language, written_time(at),
        )  # fmt: skip
        whole = hidden.encode() not in canonical(to_json(said))
        return self._row("statement", id, access, cells, said, whole=whole)

    def reject(self, reject: Reject, access: Access) -> ExportRow:
        """What could not be read."""
        item = self.name(reject.item) if reject.item else ""
        cells = (reject.path, reject.where, reject.reason, reject.stage, item)
        return self._row("reject", digest_of(canonical(to_json(reject))), access, cells, reject)

    def _row(
        self,
        kind: str,
        id: Digest,
        access: Access,
        cells: Iterable[str],
        thing: Item | Statement | Reject,
        *,
        whole: bool = True,
    ) -> ExportRow:
        shown = tuple(readable(cell) for cell in cells)
        if self.public:
            return ExportRow(shown)
        if not whole:
            return ExportRow(shown, (SHOWN_ONLY,))
        carried = Carried(kind, id, self.record, access, checksum(shown), to_json(thing))
        return ExportRow(shown, to_cells(carried))

    def _cited(self, citation: Citation) -> str:
        if isinstance(citation, Mention):
            return f"statement:{self.name(citation.statement)}"
        where = fragment(citation.selectors)
        return self.name(citation.item) + (f"#{where}" if where else "")

    def _value(self, value: Value) -> str:
        match value:
            case Link(target=target, role=role):
                return f"{role} {self.name(target)}".strip()
            case Overlap(other=other, start=start, end=end):
                return f"{self.name(other)}#{to_fragment((Seconds(start, end),))}"
            case Track(item=item, rows=rows):
                return f"{self.name(item)}, {rows} rows"
            case _:
                return words(value, "en")


def fragment(selectors: Iterable[Selector]) -> str:
    """Where in an item, in the web's own forms: media fragments, JSON pointers, RFC 5147 lines, quotes."""
    return "&".join(_part(selector) for selector in selectors)


def _part(selector: Selector) -> str:
    match selector:
        case Seconds() | Region():
            return to_fragment((selector,))
        case Row(number, sheet, column):
            named = (("row", str(number)), ("sheet", sheet), ("column", column))
            return "&".join(f"{key}={quote(text, safe='')}" for key, text in named if text)
        case Pointer(pointer):
            return pointer
        case Lines(first, last):
            return f"line={first - 1},{last}"
        case Quote(exact):
            return f":~:text={quote(exact, safe='')}"


def readable(text: str) -> str:
    """One line that any spreadsheet shows as it is: no formula, no control characters, no letter codes."""
    plain = "".join(c if c.isprintable() or c in _JOINERS else " " for c in text[: 2 * _LONGEST])
    flat = _LETTER_CODE.sub("_\u200c", " ".join(plain.split()))
    return disarmed(flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…")
