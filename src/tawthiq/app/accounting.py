"""Draft accounts: gathered from a record or from one watching, and the line a person writes instead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tawthiq.app.watch_tasks import STAGE
from tawthiq.publish.account.lines import account
from tawthiq.publish.account.told import Line, Look, Subject, Told
from tawthiq.record.agent import Agent
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.measure import Exact
from tawthiq.record.media_time import MediaTime
from tawthiq.record.review import standing
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Method, Statement, statement_id
from tawthiq.record.value import Text
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.queries import ItemRow, StatementRow
from tawthiq.store.told import told_of
from tawthiq.store.writing import RecordWriter

SECOND_PASSES = {
    "speech": ("sound", "second/speech"),
    "translation": ("sound", "second/translation"),
    "text": ("pictures", "second/text"),
    "sounds": ("sound", "second/sounds"),
    "scenes": ("pictures", "second/scenes"),
}
"""What a second pass looks at, by the part of the account that says so: of which stream, in which stage."""

UNSALTED = bytes(32)
"""The salt of ids where there is no record: they name statements in one answer and nowhere else."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft account of one recording."""

    subject: Subject
    lines: tuple[Line, ...]


def drafted(folder: Path, name: str) -> Drafted:
    """The account of the item of the record in `folder` whose digest begins with `name`. Raises NotFound."""
    with open_index(open_layout(folder)) as index:
        return account_of(index, queries.item(index, name))


def account_of(index: Index, row: ItemRow, *, seen_by: Access = Access.TEAM) -> Drafted:
    """The account of an item, from the statements about it that `seen_by` may see."""
    rows = queries.statements(index, item=row.item.digest, seen_by=seen_by)
    reviewers = _reviewers(index, [r.id for r in rows], seen_by)
    told = [Told(r.id, r.statement, r.standing, reviewers.get(r.id, ())) for r in rows]
    stages = queries.stages_done(index, row.item.digest)
    name = next(iter(row.names), row.item.digest)
    subject = subject_of(row.item.digest, name, [r.statement for r in rows], stages)
    return Drafted(subject, account(subject, told))


def drafted_from(item: Digest, name: str, statements: Sequence[Statement], *, whole: bool) -> Drafted:
    """The account of one watching outside a record; `whole`: the pass came to its end."""
    told = [Told(statement_id(UNSALTED, s), s, standing(s, ())) for s in statements]
    mine = [t for t in told if isinstance(t.statement.about, Span) and t.statement.about.item == item]
    subject = subject_of(item, name, [t.statement for t in mine], {STAGE: whole})
    return Drafted(subject, account(subject, mine))


def subject_of(
    item: Digest, name: str, statements: Iterable[Statement], stages: Mapping[str, bool]
) -> Subject:
    """What the account is of, and how each part of it was looked at; `stages`: run, and whether whole."""
    duration: MediaTime | None = None
    streams = set()
    is_film = False
    for said in statements:
        if said.property == "media.duration" and isinstance(said.value, Exact):
            duration = said.value.amount
        if said.property == "media.codec" and isinstance(said.value, Text):
            streams.add({"video": "pictures", "audio": "sound"}.get(said.value.text.partition(":")[0]))
        is_film = is_film or said.property == "media.streams"
    if not is_film:  # a still picture, or nothing that could be read
        return Subject(item, name, duration, (("pictures", _pass(stages)),))
    looks = {part: _pass(stages) if part in streams else Look.NOT_THERE for part in ("pictures", "sound")}
    second = {part: _look(stages, stage) for part, (of, stage) in SECOND_PASSES.items() if of in streams}
    return Subject(item, name, duration, tuple((looks | second).items()))


def _pass(stages: Mapping[str, bool]) -> Look:
    """How the one pass went, in which each analyser is a stage of its own."""
    run = [whole for stage, whole in stages.items() if stage.partition("/")[0] == STAGE]
    return _look({STAGE: all(run)} if run else {}, STAGE)


def _look(stages: Mapping[str, bool], stage: str) -> Look:
    """By `stage` and what it is divided into ("watch" is one stage an analyser)."""
    runs = [whole for name, whole in stages.items() if name == stage or name.startswith(f"{stage}/")]
    if not runs:
        return Look.NOT_DONE
    return Look.DONE if all(runs) else Look.BROKEN_OFF


def _reviewers(
    index: Index, statements: Iterable[Digest], seen_by: Access
) -> Mapping[Digest, tuple[str, ...]]:
    """The names of who reviewed each statement, each once, of those reviews that `seen_by` may see."""
    given = queries.verdicts(index, statements)
    reviews = told_of(index, (each.id for some in given.values() for each in some), seen_by=seen_by)
    names = {review.id: review.said_by.name for review in reviews}
    return {
        statement: tuple(dict.fromkeys(names[each.id] for each in some if each.id in names))
        for statement, some in given.items()
    }


def rewritten(
    item: Digest,
    text: str,
    by: Agent,
    *,
    instead_of: Sequence[Digest],
    start: MediaTime,
    end: MediaTime | None = None,
    language: str = "",
) -> Statement:
    """What a person writes in place of a line: an observation that cites the statements it replaces there."""
    span = Span(item, (Seconds(start, end),))
    return Statement(
        about=span,
        property="observation",
        value=Text(text, language),
        said_by=by,
        recorded_by=by,
        method=Method.OBSERVED,
        cites=(span, *(Mention(id) for id in instead_of)),
        language=language,
    )


def rewrite(record: RecordWriter, statement: Statement) -> StatementRow:
    """Adds what `rewritten` made. Raises LawBroken where it cites what is not in the record."""
    (added,) = record.add(statements=[statement]).ids
    return queries.statement(record.index, added)
