"""People and households: who lived there, who asks after whom, and what is said to have become of them.

A status never takes the place of another: each stays with its source and its day, and nothing here decides
between them. How a family can be reached, and whether it may be, is restricted from the first word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tawthiq.app.editing import Edit, Hand, state
from tawthiq.app.entity_edits import Basis, grounded, introduce, say_all, say_of, sentence
from tawthiq.app.own_words import own_words
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.record.span import Mention
from tawthiq.record.value import EntityKind, Link, Term, Value

CLOSED = ("person.contact", "person.contact-consent")
"""Restricted whatever the rest is: whoever reads them can find a family."""


@dataclass(frozen=True, slots=True)
class MissingReport:
    """Somebody asks after a person: who asks, where and when they last were, how to answer.

    `contact` is how those who ask can be reached, `consent` whether and for what they may be, in their
    words; both are kept restricted.
    """

    name: str
    asked_by: str
    last_seen: str = ""
    residence: str = ""
    age: str = ""
    contact: str = ""
    consent: str = ""


def add_person(hand: Hand, names: Sequence[str], label: str, basis: Basis) -> tuple[Edit, Digest]:
    """A person, with every name as it is written; without names an unnamed one, called `label`."""
    written = [name.strip() for name in names if name.strip()]
    based = grounded(hand, basis)
    edit, person = introduce(hand, EntityKind.PERSON, label.strip() or (written[0] if written else ""), based)
    named = say_all(hand, person, [("person.name", own_words(name)) for name in written], based)
    return edit + named, person


def set_status(hand: Hand, person: Digest, status: str, basis: Basis) -> Edit:
    """Says what became of a person; "unknown" is kept as what it is. Raises LawBroken on another term."""
    return say_of(hand, person, "person.status", Term(status), basis)


def report_missing(hand: Hand, report: MissingReport, basis: Basis) -> tuple[Edit, Digest]:
    """A missing person as those who ask tell it; they are the source of all of it but the introduction."""
    based = _as_told(hand, report, basis)
    edit, person = add_person(hand, [report.name], "", replace(based, source=None))
    return edit + _report(hand, person, report, based), person


def ask_after(hand: Hand, person: Digest, report: MissingReport, basis: Basis) -> Edit:
    """Somebody asks after a person whom the record speaks of already; nothing said before gives way."""
    return _report(hand, person, report, _as_told(hand, report, basis))


def _as_told(hand: Hand, report: MissingReport, basis: Basis) -> Basis:
    if not (report.name.strip() and report.asked_by.strip()):
        raise LawBroken("a report names who is missing and who asks")
    told_by = basis.source or Agent(AgentKind.PERSON, report.asked_by.strip())
    return grounded(hand, replace(basis, source=told_by, known_from=basis.known_from or _words(report)))


def _report(hand: Hand, person: Digest, report: MissingReport, based: Basis) -> Edit:
    facts: list[tuple[str, Value]] = [
        ("person.status", Term("missing")),
        ("person.sought-by", own_words(report.asked_by)),
        *((term, own_words(words)) for term, words in _open_words(report) if words.strip()),
    ]
    edit = say_all(hand, person, facts, based)
    for term, words in zip(CLOSED, (report.contact, report.consent), strict=True):
        if words.strip():
            edit += say_of(hand, person, term, own_words(words), replace(based, access=Access.RESTRICTED))
    return edit


def add_household(hand: Hand, label: str, residence: str, basis: Basis) -> tuple[Edit, Digest]:
    """A household, and where it lived as somebody words it."""
    based = grounded(hand, basis)
    edit, household = introduce(hand, EntityKind.HOUSEHOLD, label, based)
    if residence.strip():
        edit += say_of(hand, household, "person.residence", own_words(residence), based)
    return edit, household


def add_member(hand: Hand, household: Digest, person: Digest, basis: Basis) -> Edit:
    """Says that a person belongs to a household; as closed as what is known of either."""
    based = grounded(hand, basis)
    both = replace(based, cites=(*based.cites, Mention(person)))
    edit, _ = state(hand, [sentence(hand, Mention(household), "household.member", Link(person), both)])
    return edit


def link(hand: Hand, person: Digest, term: str, other: Link, basis: Basis) -> Edit:
    """Says what a person is to another: related, the same, or not; both stay. Raises LawBroken."""
    if other.target == person:
        raise LawBroken("choose another person: nobody is related to themselves")
    based = grounded(hand, basis)
    both = replace(based, cites=(*based.cites, Mention(person), Mention(other.target)))
    edit, _ = state(hand, [sentence(hand, Mention(person), term, other, both)])
    return edit


def _open_words(report: MissingReport) -> tuple[tuple[str, str], ...]:
    return (
        ("person.last-seen", report.last_seen),
        ("person.residence", report.residence),
        ("person.age", report.age),
    )


def _words(report: MissingReport) -> str:
    """The report as a note; without how to reach the family, which is restricted."""
    lines = (report.name, report.asked_by, report.last_seen, report.residence, report.age)
    return "\n".join(line.strip() for line in lines if line.strip())
