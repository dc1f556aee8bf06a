"""Making an incident of items and people, and what is said of it as a whole."""

from collections.abc import Sequence

from tawthiq.app.editing import Edit, Hand, state, withdraw
from tawthiq.app.entity_edits import Basis, grounded, introduce, sentence
from tawthiq.app.item_edits import Place
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import EntityKind, Link, Unknown, Value, When
from tawthiq.store.told import Told, told, told_about

ACCOUNTS = ("account.weapon", "account.target", "account.actor", "account.motive", "account.toll")
"""What sources say of an incident and may contradict each other in; none replaces another."""

NEEDS = ("need.request", "need.offer", "need.met")
"""What is asked for, offered, and said to be met; in no sheet, since open needs show where people are."""


def make_incident(hand: Hand, label: str, items: Sequence[Digest]) -> tuple[Edit, Digest]:
    """An incident of `items`, which its introduction cites. Raises LawBroken without items or a name."""
    if not items:
        raise LawBroken("an incident is made of items; select some first")
    basis = Basis(tuple(Span(item) for item in items))
    edit, incident = introduce(hand, EntityKind.INCIDENT, label, basis)
    return edit + add_items(hand, incident, items), incident


def add_items(hand: Hand, incident: Digest, items: Sequence[Digest]) -> Edit:
    """Says that each of `items` belongs to the incident."""
    edit, _ = state(hand, [_part(hand, Span(item), incident) for item in dict.fromkeys(items)])
    return edit


def remove_items(hand: Hand, incident: Digest, items: Sequence[Digest]) -> Edit:
    """Withdraws that each of `items` belongs to the incident."""
    found = told(hand.record.index, ("part-of",), items=items, seen_by=Access.RESTRICTED)
    return withdraw(hand, [each.id for each in found if each.stands and each.value.get("target") == incident])


def choose_seconds(hand: Hand, incident: Digest, span: Span) -> Edit:
    """Says which seconds of an item of the incident matter to it: a sheet shows its pictures from there."""
    if span.seconds is None:
        raise LawBroken("say from which second, and to which where it lasts")
    edit, _ = state(hand, [_part(hand, span, incident)])
    return edit


def split(hand: Hand, incident: Digest, items: Sequence[Digest], label: str) -> tuple[Edit, Digest]:
    """Makes a second incident of some `items` of the first, which loses them. Raises LawBroken."""
    if not items:
        raise LawBroken("say which items go to the new incident; select some first")
    basis = Basis((*(Span(item) for item in items), Mention(incident)))
    made, new = introduce(hand, EntityKind.INCIDENT, label, basis)
    moved = add_items(hand, new, items) + remove_items(hand, incident, items)
    return made + moved, new


def add_person(hand: Hand, incident: Digest, person: Digest, basis: Basis) -> Edit:
    """Says that a person belongs to the incident."""
    based = grounded(hand, basis)
    edit, _ = state(hand, [sentence(hand, Mention(person), "part-of", Link(incident, "person"), based)])
    return edit


def settle_place(hand: Hand, incident: Digest, place: Place, basis: Basis) -> Edit:
    """Says where it happened, in place of what this person said before; others' words stay."""
    return _settle(hand, incident, "place", place, basis)


def settle_time(hand: Hand, incident: Digest, time: When | Unknown, basis: Basis) -> Edit:
    """Says when it happened, in place of what this person said before; others' words stay."""
    return _settle(hand, incident, "time", time, basis)


def _settle(hand: Hand, incident: Digest, term: str, value: Value, basis: Basis) -> Edit:
    based = grounded(hand, basis)
    said, ids = state(hand, [sentence(hand, Mention(incident), term, value, based)])
    former = [each for each in _said_before(hand, incident, term) if each.id not in ids]
    return said + withdraw(hand, [each.id for each in former])


def _said_before(hand: Hand, incident: Digest, term: str) -> list[Told]:
    every = told_about(hand.record.index, [incident], seen_by=Access.RESTRICTED)
    return [e for e in every if e.property == term and e.stands and e.said_by == hand.by]


def _part(hand: Hand, span: Span, incident: Digest) -> Statement:
    return sentence(hand, span, "part-of", Link(incident, "item"), Basis((span, Mention(incident))))
