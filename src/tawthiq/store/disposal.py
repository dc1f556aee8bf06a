"""Removing words or footage by order of law or a family's wish, so that the chain still verifies.

1. A disposal entry for each line says who, when and why; it is durable before anything goes.
2. The line in `bodies/` becomes `null` in place (new file, fsync, rename, fsync folder).
3. The object is removed.

Steps 2 and 3 are done again, harmlessly, at the next open for writing, should they have been cut short.
The log keeps the salted commitment; the salt is gone with the body, so the words cannot be guessed.
"""

from collections import defaultdict
from collections.abc import Iterable

from tawthiq.record.bodies import Disposal
from tawthiq.record.entry import DISPOSED
from tawthiq.store.chain import segment_name, segments
from tawthiq.store.durable import place
from tawthiq.store.layout import Layout
from tawthiq.store.objects import ObjectStore


def carry_out(layout: Layout, disposals: Iterable[Disposal]) -> None:
    """Steps 2 and 3 for each of `disposals`; call under the locks of the chains. Raises WriteFailed."""
    lines: dict[str, set[int]] = defaultdict(set)
    store = ObjectStore(layout)
    for disposal in disposals:
        lines[disposal.writer].add(disposal.n)
        if disposal.item is not None:
            store.discard(disposal.item)
    for writer, numbers in lines.items():
        _blank(layout, writer, numbers)


def _blank(layout: Layout, writer: str, numbers: set[int]) -> None:
    first = 1
    for segment in segments(layout.log / writer):
        rows = (layout.log / writer / segment_name(segment)).read_bytes().count(b"\n")
        here = {n - first for n in numbers if first <= n < first + rows}
        if here:
            _blank_rows(layout, writer, segment, here)
        first += rows


def _blank_rows(layout: Layout, writer: str, segment: int, rows: set[int]) -> None:
    path = layout.bodies / writer / segment_name(segment)
    lines = path.read_bytes().split(b"\n")
    blanked = [DISPOSED if row in rows else line for row, line in enumerate(lines)]
    if blanked != lines:
        place(path, b"\n".join(blanked), layout.incoming / writer)
