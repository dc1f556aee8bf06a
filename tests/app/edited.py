"""A small record to edit, invented: three clips, a list, and a person at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tawthiq.app.editing import Hand
from tawthiq.app.table_view import TableRow, table_rows
from tawthiq.record.agent import person, software
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access, Item
from tawthiq.record.selector import Row
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Acquisition, Text, Value
from tawthiq.store.layout import Layout, create_record
from tawthiq.store.writing import RecordWriter, open_for_writing

TOOL = software("tawthiq test", "1")
ANALYST, SECOND = person("R. Analyst (invented)"), person("S. Second (invented)")
CLIPS = ("وصول إلى الركام.mp4", "VID_20130816_130200.mp4", "street.mp4")


@dataclass(frozen=True)
class Desk:
    """An open record with its clips in order of arrival, and the list that speaks of the first."""

    hand: Hand
    clips: tuple[Digest, ...]
    list: Digest

    @property
    def record(self) -> RecordWriter:
        return self.hand.record

    def other(self) -> Hand:
        return Hand(self.record, SECOND)

    def rows(self, seen_by: Access = Access.RESTRICTED) -> dict[Digest, TableRow]:
        return {row.item.digest: row for row in table_rows(self.record.index, seen_by=seen_by)}

    def tags(self) -> list[list[str]]:
        """The tags of each clip."""
        rows = self.rows()
        return [sorted(claim.words for claim in rows[clip].tags) for clip in self.clips]


def parsed(about: Span, term: str, value: Value, *cites: Span) -> Statement:
    return Statement(about, term, value, TOOL, TOOL, Method.PARSED, cites or (about,))


@contextmanager
def opened(folder: Path) -> Iterator[Desk]:
    layout = create_record(folder / "edited.record", "حالة مختلقة", ("ar", "en"), "Asia/Damascus")
    with open_for_writing(layout, TOOL) as record:
        clips = tuple(_arrived(record, name, "video/mp4") for name in CLIPS)
        notes = _arrived(record, "notes.csv", "text/csv")
        cell = Span(notes, (Row(2, column="what"),))
        record.add(statements=[parsed(Span(clips[0]), "observation", Text("a street, smoke"), cell)])
        yield Desk(Hand(record, ANALYST), clips, notes)


def layout_of(desk: Desk) -> Layout:
    return desk.record.layout


def entries(desk: Desk) -> int:
    """Lines in the log: all that was ever added."""
    return sum(path.read_bytes().count(b"\n") for path in layout_of(desk).root.glob("log/*/*.jsonl"))


def _arrived(record: RecordWriter, name: str, media_type: str) -> Digest:
    stored = record.objects.put_bytes(f"invented bytes of {name}".encode())
    span = Span(stored.digest)
    arrival = parsed(span, "acquisition", Acquisition(name))
    record.add(items=[Item(stored.digest, stored.size, media_type)], statements=[arrival])
    return stored.digest
