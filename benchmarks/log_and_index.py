"""Statements a second: durable batches into the log and index, and the index rebuilt from the log.

    python -m benchmarks.log_and_index [STATEMENTS]

One statement in ten carries searchable words; batches of 1,000, one fsync pair each. Targets, on two
shared cores: 10,000 a second into the log, 8,000 a second for a rebuild.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tawthiq.record.agent import software
from tawthiq.record.canonical import canonical
from tawthiq.record.codec import to_json
from tawthiq.record.digest import Digest
from tawthiq.record.entry import EntryKind
from tawthiq.record.item import Item
from tawthiq.record.measure import Quantity
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Text
from tawthiq.store.chain_writer import ChainWriter, Content
from tawthiq.store.device_key import device_key
from tawthiq.store.indexing import reindex
from tawthiq.store.layout import create_record
from tawthiq.store.writing import open_for_writing

TOOL = software("benchmark", "1")
BATCH = 1000


def statements(video: Digest, count: int) -> Iterator[Statement]:
    for number in range(count):
        span = Span(video, (Seconds(Fraction(number, 25)),))
        spoken = number % 10 == 0
        value = Text(f"رجال يرفعون الأنقاض بأيديهم {number}") if spoken else Quantity(Decimal("0.9"), "1")
        term = "transcription" if spoken else "shot.cut"
        yield Statement(span, term, value, TOOL, TOOL, Method.MEASURED, (span,))


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TAWTHIQ_HOME"] = str(Path(folder) / "home")
        log_only(Path(folder) / "log.record", count)
        log_and_index(Path(folder) / "index.record", count)


def log_only(folder: Path, count: int) -> None:
    layout = create_record(folder, "benchmark")
    made = list(statements(Digest("0" * 64), count))
    with ChainWriter(layout, device_key(layout)) as chain:
        begun = now()
        for start in range(0, count, BATCH):
            some = made[start : start + BATCH]
            chain.append([Content(EntryKind.STATEMENT, canonical(to_json(each))) for each in some])
        report("into the log, durable", count, begun)


def log_and_index(folder: Path, count: int) -> None:
    layout = create_record(folder, "benchmark")
    with open_for_writing(layout, TOOL) as record:
        digest, size = record.objects.put_bytes(b"footage")
        record.add(items=[Item(digest, size, "video/mp4")])
        made = list(statements(digest, count))
        begun = now()
        for start in range(0, count, BATCH):
            record.add(statements=made[start : start + BATCH])
        report("through the law, into log and index", count, begun)
        begun = now()
        record.add(statements=made[:BATCH])
        report("added again, all known", BATCH, begun)
        del made
        begun = now()
        reindex(record.index)
        report("index rebuilt from the log", count, begun)


def now() -> tuple[float, float]:
    """Time of the wall and of the processor: on a shared machine the second tells more."""
    return time.perf_counter(), time.process_time()


def report(what: str, count: int, begun: tuple[float, float]) -> None:
    wall, cpu = (count / (end - start) for end, start in zip(now(), begun, strict=True))
    print(f"{what:40} {wall:10,.0f} statements/s {cpu:10,.0f} per CPU second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
