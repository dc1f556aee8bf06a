from fractions import Fraction

import numpy as np
import pytest

from tawthiq.drill.hearing import SPEED, Ear, arrival, finished, hear
from tawthiq.drill.sound import RATE
from tawthiq.drill.sources import KINDS, emitted

SOURCE = (4.0, 1.0, 90.0)


def _ear(drift: int, gain: float = 0.5) -> Ear:
    return Ear(lambda at: (0.0, 1.6, 1.2 * at), Fraction(7, 3), Fraction(12), drift, gain, 0.5, 3)


@pytest.mark.parametrize("drift", [0, 80, -45])
def test_an_impulse_arrives_on_the_sample_the_truth_names(drift: int) -> None:
    gave = emitted("impulse", 3, 0, RATE * 20, (RATE * 5, RATE * 9))
    ear, total = _ear(drift), np.zeros(12 * RATE, np.float32)
    hear(ear, total, SOURCE, gave, Fraction(0), 1.0)
    for made in (5, 9):
        arrived = arrival(ear, ear.distances(SOURCE), Fraction(made))
        assert arrived is not None
        at, distance = arrived
        sample = int(at * RATE)
        first = int(np.flatnonzero(total[sample - 4000 :])[0]) + sample - 4000
        assert abs(first - sample) <= 1
        lived = (Fraction(made) - ear.begins) + Fraction(distance / SPEED)
        assert float(at) == pytest.approx(float(lived) * (1 + drift / 1e6), abs=2 / RATE)


def test_a_camera_farther_away_hears_it_later_by_the_distance_and_softer() -> None:
    gave = emitted("impulse", 3, 0, RATE * 20, (RATE * 5,))
    heard = []
    for away in (20.0, 363.0):
        ear = Ear(lambda _, away=away: (0.0, 0.0, away), Fraction(0), Fraction(12), 0, 0.5, 0.0, 3)  # type: ignore[misc]
        total = np.zeros(12 * RATE, np.float32)
        hear(ear, total, (0.0, 0.0, 0.0), gave, Fraction(0), 1.0)
        heard.append((int(np.argmax(np.abs(total))), float(np.abs(total).max())))
    assert heard[1][0] - heard[0][0] == RATE  # 343 metres are a second
    assert heard[0][1] / heard[1][1] == pytest.approx(363 / 20, rel=0.01)


def test_what_is_outside_the_recording_has_no_arrival() -> None:
    ear = _ear(0)
    away = ear.distances(SOURCE)
    assert arrival(ear, away, Fraction(1)) is None
    assert arrival(ear, away, Fraction(15)) is None


def test_what_had_begun_before_the_recording_has_a_negative_onset() -> None:
    ear = _ear(0)
    away = ear.distances(SOURCE)
    arrived = arrival(ear, away, Fraction(1), 3 * RATE)
    assert arrived is not None
    assert float(arrived[0]) == pytest.approx(1 - 7 / 3 + float(away[0]) / SPEED, abs=1e-4)
    assert arrival(ear, away, Fraction(1), RATE // 10) is None


def test_echoes_come_after_and_loud_microphones_clip() -> None:
    total = np.zeros(RATE, np.float32)
    total[1000] = 0.5
    soft, loud = finished(_ear(0, 0.5), total), finished(_ear(0, 40.0), total)
    assert int(np.argmax(soft)) == 1000
    assert (soft[2000:] > 0.025).sum() >= 2
    assert loud.max() == 1.0
    assert (loud == 1.0).sum() > 2


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_source_sounds_and_is_the_same_again(kind: str) -> None:
    one, again = (emitted(kind, 5, 2, RATE * 4, (RATE,)) for _ in range(2))
    assert np.array_equal(one.samples, again.samples)
    assert one.begun == again.begun
    assert 0.005 < float(one.samples.std()) < 1.5
    assert one.steady == (not one.begun)
    for begun in one.begun:
        assert 0 <= begun.at < RATE * 4
        assert begun.lasts > 0
