"""Seconds a page of a large record, how smoothly its table scrolls, and how soon the first page is there.

    python -m benchmarks.web_pages [ITEMS] [STATEMENTS] [FOLDER…] [--kept FOLDER]

Targets, on two shared cores: every page of a record of 2,000 items and 200,000 statements within 1 s; fewer
than one frame in twenty over 50 ms while the table is scrolled; the timeline of three hours at 30 frames a
second or more; a page that lists the files of FOLDER within 3 s of starting `open`, while it is being built;
all scripts of a page but the map's 150 KB or less, zipped. With 0 items only the first page is measured.
Pages are served in this process and read by Chromium, without a GPU. With --kept the large record is made in
that folder, or read from there where an earlier run made it.
"""

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.large_record import HOURS, Large, fill
from benchmarks.log_and_index import TOOL
from tawthiq.app.desk import Desk, at_desk
from tawthiq.store.layout import create_record
from tawthiq.store.writing import open_for_writing
from tawthiq.web.application import create_app
from tawthiq.web.guard import ENTRY, LOOPBACK, Keys
from tawthiq.web.serving import listening

STATIC = Path(__file__).parents[1] / "src/tawthiq/web/static"
MAP = {"map.js", "map_page.js", "world.js", "place.js"}

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

SCROLL = """async () => {
  const grid = document.querySelector("tq-table .grid"), gaps = [];
  const tick = () => new Promise(requestAnimationFrame);
  let before = await tick();
  for (let n = 0; n < 240; n += 1) {
    grid.scrollTop += 180;
    const now = await tick();
    gaps.push(now - before);
    before = now;
  }
  return gaps;
}"""

WHOLE = """() => {
  const table = document.querySelector("tq-table");
  return table.rows.length === table.all;
}"""

TIMING = """() => {
  const { responseStart, requestStart, loadEventEnd } = performance.getEntriesByType("navigation")[0];
  return [(responseStart - requestStart) / 1000, loadEventEnd / 1000];
}"""


def main(items: int, count: int, folders: Sequence[Path], kept_in: Path | None = None) -> None:
    scripts()
    with tempfile.TemporaryDirectory() as kept, chromium() as browser:
        os.environ["TAWTHIQ_HOME"] = str(Path(kept) / "home")
        for each in folders:
            first_page(browser, each, Path(kept))
        if not items:
            return
        root, large = large_record(kept_in or Path(kept), items, count)
        with at_desk(root) as desk, served(desk) as entry:
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            page.goto(entry, wait_until="load")
            server, whole = page.evaluate(TIMING)
            print(f"the front page, before anything was asked: {server:.2f} / {whole:.2f} s")
            pages(page, entry.partition(ENTRY)[0], large)
            table(page, entry.partition(ENTRY)[0])
            page.goto(f"{entry.partition(ENTRY)[0]}/item/{large.long}")
            rate = page.evaluate(DRAW)
            print(f"timeline of {HOURS} hours{rate:35.0f} frames/s")


def large_record(folder: Path, items: int, count: int) -> tuple[Path, Large]:
    """The large record of that size in `folder`, made where it is not there, and what it is asked for."""
    root = folder / f"large-{items}-{count}.record"
    named = root.with_suffix(".json")
    if named.is_file():
        found = json.loads(named.read_text())
        return root, Large(**found | {"items": tuple(found["items"])})
    with open_for_writing(create_record(root, "benchmark"), TOOL) as record:
        large = fill(record, items, count)
    named.write_text(json.dumps(asdict(large)))
    return root, large


def scripts() -> None:
    """All that a page may load, the map apart."""
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in sorted(STATIC.rglob("*.js"))}
    plain = sum(size for name, size in sizes.items() if name not in MAP)
    print(
        f"scripts {plain / 1000:.1f} KB zipped, the map's {(sum(sizes.values()) - plain) / 1000:.1f} KB more"
    )


def pages(page: Page, base: str, large: Large) -> None:
    """Seconds until the first byte and until all of a page is loaded; twice, for the second finds a cache."""
    paths = (
        "/", "/?sheet=20", f"/item/{large.items[0]}", f"/item/{large.long}", "/search?q=smoke",
        "/search?q=الأنقاض", "/search?q=حي", "/table", "/table.json?most=100",
        "/table.json?begin=100&most=350", "/people", "/people?q=الانصاري", "/people?show=households",
        f"/person/{large.person}", f"/household/{large.household}", "/incident",
        f"/incident/{large.incident}", "/events", "/map", "/map.json",
    )  # fmt: skip
    print(f"{'':40}{'first':>18}{'again':>18}    server / whole page")
    for path in paths:
        asked = [_asked(page, base + path) for _ in range(2)]
        told = "".join(f"{f'{server:.2f} / {whole:.2f} s':>18}" for server, whole in asked)
        print(f"{re.sub('[0-9a-f]{50,}', '…', path):40}{told}", flush=True)


def _asked(page: Page, address: str) -> tuple[float, float]:
    answer = page.goto(address, wait_until="load")
    if answer is None or not answer.ok:
        return float("nan"), float("nan")
    server, whole = page.evaluate(TIMING)
    return server, whole


def table(page: Page, base: str) -> None:
    """From asking for the table to its first row, and frames while it is scrolled by some 40,000 pixels."""
    begun = time.perf_counter()
    page.goto(f"{base}/table")
    page.wait_for_selector("tq-table .row:not(.headings)")
    print(f"{'table: first row shown':40}{time.perf_counter() - begun:16.2f} s")
    page.wait_for_function(WHOLE)
    gaps = sorted(page.evaluate(SCROLL))
    smooth = sum(gap < 50 for gap in gaps) / len(gaps)
    rate = 1000 * len(gaps) / sum(gaps)
    print(f"table scrolled: {rate:.0f} frames/s; {smooth:.1%} of frames under 50 ms, ", end="")
    print(f"median {gaps[len(gaps) // 2]:.0f} ms, worst {gaps[-1]:.0f} ms")


def first_page(browser: Browser, folder: Path, kept: Path) -> None:
    """From starting the program to the first page and to its list of files, while it is building."""
    tawthiq = Path(sys.executable).with_name("tawthiq")
    command = [str(tawthiq), "open", str(folder), "--no-browser"]
    page = browser.new_page()
    begun = time.perf_counter()
    program = subprocess.Popen(
        [*command, "--record", str(kept / f"{folder.name}.record")], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout
    entry = next(line.split()[1] for line in program.stdout if line.startswith("open "))
    served_at = time.perf_counter() - begun
    page.goto(entry, wait_until="commit")
    page.wait_for_selector("h1")
    shown = time.perf_counter() - begun
    page.wait_for_selector("#files .file")
    listed = time.perf_counter() - begun
    files, building = page.locator("#files .file").count(), page.locator("tq-work[running]").count() > 0
    print(f"open {folder.name}: served after {served_at:.2f} s, page shown after {shown:.2f} s, ", end="")
    print(f"{files} files listed after {listed:.2f} s, building meanwhile: {building}", flush=True)
    page.close()
    program.terminate()
    program.wait()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window and without a GPU."""
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The address that opens the pages of `desk`, served in a thread of this process."""
    keys, listener = Keys(), listening(0)
    port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(desk, keys, port), log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://{LOOPBACK}:{port}{ENTRY}?key={keys.entry}"
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("items", type=int, nargs="?", default=2000)
    asked.add_argument("statements", type=int, nargs="?", default=200_000)
    asked.add_argument("folders", type=Path, nargs="*")
    asked.add_argument("--kept", type=Path)
    given = asked.parse_args()
    main(given.items, given.statements, given.folders, given.kept)
