from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tawthiq.drill.footage import PICTURES_A_SECOND
from tawthiq.drill.recode import decoded_sound
from tawthiq.drill.sound import RATE
from tests.case import films
from tests.case.truth import DemoTruth


@pytest.mark.parametrize("seconds", [8, 20, 212])
def test_every_moment_of_a_plan_is_on_a_picture_and_within_the_film(seconds: int) -> None:
    plan = films.Plan(Fraction(seconds))
    assert 0 < plan.arrival < seconds
    length = plan.length(20)
    start = plan.start(190, length)
    assert length >= 3
    assert 0 <= start <= seconds - length
    for moment in (plan.arrival, length, start):
        assert (moment * PICTURES_A_SECOND).denominator == 1
    assert start < plan.arrival < start + length


def test_the_second_camera_hears_the_event_at_its_offset(demo_folder: Path, demo_truth: DemoTruth) -> None:
    (pair,) = demo_truth.same_moments
    one = decoded_sound(demo_folder / pair.one, Fraction(0), Fraction(8))
    other = decoded_sound(demo_folder / pair.other, Fraction(0), Fraction(3))
    size = 2**20
    cross = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(other, size)), size)
    assert abs(int(np.argmax(cross)) - pair.offset * RATE) < 0.03 * RATE
