"""`match` and `compare` on invented cameras of one minute: JSON for machines, words for people."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tawthiq.app.building import build
from tawthiq.media.specimen import Specimen, clip
from tests.app.sounds import STARTS, filmed, one_event
from tests.cli.running import tawthiq


@pytest.fixture(scope="module")
def event(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("clocks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        yield build([one_event(folder / "sounds")], folder / "event.record").record


def names(told: list[dict[str, Any]]) -> set[str]:
    return {each["name"].rpartition("/")[2] for each in told}


def test_match_tells_events_and_what_is_on_no_clock(event: Path) -> None:
    told = tawthiq("match", event, "--json").json
    (found,) = told["events"]
    assert found["standing"] == "proposed"
    assert (found["pairs"], found["outliers"]) == (3, [])
    begins = {each["name"].rpartition("/")[2]: each for each in found["recordings"]}
    assert {name: each["offset_s"] for name, each in begins.items()} == pytest.approx(STARTS, abs=0.01)
    assert begins["street.wav"]["uncertainty_s"] == 0, "the clock begins with it"
    assert begins["roof.wav"]["uncertainty_s"] >= 0.145, "sound takes 145 ms for 50 m"
    assert all(each["pairs"] == 2 and each["copies"] == [] for each in begins.values())
    assert names(told["on_no_clock"]) == {"elsewhere.wav"}


def test_match_in_words(event: Path) -> None:
    said = tawthiq("match", event).out
    assert "1 events, 1 recordings with sound on no event's clock" in said
    assert "roof.wav" in said and "7.250 s" in said


def test_compare_says_when_the_other_began(tmp_path: Path) -> None:
    one, other = filmed(tmp_path, 26, {"A.mp4": (0, 24), "B.mp4": (12.26, 9)})
    sync = tawthiq("compare", one, other, "--json").json["sync"]
    assert sync["offset_s"] == pytest.approx(12.26, abs=0.005)
    assert sync["probability"] > 0.95 and sync["placed"]
    assert abs(sync["drift_ppm"]) <= 50
    assert sync["uncertainty_s"] >= 0.145
    turned = tawthiq("compare", other, one).out
    assert "one moment, B begins at second -12.2" in turned


def test_compare_without_sound_says_nothing_of_clocks(tmp_path: Path) -> None:
    mute = tmp_path / "mute.mp4"
    mute.write_bytes(clip(Specimen(seconds=3, tone=None)))
    assert tawthiq("compare", mute, mute, "--json").json["sync"] is None
    assert "one of them has none to compare" in tawthiq("compare", mute, mute).out
