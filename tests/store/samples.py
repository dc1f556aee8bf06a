"""Builders of small records, through the front door, for every test of the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from tawthiq.record.agent import person, software
from tawthiq.record.bodies import Reject, Task, TaskDone, parameters_digest
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.judgement import Review, Verdict
from tawthiq.record.measure import Quantity
from tawthiq.record.post import Acquisition, Post
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Term, Text
from tawthiq.record.when import instant
from tawthiq.store.layout import Layout
from tawthiq.store.writing import RecordWriter, open_for_writing

TOOL = software("tawthiq.test", "1")
ANALYST = person("Amal")


@dataclass(frozen=True, slots=True)
class Small:
    """A record of two items, a few statements of every kind, a task, a reject and a review."""

    layout: Layout
    video: Digest
    note: Digest
    cut: Digest
    post: Digest
    observation: Digest
    review: Digest
    task: Digest
    everything: tuple[Digest, ...] = field(default=())


@contextmanager
def writing(layout: Layout) -> Iterator[RecordWriter]:
    with open_for_writing(layout, TOOL) as record:
        yield record


def put(
    record: RecordWriter, content: bytes, access: Access = Access.TEAM, role: Role = Role.EVIDENCE
) -> Item:
    digest, size = record.objects.put_bytes(content)
    return Item(digest, size, "video/mp4", role, access)


def cut(video: Digest, at: Fraction, task: Digest | None = None) -> Statement:
    span = Span(video, (Seconds(at),))
    return Statement(
        span, "shot.cut", Quantity(Decimal("0.9"), "1"), TOOL, TOOL, Method.MEASURED, (span,), task=task
    )


def said(about: Citation, text: str, prop: str = "observation", access: Access = Access.TEAM) -> Statement:
    return Statement(about, prop, Text(text), ANALYST, ANALYST, Method.OBSERVED, (about,), access=access)


def arrival(video: Digest, name: str) -> Statement:
    span = Span(video)
    return Statement(span, "acquisition", Acquisition(name), ANALYST, TOOL, Method.PARSED, (span,))


def access_mark(about: Citation, access: Access, *reasons: Citation) -> Statement:
    value = Term(access.value)
    return Statement(about, "access", value, ANALYST, ANALYST, Method.JUDGED, (about, *reasons))


def verdict(of: Digest, verdict: Verdict, by: str = "Amal") -> Statement:
    about = Mention(of)
    who = person(by)
    return Statement(about, "review", Review(verdict, "seen twice"), who, who, Method.JUDGED, (about,))


def task(stage: str, version: str, *inputs: Digest) -> Task:
    return Task(stage, version, parameters_digest({}), inputs)


def fill(layout: Layout) -> Small:
    """Writes the small record through the front door."""
    with writing(layout) as record:
        video = put(record, b"moving pictures " * 40)
        note = put(record, "كتبته بيدي".encode(), role=Role.NOTE)
        shots = task("watch.shots", "1", video.digest)
        at = Span(video.digest, (Seconds(Fraction(205), Fraction(212)),))
        message = Post(
            "نحتاج حبال وآليات في حي الكلاسة", sent=instant(datetime(2013, 8, 16, 16, 40, tzinfo=UTC))
        )
        post = Statement(
            Span(note.digest), "post", message, ANALYST, TOOL, Method.PARSED, (Span(note.digest),)
        )
        first = record.add(
            items=[video, note],
            statements=[
                arrival(video.digest, "الأنصاري 16-08-2013.mp4"),
                cut(video.digest, Fraction(1001, 30000), shots.id),
                post,
                said(at, "Men lift concrete with bare hands"),
            ],
            rejects=[Reject("export.json", "/messages/4", "not a message", "intake.telegram")],
        )
        done = TaskDone(shots, statements=(first.ids[1],))
        second = record.add(statements=[verdict(first.ids[1], Verdict.ACCEPT)], tasks=[done])
        return Small(
            layout, video.digest, note.digest, first.ids[1], first.ids[2], first.ids[3], second.ids[0],
            shots.id, (*first.ids, *second.ids),
        )  # fmt: skip
