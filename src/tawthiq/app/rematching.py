"""Matching and clocks alone, in a record that was built: what is new asks, what is done is left."""

from pathlib import Path

from tawthiq import __version__
from tawthiq.app.matching import match_all
from tawthiq.app.progress import Progress, silent
from tawthiq.app.sound_matching import match_sounds
from tawthiq.app.synchronising import place_on_clocks
from tawthiq.record.agent import software
from tawthiq.store.layout import open_layout
from tawthiq.store.writing import open_for_writing


def match_record(folder: Path, progress: Progress = silent) -> None:
    """Matches what is new in the record in `folder`: copies, then clocks. Raises RecordBusy, WriteFailed."""
    with open_for_writing(open_layout(folder), software("tawthiq", __version__)) as record:
        match_all(record, progress)
        match_sounds(record, progress)
        place_on_clocks(record, progress)
