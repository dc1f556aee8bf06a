"""Matching: each new recording asks the shelf of those held, once; copies proposed, families shown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tawthiq.app.families import shared, told_copies
from tawthiq.app.held_recordings import held_recordings
from tawthiq.app.match_tasks import after_merge, answered, asked_already, to_ask, waiting_for_match
from tawthiq.app.origins import origins
from tawthiq.app.progress import Progress, Step
from tawthiq.match.asking import Found, ask, new_pictures, not_enough
from tawthiq.match.deriving import Origin, derived_from
from tawthiq.match.evidence import has_evidence
from tawthiq.match.proposing import propose, propose_derived, propose_no_evidence
from tawthiq.match.recording import Recording
from tawthiq.match.seams import End
from tawthiq.record.bodies import TaskDone
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.statement import Statement
from tawthiq.store.index import Index
from tawthiq.store.writing import RecordWriter


def match_all(record: RecordWriter, progress: Progress) -> None:
    """Proposes every copy between recordings not asked about before and all others. One task a recording.

    What another laptop asked about before a merge is asked again of what it did not hold. A recording whose
    tracks are not there, or are none, is a reject, and is asked about when they are.
    """
    waiting = waiting_for_match(record.index)
    asked_by = asked_already(record.index, {each.item: each.task for each in waiting})
    open_items = to_ask(asked_by, record.writer)
    if not open_items:
        return
    library = held_recordings(record, waiting)
    shelf, held = library.shelf, library.waiting
    new = [each for each in held if each.item in open_items]
    known = [each for each in held if each.item not in open_items]
    record.add(tasks=answered({each.item: each.task for each in known}, asked_by, record.writer))
    progress(Step("matching", 0, len(new), f"{len(held)} recordings and pictures"))
    covered, known_of = _covered(record.index), origins(record.index)
    for each in known:
        recording = library.read(each.item)
        shelf.add(recording, not_enough(recording, covered[each.item]))
    for number, each in enumerate(new, start=1):
        recording = library.read(each.item)
        found = ask(shelf, recording, library.read)
        shelf.add(recording, new_pictures(recording, found))
        met = asked_by[each.item]
        untold = [pair for pair in found if not met & asked_by[_other(pair, each.item)]]
        added = record.add(statements=list(_said(recording, untold, known_of, each.task.id)))
        task = after_merge(each.task, record.writer) if met else each.task
        record.add(tasks=[TaskDone(task, statements=added.ids)])
        progress(Step("matching", number, len(new)))


def _said(
    recording: Recording, found: Sequence[Found], known_of: Mapping[Digest, Origin], task: Digest
) -> Iterator[Statement]:
    if not has_evidence(recording):
        yield propose_no_evidence(recording, task)
    for each in found:
        for segment in each.segments:
            yield propose(each.one, each.other, segment, task)
        both = known_of.get(each.one.item, Origin()), known_of.get(each.other.item, Origin())
        if reasons := derived_from(each.one, each.other, each.segments, both):
            yield propose_derived(each.one, each.other, reasons, task)


def _other(found: Found, item: Digest) -> Digest:
    return found.other.item if found.one.item == item else found.one.item


def _covered(index: Index) -> Mapping[Digest, list[End]]:
    """What of each item a standing copy says lies in another, by the item the copy is about."""
    covered: dict[Digest, list[End]] = defaultdict(list)
    for row in told_copies(index, seen_by=Access.RESTRICTED):
        if (copy := shared(row)) is not None:
            covered[copy.one.item].append(copy.one)
    return covered
