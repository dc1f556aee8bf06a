"""What a person says of incidents, people and households: introduced, spoken of, linked.

What is said rests on items, on other statements, or on the person's own knowledge, written down. Whoever
said it first (a neighbour, a list) is its speaker; the person at work only wrote it down.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tawthiq.app.editing import Edit, Hand, state
from tawthiq.app.own_knowledge import written_down
from tawthiq.record.agent import Agent
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.record.span import Citation, Mention
from tawthiq.record.statement import Method, Modality, Statement
from tawthiq.record.value import EntityKind, Introduction, Text, Value
from tawthiq.record.when import When


@dataclass(frozen=True, slots=True)
class Basis:
    """What something said rests on: what is cited, and own words on how it is known; one at the least.

    `source` is who says it, None where it is the person at work; `said_at` the day on which they did;
    `modality` whether they assert it, deny it, ask or hand it on.
    """

    cites: tuple[Citation, ...] = ()
    known_from: str = ""
    source: Agent | None = None
    said_at: When | None = None
    access: Access = Access.TEAM
    modality: Modality = Modality.ASSERTS


def grounded(hand: Hand, basis: Basis) -> Basis:
    """`basis` with the own words written down and cited. Raises LawBroken where it rests on nothing."""
    if not basis.known_from.strip():
        if not basis.cites:
            raise LawBroken(
                "it rests on nothing yet", mend="Choose the items that show it, or write how you know it."
            )
        return basis
    note = written_down(hand, basis.known_from, basis.access)
    return replace(basis, cites=(*basis.cites, note), known_from="")


def introduce(hand: Hand, kind: EntityKind, label: str, basis: Basis) -> tuple[Edit, Digest]:
    """Brings an entity into the record; what changed, and its id. Raises LawBroken."""
    if not label.strip():
        raise LawBroken(f"the {kind} needs a name to be called by")
    based = grounded(hand, basis)
    said = sentence(hand, based.cites[0], "entity", Introduction(kind, label.strip()), based)
    edit, ids = state(hand, [said])
    return edit, ids[0]


def say_of(hand: Hand, entity: Digest, term: str, value: Value, basis: Basis) -> Edit:
    """Says one thing of an entity. Raises LawBroken."""
    return say_all(hand, entity, [(term, value)], basis)


def say_all(hand: Hand, entity: Digest, facts: Iterable[tuple[str, Value]], basis: Basis) -> Edit:
    """Says several things of an entity that rest on the same, as one edit."""
    based = grounded(hand, basis)
    about = Mention(entity)
    edit, _ = state(hand, [sentence(hand, about, term, value, based) for term, value in facts])
    return edit


def sentence(hand: Hand, about: Citation, term: str, value: Value, basis: Basis) -> Statement:
    """One statement on a `grounded` basis: judged by the person at work, else observed from the source."""
    handed_on = basis.source is not None and basis.source != hand.by
    return Statement(
        about,
        term,
        value,
        basis.source or hand.by,
        hand.by,
        Method.OBSERVED if handed_on else Method.JUDGED,
        basis.cites,
        modality=basis.modality,
        said_at=basis.said_at,
        access=basis.access,
        language=value.language if isinstance(value, Text) else "",
    )
