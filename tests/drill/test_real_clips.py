from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tawthiq.drill import copying
from tawthiq.drill.copyplan import copy_plan
from tawthiq.drill.encode import PHONE, UPRIGHT, write
from tawthiq.drill.making import make
from tawthiq.drill.real_clips import lent
from tawthiq.drill.scenario import SIZES, read_scenario
from tawthiq.record.errors import UsageError


def _clips(folder: Path) -> Path:
    folder.mkdir()
    picture = np.random.default_rng(1).integers(0, 255, (90, 160, 3), np.uint8)
    pictures = [(tick, np.roll(picture, tick, axis=1)) for tick in range(60)]
    write(folder / "a clip.mp4", PHONE, pictures=pictures, sound=np.zeros(48_000 * 4, np.float32))
    write(folder / "turned.mp4", UPRIGHT, pictures=pictures)
    return folder


def test_lent_clips_are_measured_and_copied_with_every_edit_in_turn(tmp_path: Path) -> None:
    material = tmp_path / "material"
    clips = lent(_clips(tmp_path / "mine"), material)
    assert [(clip.path, clip.turn, clip.sound) for clip in clips] == [
        ("lent/01-a clip.mp4", 0, True),
        ("lent/02-turned.mp4", 90, False),
    ]
    assert (clips[1].width, clips[1].height) == (90, 160)
    assert clips[0].seconds == Fraction(4)
    scenario = read_scenario("market-street")
    plan = copy_plan(scenario, SIZES["tiny"], 1, (), clips)
    assert len(plan) == 14
    for each in plan[:3]:
        copying.make_copy(material, each)
        assert (material / each.path).stat().st_size > 1000


def test_a_folder_without_films_or_with_a_false_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    scenario, size = read_scenario("market-street"), SIZES["tiny"]
    with pytest.raises(UsageError, match="holds no clip"):
        make(scenario, size, 1, tmp_path / "out", tmp_path / "empty")
    (tmp_path / "empty/clip.mp4").write_bytes(b"#EXTM3U\nhttp://127.0.0.1:9/x.ts\n")
    with pytest.raises(UsageError, match="cannot be opened"):
        make(scenario, size, 1, tmp_path / "out", tmp_path / "empty")
    assert not (tmp_path / "out").exists()
