from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tawthiq.drill import footage
from tawthiq.drill.case_truth import DemoTruth
from tawthiq.drill.recode import decoded_sound
from tawthiq.drill.sound import RATE


@pytest.mark.parametrize("seconds", [8, 20, 212])
def test_every_moment_of_a_plan_is_on_a_picture_and_within_the_film(seconds: int) -> None:
    plan = footage.Plan(Fraction(seconds))
    assert 0 < plan.arrival < seconds
    length = plan.length(20)
    start = plan.start(190, length)
    assert length >= 3
    assert 0 <= start <= seconds - length
    for moment in (plan.arrival, length, start):
        assert (moment * footage.PICTURES_A_SECOND).denominator == 1
    assert start < plan.arrival < start + length


def test_uneven_pictures_come_at_uneven_moments() -> None:
    ticks = footage.uneven_ticks(16, Fraction(10))
    steps = np.diff(ticks)
    assert ticks[0] == 0
    assert 9500 < ticks[-1] < 10_000
    assert len(set(steps.tolist())) > 3
    assert steps.min() > 0


def test_a_lying_picture_turned_clockwise_stands() -> None:
    upright = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    assert np.array_equal(np.rot90(footage.lying(upright), -1), upright)


def test_the_second_camera_hears_the_event_at_its_offset(demo_folder: Path, demo_truth: DemoTruth) -> None:
    (pair,) = demo_truth.same_moments
    one = decoded_sound(demo_folder / pair.one, Fraction(0), Fraction(8))
    other = decoded_sound(demo_folder / pair.other, Fraction(0), Fraction(3))
    size = 2**20
    cross = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(other, size)), size)
    assert abs(int(np.argmax(cross)) - pair.offset * RATE) < 0.03 * RATE


def test_cutting_the_tail_keeps_the_head(tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(bytes(range(100)))
    footage.cut_tail(path, Fraction(3, 5))
    assert path.read_bytes() == bytes(range(60))
