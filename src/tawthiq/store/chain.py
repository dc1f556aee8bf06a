"""Reading chains: `log/<writer>/000001.jsonl`, and the bodies on the same lines of `bodies/<writer>/`.

A last line without its line feed, and bodies beyond the log, were never acknowledged: readers pass over
them, and the writer's next open for writing cuts them off.
"""

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.entry import GENESIS
from tawthiq.store.layout import Layout

LOCK = "lock"
"""Name of the lock file beside a chain's segments."""

_WRITER = re.compile(r"[0-9a-f]{32}\Z")
_SEGMENT = re.compile(r"([0-9]{6})\.jsonl\Z")


@dataclass(frozen=True, slots=True)
class Position:
    """How far a chain was read: `n` entries, the last being line `row` of `segment`.

    That line begins at byte `start` and ends before byte `end`; its SHA-256 is `tail`.
    """

    segment: int = 1
    row: int = 0
    start: int = 0
    end: int = 0
    n: int = 0
    tail: Digest = GENESIS

    def after(self, segment: int, line: bytes) -> "Position":
        """The position once `line` (without line feed) of `segment` was read next."""
        row, start = (self.row, self.end) if segment == self.segment else (0, 0)
        return Position(segment, row + 1, start, start + len(line) + 1, self.n + 1, digest_of(line))


START = Position()


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its bytes in log and bodies (None where that is missing), and the position after it."""

    log: bytes
    body: bytes | None
    position: Position


def writers(layout: Layout) -> tuple[str, ...]:
    """The ids of all writers with a chain, sorted."""
    if not layout.log.is_dir():
        return ()
    return tuple(sorted(p.name for p in layout.log.iterdir() if _WRITER.match(p.name) and p.is_dir()))


def segments(folder: Path) -> tuple[int, ...]:
    """The numbers of the segments in a chain's folder, sorted."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(int(m.group(1)) for p in folder.iterdir() if (m := _SEGMENT.match(p.name))))


def segment_name(number: int) -> str:
    """File name of a segment."""
    return f"{number:06}.jsonl"


def read_chain(layout: Layout, writer: str, after: Position = START) -> Iterator[Line]:
    """The whole lines of a chain that follow `after`."""
    position = after
    for number in segments(layout.log / writer):
        if number < after.segment:
            continue
        here = position if number == after.segment else START
        name = segment_name(number)
        pair = (layout.log / writer / name, layout.bodies / writer / name)
        for line, body in _read_pair(*pair, offset=here.end, row=here.row):
            position = position.after(number, line)
            yield Line(line, body, position)


def extends(layout: Layout, writer: str, position: Position) -> bool:
    """Whether the chain on disk still has, where it was, the last line that `position` names."""
    if position.n == 0:
        return True
    try:
        with (layout.log / writer / segment_name(position.segment)).open("rb") as log:
            log.seek(position.start)
            line = log.read(position.end - position.start)
    except FileNotFoundError:
        return False
    return line.endswith(b"\n") and digest_of(line[:-1]) == position.tail


def extends_memory(layout: Layout, writer: str, remembered: tuple[int, str] | None) -> bool:
    """Whether the chain has the entry that its device remembers having written last."""
    if remembered is None or remembered[0] == 0:
        return True
    tail = remembered[1]
    # From the end: what is remembered is nearly always the last line, and then only its segment is read.
    for number in reversed(segments(layout.log / writer)):
        lines = (layout.log / writer / segment_name(number)).read_bytes().split(b"\n")
        if any(digest_of(line) == tail for line in reversed(lines)):
            return True
    return False


def _read_pair(log: Path, bodies: Path, offset: int, row: int) -> Iterator[tuple[bytes, bytes | None]]:
    with ExitStack() as stack:
        entries = stack.enter_context(log.open("rb"))
        held = stack.enter_context(bodies.open("rb") if bodies.is_file() else io.BytesIO())
        entries.seek(offset)
        # Bodies are counted, not sought: a disposal shortens a line, and log offsets do not apply.
        next(islice(held, row, row), None)
        for line in entries:
            if not line.endswith(b"\n"):
                return
            body = held.readline()
            yield line[:-1], body[:-1] if body.endswith(b"\n") else None
