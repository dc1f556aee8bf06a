"""`compare` and `match`: a mirrored excerpt points at its second; keys are a contract."""

import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tawthiq.app.building import build
from tests.app.test_sound_matching import film_file
from tests.cli.running import tawthiq
from tests.match.invented import film

SEGMENT_KEYS = {"a", "b", "speed", "mirror", "rotation", "region", "probability"}


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole film, a mirrored excerpt of it from 4.3 s, and a film of another place."""
    folder = tmp_path_factory.mktemp("films")
    film_file(folder / "whole.mp4", film(1, 12))
    film_file(folder / "mirrored.mp4", [p[:, ::-1] for p in film(1, 12)[43:103]])
    film_file(folder / "elsewhere.mp4", film(2, 5))
    return folder


@pytest.fixture(scope="module")
def record(films: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("record")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        yield build([films], folder / "films.record").record


def test_a_mirrored_excerpt_points_at_its_second(films: Path) -> None:
    ran = tawthiq("compare", films / "mirrored.mp4", films / "whole.mp4", "--json")
    assert (ran.code, ran.err) == (0, "")
    said = ran.json
    assert said.keys() >= {"copy", "sync"}
    assert said["sync"] is None, "they are silent"
    assert said["copy"]["probability"] >= 0.9
    (segment,) = said["copy"]["segments"]
    assert segment.keys() >= SEGMENT_KEYS
    assert segment["mirror"] is True
    assert segment["rotation"] == 0
    assert segment["a"] == pytest.approx([0, 6], abs=0.5)
    assert segment["b"] == pytest.approx([4.3, 10.3], abs=0.5)


def test_two_places_have_nothing_in_common(films: Path) -> None:
    said = tawthiq("compare", films / "elsewhere.mp4", films / "whole.mp4", "--json").json
    assert said["copy"] == {"probability": 0.0, "segments": [], "usable_evidence": True}
    ran = tawthiq("compare", films / "elsewhere.mp4", films / "whole.mp4")
    assert "that does not say that there is nothing" in ran.out


def test_sound_alone_is_compared_by_sound(tmp_path: Path) -> None:
    sound = np.random.default_rng(3).normal(0, 3000, 12 * 16_000).astype("<i2")
    for name, part in (("whole.wav", sound), ("part.wav", sound[3 * 16_000 : 9 * 16_000])):
        with wave.open(str(tmp_path / name), "wb") as file:
            file.setparams((1, 2, 16_000, 0, "NONE", ""))
            file.writeframes(part.tobytes())
    said = tawthiq("compare", tmp_path / "whole.wav", tmp_path / "part.wav", "--json").json
    assert said["copy"]["usable_evidence"] is False
    (copied,) = said["sound"]
    assert copied["a"] == pytest.approx([3, 9], abs=1)
    assert copied["b"] == pytest.approx([0, 6], abs=1)
    assert said["sync"]["offset_s"] == pytest.approx(3, abs=0.01)


def test_what_has_neither_is_an_error(films: Path, tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "tone.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(np.random.default_rng(3).normal(0, 3000, 80_000).astype("<i2").tobytes())
    ran = tawthiq("compare", tmp_path / "tone.wav", films / "whole.mp4")
    assert ran.code == 7
    assert "nor both sound" in ran.err


def test_match_tells_families_and_what_is_unique(record: Path) -> None:
    said = tawthiq("match", record, "--json").json
    assert (said["recordings"], said["distinct"]) == (3, 2)
    (family,) = said["families"]
    unique = {member["name"]: member["unique"] for member in family["members"]}
    assert unique["mirrored.mp4"] == []
    assert np.ravel(unique["whole.mp4"]) == pytest.approx([0, 4.3, 10.3, 12], abs=0.6)
    (segment,) = said["segments"]
    assert segment["mirror"] is True
    assert segment["standing"] == "proposed"
    assert {"events", "same_scenes", "same_sounds", "sound_families", "derived"} <= said.keys()
    ran = tawthiq("match", record)
    assert "3 recordings and pictures, 2 distinct recordings found" in ran.out
    assert "earliest held" in ran.out


def test_match_writes_pairs_as_bayanat_imports_them(record: Path, tmp_path: Path) -> None:
    assert tawthiq("match", record, "--csv", tmp_path / "pairs.csv").code == 0
    lines = (tmp_path / "pairs.csv").read_text().splitlines()
    assert lines[0] == "query_video,match_video,distance"
    one, other, distance = lines[1].split(",")
    assert len(lines) == 2
    assert {len(one), len(other)} == {64}
    assert 0 <= float(distance) < 0.3
