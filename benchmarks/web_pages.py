"""Seconds a page on a large record, and how fast the timeline of a three-hour video draws.

    python -m benchmarks.web_pages [ITEMS] [STATEMENTS]

Targets, on two shared cores: every page of a record of 2,000 items and 200,000 statements within 1 s;
the timeline at 30 frames a second or more. Pages are asked for in this process, with the rendering and
without a network. The timeline is drawn in Chromium, where there is one, with all of three hours in view.
"""

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import uvicorn
from starlette.testclient import TestClient

from benchmarks.log_and_index import TOOL, statements
from tawthiq.app.desk import Desk, at_desk
from tawthiq.record.digest import Digest
from tawthiq.record.item import Item, Role
from tawthiq.record.measure import Column, Exact, Track
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Acquisition, Link, Text, Value
from tawthiq.store.layout import create_record
from tawthiq.store.tracks import write_track
from tawthiq.store.writing import RecordWriter, open_for_writing
from tawthiq.web.application import create_app
from tawthiq.web.guard import ENTRY, LOOPBACK, Keys
from tawthiq.web.serving import listening

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOURS = 3
BINS_A_SECOND = 50
BATCH = 50
"""Items written together."""

DRAWN = 60
"""Frames drawn for one figure."""

DRAW = f"""async () => {{
  const {{ Timeline }} = await import("/static/timeline.js");
  const timeline = new Timeline(document.getElementById("timeline"), document.querySelector("tq-player"), 4);
  await timeline.load();
  const begun = performance.now();
  for (let n = 0; n < {DRAWN}; n += 1) timeline.draw();
  timeline.pen.getImageData(0, 0, 1, 1);
  return {DRAWN} / ((performance.now() - begun) / 1000);
}}"""


def main(items: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TAWTHIQ_HOME"] = str(Path(folder) / "home")
        layout = create_record(Path(folder) / "large.record", "benchmark")
        with open_for_writing(layout, TOOL) as record:
            digests = list(filled(record, items, count // items))
            long = three_hours(record)
        with at_desk(layout.root) as desk:
            pages(desk, digests)
            timeline(desk, long)


def filled(record: RecordWriter, items: int, each: int) -> Iterator[Digest]:
    """Items with an arrival, a length, a still, and `each` statements in all; written a batch at a time."""
    for start in range(0, items, BATCH):
        made = [_one(record, number, each) for number in range(start, min(items, start + BATCH))]
        record.add([i for some, _ in made for i in some], [s for _, said in made for s in said])
        yield from (some[0].digest for some, _ in made)


def _one(record: RecordWriter, number: int, each: int) -> tuple[list[Item], list[Statement]]:
    video, picture = (_item(record, f"{what} {number}".encode(), what) for what in ("video", "picture"))
    about = Span(video.digest)
    made = [
        _said(about, "acquisition", Acquisition(f"ملفات/VID_{number:05}.mp4", "benchmark")),
        _said(about, "media.duration", Exact(Fraction(30), "s")),
        _said(about, "key-frame", Link(picture.digest, "picture")),
        _said(about, "observation", Text(f"smoke over the roofs {number}", "en")),
    ]
    return [video, picture], [*made, *statements(video.digest, each - len(made))]


def three_hours(record: RecordWriter) -> Digest:
    """A video with the sound track of three hours."""
    rows = HOURS * 3600 * BINS_A_SECOND
    wave = np.random.default_rng(1).integers(0, 20_000, rows, np.int16)
    columns = {
        "seconds": np.arange(rows) / BINS_A_SECOND,
        "low": -wave,
        "high": wave,
        "level": np.full(rows, -20, np.float32),
    }
    content = write_track(columns)
    video = _item(record, b"three hours", "video")
    stored = record.objects.put_bytes(content)
    track = Item(stored.digest, stored.size, "application/x-npz", Role.TRACK)
    about = Span(video.digest)
    value = Track(track.digest, tuple(Column(name, "1") for name in columns), rows)
    length = Exact(Fraction(HOURS * 3600), "s")
    record.add(
        [video, track], [_said(about, "media.duration", length), _said(about, "track.waveform", value)]
    )
    return video.digest


def pages(desk: Desk, digests: list[Digest]) -> None:
    keys = Keys()
    client = TestClient(create_app(desk, keys, 1), base_url=f"http://{LOOPBACK}:1")
    client.get(ENTRY, params={"key": keys.entry}, follow_redirects=False)
    print(f"{'':32} {'first':>16} {'again':>16}")
    for path in ("/", "/?sheet=20", f"/item/{digests[0]}", "/search?q=smoke", "/search?q=الأنقاض"):
        asked = [" / ".join(f"{seconds:.2f}" for seconds in once(client, path)) for _ in range(2)]
        print(f"{path[:30]:32} {asked[0]:>14} s {asked[1]:>14} s    wall / CPU")


def once(client: TestClient, path: str) -> tuple[float, float]:
    """Seconds of the wall and of the processor. The front page is remembered until the log grows."""
    wall, cpu = time.perf_counter(), time.process_time()
    assert client.get(path).status_code == 200
    return time.perf_counter() - wall, time.process_time() - cpu


def timeline(desk: Desk, long: Digest) -> None:
    with in_chromium(desk) as page:
        if page is None:
            print("timeline: no Chromium here")
            return
        page.goto(f"/item/{long}")
        print(f"timeline of {HOURS} hours              {page.evaluate(DRAW):6.0f} frames/s, without a GPU")


@contextmanager
def in_chromium(desk: Desk) -> "Iterator[Page | None]":
    """A page of Chromium that has entered the served record; None where there is no Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    keys, listener = Keys(), listening(0)
    port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(desk, keys, port), log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(base_url=f"http://{LOOPBACK}:{port}")
        page.goto(f"{ENTRY}?key={keys.entry}")
        yield page
        browser.close()
    server.should_exit = True
    thread.join()


def _item(record: RecordWriter, content: bytes, what: str) -> Item:
    stored = record.objects.put_bytes(content)
    if what == "picture":
        return Item(stored.digest, stored.size, "image/jpeg", Role.PICTURE)
    return Item(stored.digest, stored.size, "video/mp4")


def _said(about: Span, term: str, value: Value) -> Statement:
    return Statement(about, term, value, TOOL, TOOL, Method.PARSED, (about,))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ("2000", "200000")))
