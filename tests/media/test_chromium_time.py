"""Media time is what a player shows: every second we cite is the second Chromium shows that frame at.

Where all streams begin late, Chromium counts from the container's zero and we from the earliest sample
(docs/decisions/0006): the difference is the probe's `zero`, which whoever seeks must add.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tawthiq.media.specimen import Specimen, clip
from tawthiq.store.tracks import read_track
from tests.media.watched import here

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CLOSE = 0.003
"""Seconds; Chromium keeps microseconds, WebM milliseconds."""

RECIPES = {
    "plain": Specimen(seconds=1),
    "sound begins later": Specimen(seconds=1, sound_delay=0.4),
    "pictures begin later": Specimen(seconds=1, sound_delay=-0.4, start=0.4),
    "both begin late on the container's clock": Specimen(seconds=1, start=1.5),
    "variable frame rate": Specimen(times=(0, 0.04, 0.2, 0.24, 0.5, 0.9, 1.0), seconds=1.1),
    "webm": Specimen(
        seconds=1, container="webm", video_codec="libvpx-vp9", audio_codec="libopus", sound_rate=48000
    ),
    "silent": Specimen(seconds=1, tone=None),
}

SHOWN_AT = """async (seconds) => {
  const video = document.querySelector("video");
  const shown = new Promise(resolve =>
    video.requestVideoFrameCallback((_, frame) => resolve(frame.mediaTime)));
  video.currentTime = seconds;
  return await shown;
}"""


@pytest.fixture(scope="module")
def page(browser: "Browser") -> "Iterator[Page]":
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("name", RECIPES)
def test_our_seconds_are_those_of_the_player(name: str, page: "Page", tmp_path: Path) -> None:
    content = clip(RECIPES[name])
    (tmp_path / "clip").write_bytes(content)
    (tmp_path / "page.html").write_text('<video src="clip" muted preload="auto"></video>')
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_function("document.querySelector('video').readyState >= 2")
    account = here(content)
    assert account.probe is not None
    zero = max(0.0, float(account.probe.zero))
    assert (zero > 1) == (RECIPES[name].start > 1)
    frames = next(t for t in account.tracks if t.header.property == "track.frames")
    ours = read_track(frames.npz)["seconds"]
    for number in (1, len(ours) // 2, len(ours) - 2):
        between = float(ours[number] + ours[number + 1]) / 2
        shown = page.evaluate(SHOWN_AT, zero + between) - zero
        assert abs(shown - ours[number]) < CLOSE, f"frame {number}: player {shown}, ours {ours[number]}"
    assert np.all(np.diff(ours) > 0)
