"""How fast objects are verified, against bare hashlib over the same files; and lines of the log.

    python -m benchmarks.verify_speed [MEGABYTES] [STATEMENTS]

Target: at least 0.6 of the bytes a second that hashlib.sha256 reaches on the same files, read warm.
"""

import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.log_and_index import TOOL, statements
from tawthiq.record.item import Item
from tawthiq.store.layout import Layout, create_record
from tawthiq.store.verify import verify
from tawthiq.store.writing import open_for_writing

PIECE = 32 << 20


def main(megabytes: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TAWTHIQ_HOME"] = str(Path(folder) / "home")
        objects(create_record(Path(folder) / "objects.record", "benchmark"), megabytes << 20)
        lines(create_record(Path(folder) / "lines.record", "benchmark"), count)


def objects(layout: Layout, size: int) -> None:
    with open_for_writing(layout, TOOL) as record:
        for _ in range(0, size, PIECE):
            digest, held = record.objects.put_bytes(os.urandom(PIECE))
            record.add([Item(digest, held, "video/mp4")])
    bare(layout)  # warms the cache
    plain, whole = bare(layout), timed(layout)
    print(f"hashlib {plain:6.2f} GB/s   verify {whole:6.2f} GB/s   ratio {whole / plain:.2f}")


def bare(layout: Layout) -> float:
    begun, size = time.perf_counter(), 0
    for path in sorted(layout.objects.glob("??/*")):
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")
        size += path.stat().st_size
    return size / (time.perf_counter() - begun) / 1e9


def timed(layout: Layout) -> float:
    begun = time.perf_counter()
    said = verify(layout)
    return said.checked.size / (time.perf_counter() - begun) / 1e9


def lines(layout: Layout, count: int) -> None:
    with open_for_writing(layout, TOOL) as record:
        digest, size = record.objects.put_bytes(b"footage")
        record.add([Item(digest, size, "video/mp4")])
        record.add(statements=list(statements(digest, count)))
    begun = time.perf_counter()
    said = verify(layout)
    print(f"{said.verdict}: {said.checked.entries / (time.perf_counter() - begun):,.0f} entries/s")


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] or ("256", "10000"))))
