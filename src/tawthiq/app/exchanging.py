"""PDQ hashes of all footage as a list, so that others can look for copies without having the footage."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tawthiq import __version__
from tawthiq.app.footage_clock import track_of
from tawthiq.app.progress import Progress, silent
from tawthiq.app.watching import footage, local_executor, watch_all
from tawthiq.record.agent import software
from tawthiq.record.digest import Digest
from tawthiq.record.errors import ExtraMissing
from tawthiq.record.item import Access
from tawthiq.store import queries
from tawthiq.store.durable import place
from tawthiq.store.index import Index
from tawthiq.store.layout import open_layout
from tawthiq.store.writing import open_for_writing

PDQ = ("tawthiq.watch.pdq:PdqHashes",)
COLUMNS = ("sha256", "seconds", "pdq", "quality")


@dataclass(frozen=True, slots=True)
class Exchanged:
    """How many items were hashed, and how many pictures of them."""

    items: int
    pictures: int


def export_hashes(folder: Path, out: Path, seen_by: Access, progress: Progress = silent) -> Exchanged:
    """Writes a CSV row for each second of footage that `seen_by` may see; hashes first what is not hashed.

    A digest names the footage: so there is no edition for the public. Raises ExtraMissing without pdqhash,
    RecordBusy, WriteFailed.
    """
    try:
        version("pdqhash")
    except PackageNotFoundError as cause:
        raise ExtraMissing(
            "PDQ hashes need the reference library, which is not installed",
            mend="Install the extra: pip install 'tawthiq-record[exchange]'.",
        ) from cause
    with open_for_writing(open_layout(folder), software("tawthiq", __version__)) as record:
        watch_all(record, local_executor(1, PDQ), progress, PDQ)
        visible = {row.item.digest for row in queries.items(record.index, seen_by=seen_by)}
        digests = [f.item.digest for f in footage(record) if f.item.digest in visible]
        rows = [row for digest in digests for row in _rows(record.index, digest, seen_by)]
    place(out, _csv(rows), out.parent)
    return Exchanged(len({digest for digest, *_ in rows}), len(rows))


def _rows(index: Index, item: Digest, seen_by: Access) -> Iterator[tuple[str, str, str, int]]:
    track = track_of(index, item, "track.pdq", seen_by=seen_by)
    if track is not None:
        for seconds, hashed, quality in zip(track["seconds"], track["hash"], track["quality"], strict=True):
            yield item, f"{seconds:.3f}", hashed.tobytes().hex(), int(quality)


def _csv(rows: list[tuple[str, str, str, int]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *rows])
    return text.getvalue().encode()
