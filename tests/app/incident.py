"""An invented incident, made by hand in a copy of the case's record, with things that nobody may see."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tawthiq.record.agent import person
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import (
    Circle,
    EntityKind,
    Introduction,
    Link,
    Term,
    Text,
    Unknown,
    Value,
    When,
)  # fmt: skip
from tawthiq.store.layout import open_layout
from tawthiq.store.writing import RecordWriter
from tests.app.case import stated
from tests.store.samples import access_mark, writing

ANALYST = person("R. Analyst")
LABEL = "مبانٍ بين حيّين مختلقين (invented)"
SECRET_NAME, SECRET_WORDS = "Zzyzx Hiddenson", "buried under the bakery of Qwxyz"


@dataclass(frozen=True)
class Made:
    """The incident and what belongs to it."""

    incident: Digest
    person: Digest
    part: Digest
    secret: tuple[Digest, ...]


def judged(about: Citation, term: str, value: Value, *cites: Citation) -> Statement:
    return Statement(about, term, value, ANALYST, ANALYST, Method.JUDGED, cites or (about,))


def make_incident(folder: Path, film: Digest, listed: bool = True) -> Made:
    """The incident of 0:02 to 0:06 of `film`, in the record in `folder`."""
    known = stated(folder, "entity")[:1] if listed else ()
    with writing(open_layout(folder)) as record:
        note = _note(record, "what I know of it myself; invented")
        cite = Span(note)
        about = Span(film, (Seconds(Fraction(2), Fraction(6)),))
        (incident,) = record.add(
            statements=[judged(cite, "entity", Introduction(EntityKind.INCIDENT, LABEL))]
        ).ids
        me = Mention(incident)
        (part,) = record.add(statements=[judged(about, "part-of", Link(incident))]).ids
        who = [judged(Mention(k.id), "part-of", Link(incident)) for k in known]
        weapon = [judged(about, "account.weapon", Text(w), about) for w in ("صاروخ سكود", "air strike")]
        record.add(statements=[*who, *weapon, *_said(me, cite, about)])
        secret = _secret(record, incident)
    return Made(incident, known[0].id if known else incident, part, secret)


def _said(me: Mention, cite: Span, about: Span) -> list[Statement]:
    def at(hour: int, minute: int) -> When:
        moment = datetime(2013, 8, 16, hour, minute, tzinfo=UTC)
        return When(moment, moment, "Asia/Damascus", "")

    circle = Circle(Decimal("36.18912"), Decimal("37.14923"), Decimal(300), "بين الحيين")
    return [
        judged(me, "place", circle, cite),
        judged(me, "time", at(9, 36), cite),
        judged(me, "time", at(11, 10), about),
        judged(me, "question", Text("Who lived in the two buildings? (invented)"), cite),
        judged(me, "account.target", Unknown("nobody says what was aimed at"), cite),
        judged(me, "assessment", Text("Two residential blocks came down. (invented)"), about),
        judged(about, "observation", Text("يركض المصور نحو الدخان (مختلق)")),
    ]


def _secret(record: RecordWriter, incident: Digest) -> tuple[Digest, ...]:
    closed = record.objects.put_bytes(f"who this is: {SECRET_NAME}".encode())
    record.add(items=[Item(closed.digest, closed.size, "text/plain", Role.NOTE, Access.RESTRICTED)])
    span = Span(closed.digest)
    (hidden,) = record.add(
        statements=[judged(span, "entity", Introduction(EntityKind.PERSON, SECRET_NAME))]
    ).ids
    about = Mention(hidden)
    more = record.add(
        statements=[
            judged(about, "part-of", Link(incident)),
            judged(about, "person.status", Term("missing")),
            judged(about, "person.buried", Text(SECRET_WORDS)),
        ]
    ).ids
    return (closed.digest, hidden, *more)


def _note(record: RecordWriter, words: str) -> Digest:
    stored = record.objects.put_bytes(words.encode())
    record.add(items=[Item(stored.digest, stored.size, "text/plain", Role.NOTE)])
    return stored.digest


def open_to_public(record: RecordWriter, *subjects: Citation) -> None:
    """Marks what a person opens, with a reason."""
    reason = Span(_note(record, "the family asked for it; invented"))
    record.add(statements=[access_mark(subject, Access.PUBLIC, reason) for subject in subjects])
