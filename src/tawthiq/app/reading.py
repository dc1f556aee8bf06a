"""Reading exports, sidecars and lists with intake's readers; each file is a task, done once.

A task's parameters hold the digest of all that the reading says. So media that arrive later are joined, and
a mapping that was corrected is read by, in a new run that takes the place of the old one, while a reading
that would say the same says nothing. Of several mappings of one list the one that came last counts, whether
it lay beside the list or was written in the browser (`list_explaining`).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tawthiq.app.arriving import Arrived
from tawthiq.app.progress import Progress, Step
from tawthiq.intake.exported import is_export
from tawthiq.intake.mapping import SUFFIX
from tawthiq.intake.reading import Document, Reader, Reading
from tawthiq.intake.registry import HEAD, READERS, reader_for
from tawthiq.intake.source import STAGE
from tawthiq.record.bodies import Reject, Task, TaskDone, parameters_digest
from tawthiq.record.canonical import canonical
from tawthiq.record.codec import to_json
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.errors import NotFound, SourceError, TawthiqError
from tawthiq.record.item import Access
from tawthiq.record.span import Span
from tawthiq.record.statement import statement_id
from tawthiq.record.value import Text
from tawthiq.store import queries
from tawthiq.store.told import told
from tawthiq.store.writing import RecordWriter

_DIGEST = re.compile(rb"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class _Readable:
    """A file that a reader recognises, and the files of its source by name."""

    arrived: Arrived
    reader: Reader
    shelf: Mapping[str, Arrived]


def read_all(sources: Sequence[Sequence[Arrived]], record: RecordWriter, progress: Progress) -> None:
    """Reads what a reader recognises of all that arrived; a file that cannot be read is a reject.

    Sidecars of all sources come first: lists name footage by the addresses that those tell.
    """
    explained = mappings_held(record)
    recognised = (each for arrived in sources for each in _recognised(arrived, explained))
    readable = sorted(recognised, key=lambda r: READERS.index(r.reader))
    for number, each in enumerate(readable):
        progress(Step("reading", number, len(readable), each.arrived.name))
        _read(each, record)
    progress(Step("reading", len(readable), len(readable)))


def read_again(record: RecordWriter, item: Digest) -> Reading:
    """Reads an item of the record once more, by the mapping that came last; what the reading said.

    Raises NotFound where it came with no source, SourceError where it is of no format that is read.
    """
    found = _recognised(came_with(record, item), mappings_held(record))
    readable = next((each for each in found if each.arrived.item.digest == item), None)
    if readable is None:
        raise SourceError(f"{item} is of no format that is read")
    return _read(readable, record)


def came_with(
    record: RecordWriter, item: Digest, *, seen_by: Access = Access.RESTRICTED
) -> tuple[Arrived, ...]:
    """The files of the source in which `item` came first, itself included, as far as they are shown.

    Raises NotFound.
    """
    held = {row.item.digest: row.item for row in queries.items(record.index, seen_by=seen_by)}
    came = [arrival for arrival in _arrivals(record) if arrival[0] in held]
    source = next((source for digest, source, _ in came if digest == item), None)
    if source is None:
        raise NotFound(f"{item} came with no source of this record")
    by_name = {name: held[digest] for digest, of, name in came if of == source}
    return tuple(Arrived(each, record.objects.locate(each), name, source) for name, each in by_name.items())


def mappings_held(record: RecordWriter) -> Mapping[tuple[str, str], Arrived]:
    """By source and name, the mapping that came last under it."""
    came = {(source, name): digest for digest, source, name in _arrivals(record) if name.endswith(SUFFIX)}
    return {
        (source, name): Arrived(item, record.objects.locate(item), name, source)
        for (source, name), digest in came.items()
        for item in (queries.item(record.index, digest, seen_by=Access.RESTRICTED).item,)
    }


def _arrivals(record: RecordWriter) -> Iterator[tuple[Digest, str, str]]:
    """Every arrival as item, source and name, earliest first."""
    for each in told(record.index, ("acquisition",), seen_by=Access.RESTRICTED):
        if each.item is not None:
            yield each.item, each.value.get("source", ""), each.value["name"]


def _recognised(
    arrived: Sequence[Arrived], explained: Mapping[tuple[str, str], Arrived]
) -> Iterator[_Readable]:
    sources = {each.source for each in arrived}
    shelf = {each.name: each for each in arrived}
    shelf |= {name: mapping for (source, name), mapping in explained.items() if source in sources}
    for each in (each for each in arrived if not is_export(each.path)):
        with each.path.open("rb") as file:
            reader = reader_for(each.name, file.read(HEAD))
        if reader:
            yield _Readable(each, reader, shelf)


def _read(readable: _Readable, record: RecordWriter) -> Reading:
    arrived, reader, shelf = readable.arrived, readable.reader, readable.shelf
    document = document_of(arrived, shelf, record)
    try:
        said = tuple(canonical(to_json(s)) for s in reader.read(document).statements)
        parameters = parameters_digest({"says": digest_of(b"\n".join(said))})
        inputs = (document.item, *sorted(_joined(said, document)))
        task = Task(f"intake.{reader.name}", reader.version, parameters, inputs)
        reading = reader.read(replace(document, task=task.id))
    except TawthiqError as cause:
        failed = Reject(arrived.name, "", cause.message, STAGE, document.item)
        record.add(rejects=[failed])
        return Reading(rejects=(failed,))
    _write(reading, task, record)
    return reading


def document_of(
    arrived: Arrived,
    shelf: Mapping[str, Arrived],
    record: RecordWriter,
    *,
    seen_by: Access = Access.RESTRICTED,
) -> Document:
    """A file of a source as readers are given it, with the other files of that by their names.

    Items of other sources are found by name or address as far as they are shown.
    """
    return Document(
        item=arrived.item.digest,
        path=arrived.path,
        name=arrived.name,
        siblings={name: each.item.digest for name, each in shelf.items()},
        identify=lambda statement: statement_id(record.layout.salt, statement),
        urls=_urls(record, seen_by),
        bytes_of=lambda name: shelf[name].path.read_bytes(),
        held=_held_by_name(record, seen_by),
    )


def _write(reading: Reading, task: Task, record: RecordWriter) -> None:
    done = queries.tasks_done(record.index, task.stage).get(task.id)
    ids = record.add(statements=reading.statements, rejects=reading.rejects).ids
    if not done:
        note = f"{reading.found} found, {reading.told} told, {reading.lost} lost"
        record.add(tasks=[TaskDone(task, statements=tuple(dict.fromkeys(ids)), note=note)])


def _joined(said: Iterable[bytes], document: Document) -> frozenset[Digest]:
    """The other files of the source that the statements, as canonical JSON, speak of or point at.

    A mapping is none of them: it is a parameter, and a run by a corrected one supersedes the one before.
    """
    siblings = document.siblings.items()
    others = {digest for name, digest in siblings if not name.endswith(SUFFIX)} - {document.item}
    named = (Digest(found.decode()) for each in said for found in _DIGEST.findall(each))
    return frozenset(digest for digest in named if digest in others)


def _held_by_name(record: RecordWriter, seen_by: Access) -> Callable[[str], Digest | None]:
    """Finds the one item that has a digest or a file name; the record is read when first asked."""

    @cache
    def names() -> Mapping[str, set[Digest]]:
        found: dict[str, set[Digest]] = defaultdict(set)
        for row in queries.items(record.index, seen_by=seen_by):
            for name in (row.item.digest, *row.names, *(name.rpartition("/")[2] for name in row.names)):
                found[name].add(row.item.digest)
        return found

    def held(name: str) -> Digest | None:
        digests = names().get(name, set())
        return next(iter(digests)) if len(digests) == 1 else None

    return held


def _urls(record: RecordWriter, seen_by: Access) -> Mapping[str, Digest]:
    """Items by the address they came from, as read so far."""
    said = (
        row.statement for row in queries.statements(record.index, properties=("page.url",), seen_by=seen_by)
    )
    return {
        s.value.text: s.about.item for s in said if isinstance(s.value, Text) and isinstance(s.about, Span)
    }
