"""The sheet of one incident, gathered from the record as its readers may see it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from tawthiq.app.sheet_sources import Sources, inside, parts_of
from tawthiq.publish.public_places import coarse
from tawthiq.publish.sheet import Account, IncidentSheet, PersonView, Said, SealView, Tool
from tawthiq.publish.sheet_page import sheet_html
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.arabic import fold
from tawthiq.record.digest import Digest
from tawthiq.record.errors import UsageError
from tawthiq.record.item import Access
from tawthiq.record.review import OVERRULED, Standing
from tawthiq.record.span import Mention, Span
from tawthiq.record.value import EntityKind, Introduction, Link, Post, Text, Unknown, Value, When
from tawthiq.record.when import certainly_before
from tawthiq.store import queries
from tawthiq.store.durable import place
from tawthiq.store.head import SignedHead
from tawthiq.store.index import Index
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.queries import StatementRow
from tawthiq.store.verify_heads import stored_heads
from tawthiq.store.words import to_words

_PLACES = ("place", "media.location", "exif.location", "post.place")
_TIMES = ("time", "media.clock", "exif.time", "file.time", "page.uploaded")
_SEEN = ("observation", "transcription", "translation", "post", "sound.event", "finding")
_SUMMARY = ("assessment", "independence", "note")
_ACCOUNTS = ("account.weapon", "account.target", "account.actor", "account.motive", "account.toll")
_PEOPLE = {EntityKind.PERSON, EntityKind.HOUSEHOLD}


def write_sheet(
    folder: Path, incident: str, out: Path, seen_by: Access = Access.TEAM, *, grey: bool = True
) -> IncidentSheet:
    """Writes the sheet of the incident whose id begins so to `out`. Raises NotFound, UsageError."""
    with open_index(open_layout(folder)) as index:
        sheet = sheet_of(index, incident, seen_by, grey=grey)
    place(out, sheet_html(sheet).encode(), out.parent)
    return sheet


def sheet_page(
    index: Index, incident: str, seen_by: Access, *, grey: bool = True, language: str = "en"
) -> str:
    """The sheet as one page that needs nothing else, opening in `language`. Raises NotFound, UsageError."""
    return sheet_html(sheet_of(index, incident, seen_by, grey=grey), language)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """All statements that belong to an incident: about it, its members, and its spans of items."""

    about: tuple[StatementRow, ...]
    members: dict[Digest, StatementRow]
    of_members: dict[Digest, tuple[StatementRow, ...]]
    of_items: tuple[StatementRow, ...]
    left_out: int = 0
    overruled: int = 0

    @property
    def every(self) -> tuple[StatementRow, ...]:
        """All of them, about the incident first."""
        return (*self.about, *(row for rows in self.of_members.values() for row in rows), *self.of_items)

    def with_property(self, *properties: str) -> Iterator[StatementRow]:
        """Those of some properties."""
        return (row for row in self.every if row.statement.property in properties)


def sheet_of(index: Index, incident: str, seen_by: Access, *, grey: bool = True) -> IncidentSheet:
    """The sheet as values. What `seen_by` may not see is not in it. Raises NotFound, UsageError."""
    row = queries.statement(index, incident, seen_by=seen_by)
    introduced = row.statement.value
    if not isinstance(introduced, Introduction) or introduced.kind is not EntityKind.INCIDENT:
        raise UsageError(f"{incident} names a statement that introduces no incident")
    parts = [r for r in _parts(index, row.id, seen_by) if r.standing not in OVERRULED]
    spans = [p.statement.about for p in parts if isinstance(p.statement.about, Span)]
    sources = Sources(index, seen_by, parts_of(spans))
    held = _gather(index, row.id, parts, spans, seen_by)
    view = _Views(sources, public=seen_by is Access.PUBLIC)
    times = tuple(view.times(held.with_property(*_TIMES, "post")))
    return IncidentSheet(
        record=index.layout.title,
        record_id=index.layout.id,
        incident=row.id,
        label=introduced.label,
        access=seen_by,
        made_at=datetime.now(UTC).replace(microsecond=0),
        introduced_by=row.statement.said_by,
        summary=view.all(r for r in held.about if r.statement.property in _SUMMARY),
        places=view.all(held.with_property(*_PLACES)),
        times=times,
        seen=view.all(r for r in held.of_items if r.statement.property in _SEEN),
        accounts=tuple(view.accounts(held.with_property(*_ACCOUNTS))),
        people=tuple(view.people(held)),
        others=view.all(r for r in held.members.values() if _kind(r) not in _PEOPLE),
        questions=view.all(held.with_property("question")),
        unknowns=view.all(r for r in held.every if isinstance(r.statement.value, Unknown)),
        disputed=view.all(r for r in held.every if r.standing is Standing.DISPUTED),
        clashing_times=tuple(_clashes(times)),
        sources=tuple(sources.views()),
        tools=tuple(_tools(index, held, spans, seen_by)),
        left_out=held.left_out,
        overruled=held.overruled,
        seal=_seal(index),
        grey=grey,
    )


def _parts(index: Index, incident: Digest, seen_by: Access) -> Iterator[StatementRow]:
    for row in queries.statements(index, citing=incident, properties=("part-of",), seen_by=seen_by):
        if isinstance(row.statement.value, Link) and row.statement.value.target == incident:
            yield row


def _gather(
    index: Index, incident: Digest, parts: Sequence[StatementRow], spans: Sequence[Span], seen_by: Access
) -> _Gathered:
    counts: Counter[str] = Counter()
    entities = dict.fromkeys(
        p.statement.about.statement for p in parts if isinstance(p.statement.about, Mention)
    )
    members = {e: queries.statement(index, e, seen_by=seen_by) for e in entities}
    items = dict.fromkeys(span.item for span in spans)
    of_items = [r for i in items for r in queries.statements(index, item=i, seen_by=seen_by)]
    return _Gathered(
        _standing(queries.statements(index, about=incident, seen_by=seen_by), counts),
        members,
        {e: _standing(queries.statements(index, about=e, seen_by=seen_by), counts) for e in entities},
        _standing((r for r in of_items if _belongs(r, spans)), counts),
        counts["proposed"],
        counts["overruled"],
    )


def _belongs(row: StatementRow, spans: Sequence[Span]) -> bool:
    """In a span of the incident, or a time or place of the whole recording that the span is cut from."""
    about = row.statement.about
    if not isinstance(about, Span):
        return False
    whole = not about.selectors and row.statement.property in (*_TIMES, *_PLACES)
    return whole or inside(about, spans)


def _standing(rows: Iterable[StatementRow], counts: Counter[str]) -> tuple[StatementRow, ...]:
    """Those a sheet may show: not overruled, and no machine's proposal that nobody reviewed."""
    shown = []
    for row in rows:
        if row.standing in OVERRULED:
            counts["overruled"] += 1
        elif row.standing is Standing.PROPOSED:
            counts["proposed"] += 1
        elif row.statement.property not in {"review", "access", "entity"}:
            shown.append(row)
    return tuple(shown)


def _kind(row: StatementRow) -> EntityKind | None:
    value = row.statement.value
    return value.kind if isinstance(value, Introduction) else None


@dataclass(frozen=True, slots=True)
class _Views:
    """Turns rows of the record into what the sheet shows, with places coarse for the public."""

    sources: Sources
    public: bool

    def all(self, rows: Iterable[StatementRow]) -> tuple[Said, ...]:
        """Every row as a statement on the sheet."""
        return tuple(self.said(row) for row in rows)

    def said(self, row: StatementRow, value: Value | None = None, term: str = "") -> Said:
        """One row, or a part of its value as `term`."""
        s = row.statement
        found = value or s.value
        return Said(
            term or s.property,
            coarse(found) if self.public else found,
            s.said_by,
            s.recorded_by,
            s.method,
            s.modality,
            s.said_at,
            row.standing,
            self.sources.cites(s),
        )

    def times(self, rows: Iterable[StatementRow]) -> Iterator[Said]:
        """Times as claimed; of a post, when it says it was sent."""
        for row in rows:
            value = row.statement.value
            if not isinstance(value, Post):
                yield self.said(row)
            elif value.sent is not None:
                yield self.said(row, value.sent, "post.sent")

    def accounts(self, rows: Iterable[StatementRow]) -> Iterator[Account]:
        """Accounts that are the same but for spelling stand together; none is put before another."""
        grouped: dict[tuple[str, object], list[StatementRow]] = {}
        for row in rows:
            value = row.statement.value
            key = fold(value.text) if isinstance(value, Text) else value
            grouped.setdefault((row.statement.property, key), []).append(row)
        for (term, _), same in sorted(grouped.items(), key=lambda each: _ACCOUNTS.index(each[0][0])):
            origins = {o for row in same for o in self.sources.origins(row.statement)}
            said = self.all(same)
            yield Account(term, said[0].value, said, len(origins))

    def people(self, held: _Gathered) -> Iterator[PersonView]:
        """Persons and households that belong, with what is said of each."""
        for entity, row in held.members.items():
            if _kind(row) in _PEOPLE and isinstance(row.statement.value, Introduction):
                rows = held.of_members[entity]
                statuses = [r for r in rows if r.statement.property == "person.status"]
                facts = [r for r in rows if r.statement.property.startswith(("person.", "household."))]
                yield PersonView(
                    row.statement.value.label,
                    self.all(statuses),
                    self.all(r for r in facts if r not in statuses),
                )


def _clashes(times: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Pairs of times that cannot both hold; a clock without a zone is compared with nothing."""
    claimed = [t for t in times if t.property == "time"]
    for one, other in combinations(claimed, 2):
        if _apart(one.value, other.value):
            yield one, other


def _apart(one: Value, other: Value) -> bool:
    if not (isinstance(one, When) and isinstance(other, When)):
        return False
    return bool(certainly_before(one, other) or certainly_before(other, one))


def _tools(index: Index, held: _Gathered, spans: Sequence[Span], seen_by: Access) -> Iterator[Tool]:
    """Every program that said something in the spans, whether it is shown or not."""
    made: dict[Agent, list[StatementRow]] = {}
    items = dict.fromkeys(span.item for span in spans)
    rows = [
        r for i in items for r in queries.statements(index, item=i, seen_by=seen_by) if _belongs(r, spans)
    ]
    for row in {r.id: r for r in (*rows, *held.every)}.values():
        if row.statement.recorded_by.kind is AgentKind.SOFTWARE:
            made.setdefault(row.statement.recorded_by, []).append(row)
    for agent, said in sorted(made.items(), key=lambda each: (each[0].name, each[0].version)):
        proposals = [r for r in said if r.statement.is_proposal]
        yield Tool(
            agent, len(said), len(proposals), sum(r.standing is not Standing.PROPOSED for r in proposals)
        )


def _seal(index: Index) -> SealView | None:
    """The last head; None where the record was never sealed."""
    signed = [s for _, s in stored_heads(index.layout) if isinstance(s, SignedHead)]
    if not signed:
        return None
    head = max(signed, key=lambda s: s.head.at).head
    # The entry that says the head was made is not in it, and is nothing new.
    since = queries.entries(index) - sum(chain.count for chain in head.chains) - 1
    return SealView(head.digest, tuple(to_words(head.digest).split("-")), head.at, max(0, since))
