"""The stages of a build after its files are in the record, in their order. Loading them takes seconds."""

from collections.abc import Sequence

from tawthiq.app.arriving import Arrived
from tawthiq.app.contents import write_contents
from tawthiq.app.copy_making import copying_executor, make_copies
from tawthiq.app.extras import offered
from tawthiq.app.matching import match_all
from tawthiq.app.progress import Progress
from tawthiq.app.reading import read_all
from tawthiq.app.returning import take_back
from tawthiq.app.second_pass import look_again
from tawthiq.app.sound_matching import match_sounds
from tawthiq.app.synchronising import place_on_clocks
from tawthiq.app.wanted import Wanted
from tawthiq.app.watching import local_executor, watch_all
from tawthiq.store.writing import RecordWriter


def work_through(
    record: RecordWriter,
    arrived: Sequence[tuple[Arrived, ...]],
    workers: int,
    wanted: Wanted,
    vouched_by: str,
    progress: Progress,
) -> tuple[str, ...]:
    """Reads, watches and matches what `arrived`; a line for each optional part that is not there.

    Each stage asks the record what is left to be done, so that it resumes where it was interrupted.
    """
    read_all(arrived, record, progress)
    take_back(arrived, record, progress, vouched_by)
    watch_all(record, local_executor(workers), progress)
    second = offered(wanted)
    look_again(record, second.passes, progress)
    match_all(record, progress)
    match_sounds(record, progress)
    place_on_clocks(record, progress)
    make_copies(record, copying_executor(), progress)
    write_contents(record.index)
    return second.missing
