"""Six invented cameras of one minute on the event page in Chromium: how far apart are the pictures shown?

    python -m benchmarks.web_event [--keep FOLDER] [--shots FOLDER]

A drill's night of impacts, filmed by six: heard, put on one clock and proposed as an event by `build`, and
played together by the page. Every picture that a player presents is caught (requestVideoFrameCallback).
"By the page's clock": how far apart the players are, were the event's clock right. "By truth": between the
world seconds of the pictures shown at one time, sound's delay and the pictures' own steps included.
--keep: where the record is made, and found again; --shots: pictures of the page, one at an impact's flash.
"""

import argparse
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import uvicorn

from tawthiq.app.building import build
from tawthiq.app.desk import Desk, at_desk
from tawthiq.app.event_view import EventView, event_lines, event_view
from tawthiq.drill import filming
from tawthiq.drill.scenario import Camera, Scenario, Size, read_scenario
from tawthiq.drill.soundtrack import soundtracks
from tawthiq.web.application import create_app
from tawthiq.web.guard import ENTRY, LOOPBACK, Keys
from tawthiq.web.serving import listening

if TYPE_CHECKING:
    from playwright.sync_api import Page

SEED = 61
SIZE = Size("six", 0.12, 1, 0, 0, 0, 0, 8)
SECONDS = 120
"""Of the scenario, which SIZE shortens to 14 and more."""

FRAME = 1 / 15
"""Seconds of a picture of the drill's phones."""

PLACES = (
    (-2.4, 7.0, -30),
    (1.4, 1.6, -14),
    (2.6, 9.5, -45),
    (0.3, 1.3, -55),
    (-1.5, 1.6, -22),
    (2.0, 4.0, -8),
)
"""Metres, of the six, as in the scenario's own cameras."""

STARTS, DRIFTS = (0, 6, 14, 22, 31, 40), (21, -47, 8, 60, -15, 0)

WATCH = """async (until) => {
  const { locked } = document.querySelector("tq-event");
  const shown = new Map();
  const follow = (camera) => camera.media.requestVideoFrameCallback((now, frame) => {
    shown.set(camera.item, { at: frame.expectedDisplayTime, media: frame.mediaTime - camera.zero });
    follow(camera);
  });
  locked.cameras.forEach(follow);
  const samples = [];
  while (locked.playing && locked.time < until) {
    const now = await new Promise(requestAnimationFrame);
    if (locked.time < 5.4) continue;  // all six film by then, and what began apart has been made good
    samples.push({ clock: locked.time, now, apart: locked.apart, shown: Object.fromEntries(shown) });
  }
  return samples;
}"""


@dataclass(frozen=True)
class Filmed:
    """Where a film begins in the world, in seconds, and how its clock drifts."""

    begins: float
    drift: float

    def world(self, second: float) -> float:
        return self.begins + second / (1 + self.drift)


def six() -> tuple[Scenario, tuple[filming.Shooting, ...]]:
    """The night strike's impacts, filmed by six telephones."""
    scenario = read_scenario("night-strike")
    cameras = tuple(
        Camera(
            f"six-{n}", "impacts", f"camera-{n + 1}.mp4", after, SECONDS, place, drift_ppm=drift,
            width=426, height=240, sizes=(SIZE.name,),
        )
        for n, (place, after, drift) in enumerate(zip(PLACES, STARTS, DRIFTS, strict=True))
    )  # fmt: skip
    scenario = replace(scenario, cameras=cameras)
    return scenario, filming.shootings(scenario, SIZE, SEED)


def truth() -> Mapping[str, Filmed]:
    """By name of file."""
    return {
        Path(shot.path).name: Filmed(float(shot.begins), shot.camera.drift_ppm * 1e-6) for shot in six()[1]
    }


def made(folder: Path) -> Path:
    """The record of the six in `folder`, built where it is not there yet."""
    record, material = folder / "six.record", folder / "material"
    if record.exists():
        return record
    scenario, shots = six()
    event, length = scenario.event("impacts"), filming.street_length(scenario, SIZE)
    tracks = soundtracks(event, shots, length, SIZE.scale, SEED).tracks
    for shot in shots:
        filming.film(material, scenario, SIZE, shot, SEED, tracks[shot.path])
    return build([material], record, title="Six cameras (invented)").record


@contextmanager
def opened(desk: Desk) -> "Iterator[Page]":
    """A page of Chromium that has entered."""
    from playwright.sync_api import sync_playwright

    keys, listener = Keys(), listening(0)
    port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(desk, keys, port), log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(base_url=f"http://{LOOPBACK}:{port}", viewport={"width": 1280, "height": 900})
        page.goto(f"{ENTRY}?key={keys.entry}")
        yield page
        browser.close()
    server.should_exit = True
    thread.join()


def played(page: "Page", event: EventView, shots: Path | None) -> list[dict[str, Any]]:
    """What the players presented while all ran together; pictures of the page before that."""
    page.goto(f"/event/{event.entity.id}")
    page.wait_for_function("[...document.querySelectorAll('video')].every((each) => each.readyState >= 2)")
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
        for at in (5.5, 5.84, 9.5):
            page.evaluate("(at) => document.querySelector('tq-event').locked.seek(at)", at)
            page.wait_for_timeout(1500)
            page.screenshot(path=shots / f"at-{at:.2f}.png", full_page=True)
        page.evaluate("document.querySelector('tq-event').locked.seek(0)")
        page.wait_for_timeout(1000)
    page.get_by_role("button", name="Play all").click()
    samples: list[dict[str, Any]] = page.evaluate(WATCH, event.seconds - 6)
    return samples


def by_clock(event: EventView, sample: Mapping[str, Any]) -> float:
    """Seconds between the foremost and the hindmost, each carried on from its last picture to now."""
    at = [
        float(camera.offset or 0)
        + float(camera.rate) * sample["shown"][camera.item]["media"]
        + (sample["now"] - sample["shown"][camera.item]["at"]) / 1000
        for camera in event.cameras
    ]
    return float(max(at) - min(at))


def by_truth(event: EventView, sample: Mapping[str, Any]) -> float:
    """World seconds between the newest and the oldest of the pictures that are shown."""
    films = truth()
    at = [films[Path(c.name).name].world(sample["shown"][c.item]["media"]) for c in event.cameras]
    return max(at) - min(at)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--keep", type=Path, help="a folder for the record")
    options.add_argument("--shots", type=Path, help="a folder for pictures of the page")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = chosen.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        os.environ["TAWTHIQ_HOME"] = str(kept / "home")
        with at_desk(made(kept)) as desk:
            report(desk, chosen.shots)


def report(desk: Desk, shots: Path | None) -> None:
    """Plays the first event, and prints how far apart its cameras were."""
    line = max(event_lines(desk.index), key=lambda each: each.recordings)
    event = event_view(desk.index, line.entity.id)
    assert event is not None
    films = truth()
    first = event.cameras[0]
    for camera in event.cameras:
        true = films[Path(camera.name).name].begins - films[Path(first.name).name].begins
        print(f"{Path(camera.name).name}: at {float(camera.offset or 0):.3f} s, truly {true:.3f} s")
    with opened(desk) as page:
        samples = played(page, event, shots)
    whole = [each for each in samples if len(each["shown"]) == len(event.cameras)]
    print(f"{len(event.cameras)} cameras, {len(whole)} paints of the page over {whole[-1]['clock']:.1f} s")
    for name, apart in (
        ("the players' own clocks", [each["apart"] for each in whole]),
        ("pictures, by the page's clock", [by_clock(event, each) for each in whole]),
        ("pictures, by truth", [by_truth(event, each) for each in whole]),
    ):
        middle, late, most = (1000 * float(np.percentile(apart, q)) for q in (50, 95, 100))
        print(f"{name:32} apart: median {middle:6.1f} ms, 95 % {late:6.1f} ms, most {most:6.1f} ms")
    print(f"a picture is {1000 * FRAME:.1f} ms")


if __name__ == "__main__":
    main()
