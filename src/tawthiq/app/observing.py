"""What people write down while they watch: what they see, whom they see, and that they looked through it."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tawthiq.app.editing import Hand, own, state
from tawthiq.app.footage_clock import footage_clock
from tawthiq.app.own_words import own_words
from tawthiq.record.agent import Agent
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.record.judgement import EntityKind, Introduction
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Term
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.queries import StatementRow

BLIND, OPEN = "blind", "with-proposals"
"""How a pass over an item was made: without seeing what machines propose, or seeing it."""


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


def observe(hand: Hand, span: Span, text: str) -> Digest:
    """What a person sees or hears in `span`, in their words and language."""
    if not text.strip():
        raise LawBroken("an observation needs words")
    return _stated(hand, own(hand, span, "observation", own_words(text), (span,), Method.OBSERVED))


def note_person(hand: Hand, span: Span, label: str) -> Digest:
    """A person seen in `span`, by whatever they can be called; alive or dead: unknown. The entity's id."""
    called = label.strip()
    if not called:
        raise LawBroken("say how this person can be told from others, in a few words")
    introduced = Introduction(EntityKind.PERSON, called)
    person = _stated(hand, own(hand, span, "entity", introduced, (span,), Method.OBSERVED))
    about = Mention(person)
    _stated(hand, own(hand, about, "person.status", Term("unknown"), (span, about), Method.OBSERVED))
    return person


def passed(hand: Hand, item: Digest, visible: Sequence[Digest], *, blind: bool) -> Digest:
    """That a person has looked through `item`, and which machine proposals were visible meanwhile."""
    about = Span(item)
    shown = () if blind else tuple(Mention(each) for each in visible)
    how = Term(BLIND if blind else OPEN)
    return _stated(hand, own(hand, about, "viewing", how, (about, *shown), Method.OBSERVED))


def has_passed(rows: Sequence[StatementRow], by: Agent | None) -> bool:
    """Whether `by` is among those who looked through the item that `rows` are about."""
    return any(row.statement.property == "viewing" and row.statement.said_by == by for row in rows)


def _stated(hand: Hand, statement: Statement) -> Digest:
    _, ids = state(hand, [statement])
    return ids[0]
