"""What people add to a record: what they see, whom they see, and their verdicts. Every write is durable."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tawthiq.app.footage_clock import footage_clock
from tawthiq.record.agent import Agent
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.record.judgement import EntityKind, Introduction, Review, Verdict
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Term, Text, Value
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.queries import StatementRow
from tawthiq.store.writing import RecordWriter

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_LATIN = re.compile(r"[A-Za-z]")

BLIND, OPEN = "blind", "with-proposals"
"""How a pass over an item was made: without seeing what machines propose, or seeing it."""


def language_of(text: str) -> str:
    """ar or en by the letters, empty where neither or both stand there alike."""
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    return "ar" if arabic > latin else "en" if latin > arabic else ""


def span_of(
    index: Index, item: Digest, start: Fraction | None, end: Fraction | None, *, seen_by: Access
) -> Span:
    """The span a person marked, its start moved to the frame that was shown. Raises NotFound, LawBroken."""
    queries.item(index, item, seen_by=seen_by)
    if start is None:
        return Span(item)
    clock = footage_clock(index, item, seen_by=seen_by)
    seconds = clock.second(start) if clock else Seconds(start)
    return Span(item, (replace(seconds, end=end) if end is not None else seconds,))


def observe(record: RecordWriter, span: Span, text: str, by: Agent) -> Digest:
    """What a person sees or hears in `span`, in their words and language."""
    words = text.strip()
    if not words:
        raise LawBroken("an observation needs words")
    said = Text(words, language_of(words))
    return _added(record, _seen(span, "observation", said, by, (span,)))


def note_person(record: RecordWriter, span: Span, label: str, by: Agent) -> Digest:
    """A person seen in `span`, by whatever they can be called; alive or dead: unknown. The entity's id."""
    called = label.strip()
    if not called:
        raise LawBroken("say how this person can be told from others, in a few words")
    person = _added(record, _seen(span, "entity", Introduction(EntityKind.PERSON, called), by, (span,)))
    about = Mention(person)
    _added(record, _seen(about, "person.status", Term("unknown"), by, (span, about)))
    return person


def judge(record: RecordWriter, row: StatementRow, verdict: Verdict, reason: str, by: Agent) -> Digest:
    """A verdict on a statement. Everything but accepting needs a reason. Raises LawBroken."""
    if verdict is Verdict.CORRECT:
        raise LawBroken("a correction says what stands instead; see `correct`")
    if verdict is not Verdict.ACCEPT and not reason.strip():
        raise LawBroken("say why: whoever reads the record after you must be able to follow")
    return _review(record, row, Review(verdict, reason.strip()), by)


def correct(record: RecordWriter, row: StatementRow, words: str, reason: str, by: Agent) -> Digest:
    """Other words in place of a statement's own, which stay in the record. Raises LawBroken."""
    old, better = row.statement, words.strip()
    if not isinstance(old.value, Text | Term):
        raise LawBroken("only words can be corrected here; reject the statement and make another")
    if not better or not reason.strip():
        raise LawBroken("a correction needs the words that stand instead, and a reason")
    value = Text(better, language_of(better)) if isinstance(old.value, Text) else Term(better)
    cites = (*old.cites, Mention(row.id))
    replacement = _added(record, _seen(old.about, old.property, value, by, cites, Method.JUDGED))
    return _review(record, row, Review(Verdict.CORRECT, reason.strip(), replacement), by)


def set_access(record: RecordWriter, about: Citation, access: Access, reason: str, by: Agent) -> Digest:
    """Who may see an item or statement from now on, with the reason as a note that it cites."""
    if not reason.strip():
        raise LawBroken("say why: an access mark protects somebody or lays somebody open")
    note = _seen(about, "note", Text(reason.strip(), language_of(reason)), by, (about,), Method.JUDGED)
    cites = (about, Mention(_added(record, note)))
    return _added(record, _seen(about, "access", Term(access.value), by, cites, Method.JUDGED))


def passed(
    record: RecordWriter, item: Digest, visible: Sequence[Digest], by: Agent, *, blind: bool
) -> Digest:
    """That `by` has looked through `item`, and which machine proposals were visible meanwhile."""
    about = Span(item)
    shown = () if blind else tuple(Mention(each) for each in visible)
    how = Term(BLIND if blind else OPEN)
    return _added(record, _seen(about, "viewing", how, by, (about, *shown)))


def has_passed(rows: Sequence[StatementRow], by: Agent | None) -> bool:
    """Whether `by` is among those who looked through the item that `rows` are about."""
    return any(row.statement.property == "viewing" and row.statement.said_by == by for row in rows)


def _review(record: RecordWriter, row: StatementRow, review: Review, by: Agent) -> Digest:
    """Cites the reviewer's verdict before it, so that accept, reject, accept are three and not two."""
    about = Mention(row.id)
    earlier = queries.statements(
        record.index, about=row.id, properties=("review",), seen_by=Access.RESTRICTED
    )
    mine = [each.id for each in earlier if each.statement.said_by == by]
    cites = (about, *(Mention(each) for each in mine[-1:]))
    return _added(record, _seen(about, "review", review, by, cites, Method.JUDGED))


def _seen(
    about: Citation,
    term: str,
    value: Value,
    by: Agent,
    cites: tuple[Citation, ...],
    method: Method = Method.OBSERVED,
) -> Statement:
    language = value.language if isinstance(value, Text) else ""
    return Statement(about, term, value, by, by, method, cites, language=language)


def _added(record: RecordWriter, statement: Statement) -> Digest:
    return record.add(statements=[statement]).ids[0]
