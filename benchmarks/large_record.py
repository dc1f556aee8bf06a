"""A large record, made through the front door in a minute: for figures about pages, not about evidence.

2,000 items and 200,000 statements: arrivals, lengths, stills, cuts and words by software, tags and places
by a person, copies, a list whose rows speak of files, 1,000 invented people in 200 households, one incident.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice

import numpy as np

from benchmarks.log_and_index import TOOL, statements
from tawthiq.app.editing import Hand
from tawthiq.app.entered import words_entered
from tawthiq.app.entity_edits import Basis
from tawthiq.app.incident_edits import make_incident, settle_place
from tawthiq.record.agent import person
from tawthiq.record.digest import Digest
from tawthiq.record.item import Item, Role
from tawthiq.record.measure import Column, Exact, Track
from tawthiq.record.selector import Row, Seconds
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Method, Statement, statement_id
from tawthiq.record.value import (
    Acquisition,
    Circle,
    EntityKind,
    Introduction,
    Link,
    Overlap,
    Term,
    Text,
    Value,
)
from tawthiq.store.tracks import write_track
from tawthiq.store.writing import RecordWriter

ANALYST = person("R. Analyst (invented)")
PEOPLE, HOUSEHOLD = 1000, 5
BATCH = 20_000
"""Statements written together."""

HOURS, BINS_A_SECOND = 3, 50
GIVEN = ("أحمد", "محمد", "سلمى", "نور", "ياسين", "إيمان", "عبد الرحمن", "هدى", "مصطفى", "رنا")
FAMILY = ("الأنصاري", "حلاق", "نجار", "قباني", "شامي", "صباغ", "عطار")


@dataclass(frozen=True, slots=True)
class Large:
    """What pages are asked for: items, somebody, a household, an incident, and a video of three hours."""

    items: tuple[Digest, ...]
    person: Digest
    household: Digest
    incident: Digest
    long: Digest


def fill(record: RecordWriter, items: int, count: int) -> Large:
    """Fills an empty record."""
    begun = time.perf_counter()
    videos = [_item(record, f"video {n}", "video/mp4") for n in range(items)]
    pictures = [_item(record, f"picture {n}", "image/jpeg", Role.PICTURE) for n in range(items)]
    roll = _item(record, "list", "text/csv")
    record.add([*videos, *pictures, roll])
    record.add(statements=[_said(Span(roll.digest), "acquisition", Acquisition("قوائم/names.csv"))])
    names = [item.digest for item in videos]
    _in_batches(record, _glances(names, [p.digest for p in pictures], roll.digest))
    somebody, home = _people(record, roll.digest)
    hand = Hand(record, ANALYST)
    _, incident = make_incident(hand, "ضربة السوق", names[:14])
    place = words_entered("بين بستان القصر والكلاسة", "400")
    settle_place(hand, incident, place, Basis(tuple(Span(name) for name in names[:2])))
    with record.index.reading() as connection:
        held = connection.exec_driver_sql("SELECT count(*) FROM statements").scalar() or 0
    each = (count - held) // items
    _in_batches(record, (said for name in names for said in statements(name, each)))
    print(f"a record of {items} items and {count} statements, made in {time.perf_counter() - begun:.0f} s")
    return Large(tuple(names), somebody, home, incident, three_hours(record))


def _glances(videos: Sequence[Digest], pictures: Sequence[Digest], roll: Digest) -> Iterator[Statement]:
    """What every file has, what a person set, and every fifth file as a copy of the one before it."""
    for number, (video, picture) in enumerate(zip(videos, pictures, strict=True)):
        about = Span(video)
        yield _said(about, "acquisition", Acquisition(f"ملفات/VID_{number:05}.mp4", "benchmark"))
        yield _said(about, "media.duration", Exact(Fraction(30), "s"))
        yield _said(about, "key-frame", Link(picture, "picture"), Method.MEASURED)
        yield _said(about, "observation", Text(f"smoke over the roofs {number}", "en"), Method.OBSERVED)
        yield _said(about, "tag", Text(f"يوم {number % 7}", "ar"), Method.JUDGED)
        if number % 4 == 0:
            where = Circle(Decimal("36.19"), Decimal("37.14"), Decimal(400), f"حي {number % 40}")
            yield _said(about, "place", where, Method.JUDGED)
        if number % 5 == 4:
            yield _copy(videos[number - 1], video)
        row = Span(roll, (Row(number + 2),))
        yield Statement(about, "note", Text(f"بسطة {number}"), TOOL, TOOL, Method.PARSED, (row,))


def _copy(one: Digest, other: Digest) -> Statement:
    spans = tuple(Span(each, (Seconds(Fraction(0), Fraction(20)),)) for each in (one, other))
    value = Overlap(one, Fraction(0), Fraction(20), Fraction(0), Decimal("0.1"))
    return Statement(spans[1], "same-footage", value, TOOL, TOOL, Method.MEASURED, spans)


def _people(record: RecordWriter, roll: Digest) -> tuple[Digest, Digest]:
    """Invented people by the rows of a list, five to a household; the last of each."""
    salt, last = record.layout.salt, (Digest("0" * 64), Digest("0" * 64))
    rest = iter(range(PEOPLE))
    while some := list(islice(rest, HOUSEHOLD)):
        family, row = FAMILY[some[0] % len(FAMILY)], Span(roll, (Row(some[0] + 2),))
        home = _said(row, "entity", Introduction(EntityKind.HOUSEHOLD, f"بيت {family} {some[0]}"))
        made, home_id = [home], statement_id(salt, home)
        for number in some:
            called = f"{GIVEN[number % len(GIVEN)]} {GIVEN[number // 7 % len(GIVEN)]} {family}"
            row = Span(roll, (Row(number + 2),))
            entity = _said(row, "entity", Introduction(EntityKind.PERSON, f"{called} {number}"))
            about = Mention(statement_id(salt, entity))
            made += [
                entity,
                _said(about, "person.name", Text(called, "ar"), cites=(row,)),
                _said(
                    about, "person.status", Term(("unknown", "missing", "killed")[number % 3]), cites=(row,)
                ),
                _said(about, "person.last-seen", Text("الطابق الثاني", "ar"), cites=(row,)),
                _said(Mention(home_id), "household.member", Link(about.statement), cites=(row, about)),
            ]
            last = about.statement, home_id
        record.add(statements=made)
    return last


def three_hours(record: RecordWriter) -> Digest:
    """A video with the sound track of three hours."""
    rows = HOURS * 3600 * BINS_A_SECOND
    wave = np.random.default_rng(1).integers(0, 20_000, rows, np.int16)
    columns = {
        "seconds": np.arange(rows) / BINS_A_SECOND,
        "low": -wave,
        "high": wave,
        "level": np.full(rows, -20, np.float32),
    }
    video = _item(record, "three hours", "video/mp4")
    stored = record.objects.put_bytes(write_track(columns))
    track = Item(stored.digest, stored.size, "application/x-npz", Role.TRACK)
    value = Track(track.digest, tuple(Column(name, "1") for name in columns), rows)
    about = Span(video.digest)
    length = Exact(Fraction(HOURS * 3600), "s")
    record.add(
        [video, track], [_said(about, "media.duration", length), _said(about, "track.waveform", value)]
    )
    return video.digest


def _in_batches(record: RecordWriter, made: Iterator[Statement]) -> None:
    while some := list(islice(made, BATCH)):
        record.add(statements=some)


def _item(record: RecordWriter, content: str, media_type: str, role: Role = Role.EVIDENCE) -> Item:
    stored = record.objects.put_bytes(content.encode())
    return Item(stored.digest, stored.size, media_type, role)


def _said(
    about: Citation,
    term: str,
    value: Value,
    method: Method = Method.PARSED,
    cites: tuple[Citation, ...] = (),
) -> Statement:
    by = ANALYST if method in {Method.OBSERVED, Method.JUDGED} else TOOL
    return Statement(about, term, value, by, by, method, cites or (about,))
