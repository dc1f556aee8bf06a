"""The page on which a person says what the columns of a list mean; nothing is read before that."""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from tawthiq.app.list_explaining import (
    explain_held,
    list_held,
    list_shown,
    mapping_of,
    status_words,
    tried,
)
from tawthiq.app.list_rows import LISTS
from tawthiq.intake.dates import Order
from tawthiq.intake.mapping import ColumnMapping, TableKind
from tawthiq.intake.propose import propose_mapping
from tawthiq.intake.reading import Document, Reading
from tawthiq.publish.value_words import isolated
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import as_digest
from tawthiq.record.errors import LawBroken, NotFound, SourceError
from tawthiq.record.item import Access
from tawthiq.record.selector import Row
from tawthiq.record.span import Span
from tawthiq.record.statement import Modality, Statement
from tawthiq.record.value import Link
from tawthiq.record.vocabulary import STATUSES
from tawthiq.store import queries
from tawthiq.web.asker import Asker, Asking, AtDesk
from tawthiq.web.edit_requests import AtWork
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page
from tawthiq.web.wording import said_of
from tawthiq.web.words import label

router = APIRouter()
PAGE = Page("list", router)

_WHERE = ("time", "place", "latitude", "longitude")
_TOLD = ("account.weapon", "account.target", "account.actor", "account.motive")
_LAST = ("tag", "note", "source")
OFFERED = {
    TableKind.PEOPLE: (
        *("person.name", "person.status", "person.age", "person.sex", "household", "person.residence"),
        *("person.last-seen", "person.sought-by", "person.identified-by", "person.buried", "person.relation"),
        *_WHERE, *_LAST,
    ),
    TableKind.POSTS: (
        *("text", "sent", "author", "account", "number", "url", "attachment", "forwarded-from", "reply-to"),
        *_WHERE, *_TOLD, *_LAST,
    ),
    TableKind.FOOTAGE: (
        *("file", "digest", "url", "start", "end", "observation", "author"), *_WHERE, *_TOLD, *_LAST,
    ),
}  # fmt: skip
"""What a column may hold, by what a row speaks of: the words a person chooses among."""

Short = Annotated[str, Field(max_length=300)]


class Explained(BaseModel):
    """What somebody says the columns mean; see `intake.mapping`."""

    kind: TableKind
    columns: Annotated[dict[Short, Short], Field(max_length=256)]
    status: Annotated[dict[Short, Short], Field(max_length=2000)] = {}
    header: Annotated[int, Field(ge=1, le=2_000_000)] = 1
    sheet: Short = ""
    publisher: Short = ""
    modality: Modality = Modality.ASSERTS
    zone: Short = ""
    date_order: Order | None = None
    radius: Annotated[str, Field(max_length=20)] = "500"

    def mapping(self) -> ColumnMapping:
        """The same as readers know it. Raises LawBroken."""
        try:
            radius = Decimal(self.radius.strip() or "500")
        except InvalidOperation as cause:
            raise LawBroken(f"{self.radius!r} is not a number of metres") from cause
        return ColumnMapping(
            self.kind,
            self.columns,
            {word: term for word, term in self.status.items() if term},
            header=self.header,
            sheet=self.sheet,
            publisher=self.publisher.strip(),
            modality=self.modality,
            zone=self.zone.strip(),
            date_order=self.date_order,
            radius=radius,
        )


@dataclass(frozen=True, slots=True)
class TriedRow:
    """A row and what it would say: the label of each term with its words; and what could not be read."""

    number: int
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What the first rows would say; `complaint`: why they say nothing at all."""

    rows: tuple[TriedRow, ...] = ()
    rejects: tuple[Reject, ...] = ()
    unexplained: tuple[str, ...] = ()
    complaint: str = ""


@router.get("/item/{digest}/columns")
def columns(
    request: Request,
    digest: str,
    desk: AtDesk,
    asker: Asking,
    kind: TableKind | None = None,
    sheet: Annotated[str, Query(max_length=300)] = "",
    header: Annotated[int, Query(ge=0, le=2_000_000)] = 0,
) -> Response:
    """The first rows of a list, with what its columns are said or seem to mean, to be corrected."""
    document = _document(digest, desk, asker)
    mapping = propose_mapping(document, sheet, header) if sheet or header else mapping_of(document)
    if kind is not None and kind is not mapping.kind:
        mapping = replace(mapping, kind=kind, confirmed_by="", confirmed_on="")
    return page(
        request,
        "list.html.j2",
        asker,
        item=document.item,
        shown=list_shown(document, mapping),
        mapping=mapping,
        kinds=tuple(TableKind),
        offered=OFFERED[mapping.kind],
        orders=tuple(Order),
        statuses=STATUSES,
        words=status_words(document, mapping),
        tried=_tried(document, mapping, asker.language),
    )


@router.post("/item/{digest}/columns/tried")
def tried_columns(request: Request, digest: str, given: Explained, desk: AtDesk, asker: Asking) -> Response:
    """The piece of the page that shows what the first rows would say; nothing is kept."""
    document, mapping = _document(digest, desk, asker), given.mapping()
    return page(
        request,
        "list_tried.html.j2",
        asker,
        mapping=mapping,
        statuses=STATUSES,
        words=status_words(document, mapping),
        tried=_tried(document, mapping, asker.language),
    )


@router.post("/item/{digest}/columns")
def confirm(digest: str, given: Explained, desk: AtDesk, asker: Asking, hand: AtWork) -> dict[str, Any]:
    """Keeps what somebody says the columns mean, and reads the list by it."""
    item = _document(digest, desk, asker).item
    reading = explain_held(hand, item, given.mapping())
    return {"href": f"/item/{item}", "found": reading.found, "told": reading.told, "lost": reading.lost}


def _document(digest: str, desk: AtDesk, asker: Asker) -> Document:
    """A list that the asker may see and explain. Raises NotFound; the public explains nothing."""
    row = queries.item(desk.index, digest, seen_by=asker.seen_by)
    if asker.seen_by is Access.PUBLIC or row.item.media_type not in LISTS:
        raise NotFound(f"{digest:.64} is no list of this record")
    return list_held(desk.record, as_digest(row.item.digest), seen_by=asker.seen_by)


def _tried(document: Document, mapping: ColumnMapping, language: str) -> Tried:
    try:
        found = tried(document, mapping)
    except (SourceError, LawBroken) as cause:
        return Tried(complaint=cause.message)
    return Tried(_rows(found.reading, language), found.reading.rejects, found.unexplained)


def _rows(reading: Reading, language: str) -> tuple[TriedRow, ...]:
    says: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for each in reading.statements:
        if (number := _row_of(each)) is not None:
            says[number].append((label(each.property, language), _words(each, language)))
    return tuple(TriedRow(number, tuple(said)) for number, said in sorted(says.items()))


def _row_of(said: Statement) -> int | None:
    selectors = (s for cited in said.cites if isinstance(cited, Span) for s in cited.selectors)
    return next((s.number for s in selectors if isinstance(s, Row)), None)


def _words(said: Statement, language: str) -> str:
    """The value in words; nothing for a link, which points at a row of this very list."""
    told = said_of(said, language)
    return "" if isinstance(said.value, Link) else isolated(told.text) if told.foreign else told.text
