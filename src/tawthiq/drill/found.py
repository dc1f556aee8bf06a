"""What a record holds, by the names the truth uses: paths of the material, seconds, locators."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from tawthiq.drill.truth import Truth
from tawthiq.record.agent import AgentKind
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.review import OVERRULED, Standing
from tawthiq.record.selector import Lines, Pointer, Row
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.queries import StatementRow

_JUDGED = frozenset({Standing.ACCEPTED, Standing.REJECTED, Standing.CORRECTED, Standing.DISPUTED})


@dataclass(frozen=True)
class Found:
    """A record as the score reads it; what a person rejected, corrected or withdrew is left out.

    `ran`: the stages of which a task was done, for "not attempted" is not "found nothing". `judged`: the
    proposals of software on which a person gave a verdict, those that were refused too. `families`: the
    files of each family of copies.
    """

    paths: Mapping[Digest, tuple[str, ...]]
    statements: tuple[StatementRow, ...]
    rejects: tuple[Reject, ...]
    ran: frozenset[str]
    judged: tuple[StatementRow, ...] = ()
    families: tuple[frozenset[str], ...] = ()

    def of(self, *properties: str) -> Iterator[StatementRow]:
        """The statements of these properties."""
        return (row for row in self.statements if row.statement.property in properties)

    def said_of(self, path: str, *properties: str) -> Iterator[StatementRow]:
        """Those about the file of that path, or about a part of it."""
        for row in self.of(*properties):
            about = row.statement.about
            if isinstance(about, Span) and path in self.paths.get(about.item, ()):
                yield row

    def by_people(self, *properties: str) -> Iterator[StatementRow]:
        """Those that a person wrote down, or said in a list that was read by columns a person explained."""
        for row in self.of(*properties):
            if row.statement.recorded_by.kind is not AgentKind.SOFTWARE or (
                row.statement.method == "parsed" and row.statement.said_by.kind is not AgentKind.SOFTWARE
            ):
                yield row

    def has_run(self, stage: str) -> bool:
        """Whether a task of `stage`, or of a part of it ("watch/…"), was done."""
        return any(stage in (run, run.partition("/")[0]) for run in self.ran)

    @property
    def compared_sounds(self) -> bool:
        """Whether recordings were put beside each other for one clock, even if no two of them were near."""
        return any(map(self.has_run, ("sync", "sync.item", "events")))

    def locators(self, row: StatementRow) -> frozenset[tuple[str, str]]:
        """Path and locator of every post, line and row that a statement cites itself."""
        return frozenset(
            (path, locator)
            for span in row.statement.spans
            if (locator := locator_of(span))
            for path in self.paths.get(span.item, ())
        )

    def rests_on(self, row: StatementRow) -> frozenset[tuple[str, str]]:
        """The same of a statement and of those that it cites, such as what a post was read as."""
        cited = (self._by_id.get(mention.statement) for mention in row.statement.mentions)
        return self.locators(row).union(*(self.locators(each) for each in cited if each is not None))

    @cached_property
    def _by_id(self) -> dict[Digest, StatementRow]:
        return {row.id: row for row in self.statements}

    @property
    def times(self) -> tuple[datetime, ...]:
        """When its statements were logged, in order."""
        return tuple(sorted(row.at for row in self.statements))


def read_found(index: Index, truth: Truth, families: Iterable[Iterable[Digest]] = ()) -> Found:
    """The record behind `index`; files are known by the paths of `truth`, however deep they were given.

    `families` are those of the record, by item: no statement says them.
    """
    known = {each.path for each in truth.files}
    items = queries.items(index, seen_by=Access.RESTRICTED)
    rows = queries.statements(index, seen_by=Access.RESTRICTED)
    paths = {row.item.digest: tuple(p for n in row.names if (p := _path(n, known))) for row in items}
    return Found(
        paths,
        tuple(row for row in rows if row.standing not in OVERRULED),
        queries.rejects(index),
        queries.stages_run(index),
        tuple(row for row in rows if row.statement.is_proposal and row.standing in _JUDGED),
        tuple(frozenset(p for item in members for p in paths.get(item, ())) for members in families),
    )


def _path(name: str, known: set[str]) -> str:
    parts = name.split("/")
    return next((p for i in range(len(parts)) if (p := "/".join(parts[i:])) in known), "")


def locator_of(span: Span) -> str:
    """Where in its file a post or row stands, as the truth writes it; empty where the span does not say."""
    for selector in span.selectors:
        match selector:
            case Pointer(pointer=pointer):
                return pointer
            case Lines(first=first):
                return f"line/{first}"
            case Row(number=number):
                return f"row/{number}"
    return ""


def seconds_of(row: StatementRow) -> tuple[Fraction, Fraction] | None:
    """From which second to which a statement speaks; the same twice for a moment, None for none."""
    about = row.statement.about
    seconds = about.seconds if isinstance(about, Span) else None
    if seconds is None:
        return None
    return seconds.start, seconds.start if seconds.end is None else seconds.end
