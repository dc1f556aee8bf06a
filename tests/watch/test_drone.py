"""Engines and propellers: a beat that goes on."""

import numpy as np

from tawthiq.watch.drone import Drone
from tests.watch.sounds import Wave, hiss, played, seconds, spans


def motor(length: float, beats: float = 47) -> Wave:
    time = seconds(length)
    return 0.1 * sum((np.sin(2 * np.pi * beats * n * time) / n for n in (1, 2, 3, 5)), start=0 * time)


def test_a_motor_in_noise_from_where_to_where() -> None:
    mixed = hiss(20, 0.05)
    mixed[5 * 16000 : 15 * 16000] += motor(10)
    ((start, end, score),) = spans(played(Drone(), mixed), "sound.drone")
    assert abs(start - 5) < 2
    assert abs(end - 15) < 2
    assert 0.45 <= score <= 1


def test_noise_and_a_high_tone_are_none() -> None:
    assert not played(Drone(), hiss(10, 0.2))
    assert not played(Drone(), 0.3 * np.sin(2 * np.pi * 700 * seconds(10)))
