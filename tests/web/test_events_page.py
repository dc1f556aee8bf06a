"""Three invented clips of one event, VP9 and H.264, locked together in Chromium; and what a person writes."""

import statistics
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tawthiq.app.building import build_into
from tawthiq.app.desk import Desk, at_desk
from tawthiq.app.editing import Hand
from tawthiq.app.event_edits import make_event, nudge
from tawthiq.app.event_view import event_lines, event_view
from tawthiq.media.specimen import Specimen, clip
from tawthiq.record.agent import person
from tawthiq.record.digest import Digest
from tawthiq.store import queries
from tests.web.site import Site, entered, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OFFSETS = (0.0, 0.52, 1.04)
FRAME = 0.04
ANALYST = person("invented analyst")
_VP9 = Specimen(
    seconds=5, container="webm", video_codec="libvpx-vp9", audio_codec="libopus", sound_rate=48000, seed=2
)
RECIPES = {
    "a.mp4": Specimen(seconds=5),
    "b.webm": _VP9,
    "c.mp4": Specimen(seconds=5, seed=3, start=0.8, tone=None),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("cameras")
    material = folder / "material"
    material.mkdir()
    for name, recipe in RECIPES.items():
        (material / name).write_bytes(clip(recipe))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        with at_desk(folder / "cameras.record") as opened:
            build_into(opened.record, [material])
            yield opened


@pytest.fixture
def event(desk: Desk) -> Digest:
    named = {
        row.names[0].rpartition("/")[2]: row.item.digest for row in queries.items(desk.index) if row.names
    }
    items = [named[name] for name in RECIPES]
    _, made = make_event(Hand(desk.record, ANALYST), "the invented minute", items)
    for item, offset in zip(items, OFFSETS, strict=True):
        nudge(Hand(desk.record, ANALYST), made, item, Fraction(round(offset * 1000), 1000))
    return made


@pytest.fixture
def site(desk: Desk) -> Iterator[Site]:
    with served(desk) as running:
        yield running


def test_cameras_stay_within_a_frame_of_one_another(browser: "Browser", site: Site, event: Digest) -> None:
    page = browser.new_context(base_url=site.base, locale="en").new_page()
    page.goto(site.entry)
    page.goto(f"/event/{event}")
    page.evaluate(READY)
    assert page.locator("video").count() == 3
    page.evaluate("document.querySelector('tq-event').locked.seek(1.2)")
    page.click("text=Play all")
    apart = page.evaluate(SAMPLED)
    assert len(apart) > 20
    # the player's own clock, as the page shows it; the machine may be busy, hence the margin at the top
    assert statistics.median(apart) <= FRAME
    assert max(apart) <= 3 * FRAME
    shown = page.evaluate(SHOWN, list(OFFSETS))
    assert max(shown) - min(shown) <= 4 * FRAME
    _moving_by_hand_is_a_statement(page)


READY = """async () => {
  const waiting = () => [...document.querySelectorAll("video")].some((video) => video.readyState < 2);
  while (waiting()) await new Promise(requestAnimationFrame);
}"""

SAMPLED = """async () => {
  const { locked } = document.querySelector("tq-event");
  const found = [];
  while (locked.time < 4.2) {
    await new Promise(requestAnimationFrame);
    if (locked.time > 2.2) found.push(locked.apart); // by then what began apart has been made good
  }
  return found;
}"""

SHOWN = """(offsets) => {
  const { locked } = document.querySelector("tq-event");
  return locked.cameras.map((c, n) => c.media.currentTime - c.zero + offsets[n]);
}"""


def _moving_by_hand_is_a_statement(page: "Page") -> None:
    page.locator("figure").nth(1).get_by_label("40 ms later").click()
    page.click("text=Keep this position")
    page.fill("input[name=name]", "R. Analyst")
    page.click("dialog button.main")
    page.locator("td", has_text="0.560 s").wait_for()
    assert page.locator("text=set by hand").count() == 3


def test_a_person_confirms_splits_and_merges(desk: Desk, event: Digest) -> None:
    client = entered(desk, reviewer="R. Analyst")
    view = event_view(desk.index, event)
    assert view is not None and [float(c.offset or 0) for c in view.cameras] == list(OFFSETS)
    assert client.post(f"/event/{event}/confirm", json={}).status_code == 200
    last = view.cameras[2].item
    new = client.post(f"/event/{event}/split", json={"items": [last], "label": "later"}).json()["event"]
    parted = event_view(desk.index, Digest(new))
    assert parted is not None and [c.item for c in parted.cameras] == [last]
    assert parted.cameras[0].offset == 0
    assert len(_cameras(desk, event)) == 2
    assert client.post(f"/event/{event}/merge", json={"other": new}).status_code == 200
    assert len(_cameras(desk, event)) == 3
    assert new not in {line.entity.id for line in event_lines(desk.index)}
    joined = event_view(desk.index, event)
    assert joined is not None and joined.cameras[-1].offset is None, "two clocks that nothing joins"


def test_pages_say_what_is_known_in_both_languages(desk: Desk, event: Digest) -> None:
    client = entered(desk)
    assert "the invented minute" in client.get("/events").text
    client.get("/prefer/language/ar?back=/")
    text = client.get(f"/event/{event}").text
    assert "الأحداث" in text and "ضُبط يدويًا" in text
    assert client.get(f"/event/{'0' * 64}").status_code == 404
    assert client.post(f"/event/{event}/nudge", json={"item": "0" * 64, "milliseconds": 5}).status_code == 428


def _cameras(desk: Desk, event: Digest) -> list[str]:
    view = event_view(desk.index, event)
    return [camera.item for camera in view.cameras] if view else []
