"""The main job: from folders and exports to a record that verifies. Interrupted, it resumes."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tawthiq.app.arriving import take_in
from tawthiq.app.contents import people
from tawthiq.app.families import standing_families
from tawthiq.app.founding import TAWTHIQ, check_sources, open_or_create
from tawthiq.app.progress import Progress, silent
from tawthiq.app.sources import Ask, known_source
from tawthiq.app.wanted import FIRST_PASS_ONLY, Wanted
from tawthiq.match.families import Family
from tawthiq.record.bodies import Reject
from tawthiq.record.item import Access
from tawthiq.store import queries
from tawthiq.store.listings import lengths
from tawthiq.store.writing import RecordWriter, open_for_writing


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left in the record, in all, and how many items and statements were new this time.

    `seconds` of wall time; `media_seconds`: presented length of all footage in the record. `missing`: a line
    for each optional part that was asked for and is not there.
    """

    record: Path
    items: int
    acquisitions: int
    statements: int
    rejects: tuple[Reject, ...]
    families: tuple[Family, ...]
    seconds: float
    media_seconds: float
    new_items: int
    new_statements: int
    posts: int
    people: int
    proposals: int
    missing: tuple[str, ...] = ()


def build(
    sources: Sequence[Path],
    folder: Path,
    *,
    workers: int = 2,
    title: str = "",
    external: bool = False,
    vouched_by: str = "",
    ask: Ask = lambda name: None,
    wanted: Wanted = FIRST_PASS_ONLY,
    progress: Progress = silent,
) -> Built:
    """Builds `sources` into the record in `folder`, which is made where there is none.

    With `external` footage and files stay where they lie. `vouched_by` answers for spreadsheets exported from
    other records, which are not taken over without. Raises NotFound for a source that is not there,
    UsageError for one inside the record, RecordBusy, WriteFailed; Interrupted keeps all that was
    acknowledged. What cannot be read inside a source is a reject.
    """
    check_sources(sources, folder)
    with open_for_writing(open_or_create(folder, title), TAWTHIQ) as record:
        return build_into(
            record,
            sources,
            workers=workers,
            external=external,
            vouched_by=vouched_by,
            ask=ask,
            wanted=wanted,
            progress=progress,
        )


def build_into(
    record: RecordWriter,
    sources: Sequence[Path],
    *,
    workers: int = 2,
    external: bool = False,
    vouched_by: str = "",
    ask: Ask = lambda name: None,
    wanted: Wanted = FIRST_PASS_ONLY,
    progress: Progress = silent,
    taken_in: Callable[[], object] = lambda: None,
) -> Built:
    """As `build`, into a record that is open already, and that others may be reading and adding to.

    An error raised by `progress` ends the build there, its children with it. `taken_in` is called once every
    file is in the record, before the stages that read and watch them are loaded.
    """
    began = time.monotonic()
    before = queries.counts(record.index)
    given = [known_source(record.layout, path, ask) for path in sources]
    arrived = [take_in(each, record, progress, external=external) for each in given]
    taken_in()
    from tawthiq.app.stages import work_through  # seconds to load: the files are in the record before that

    missing = work_through(record, arrived, workers, wanted, vouched_by, progress)
    after = queries.counts(record.index)
    return Built(
        record.layout.root,
        after.items,
        after.by_property.get("acquisition", 0),
        after.statements,
        queries.rejects(record.index),
        tuple(f for f in standing_families(record.index) if f.is_shared),
        time.monotonic() - began,
        float(sum(lengths(record.index, seen_by=Access.RESTRICTED).values())),
        after.items - before.items,
        after.statements - before.statements,
        after.current_by_property.get("post", 0),
        people(record.index),
        after.proposals,
        missing,
    )
