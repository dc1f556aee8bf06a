"""Sirens, and what sounds a little like one."""

import numpy as np

from tawthiq.watch.tones import Tones
from tests.watch.sounds import Wave, hiss, played, seconds, spans


def wail(length: float) -> Wave:
    pitch = 900 + 300 * np.sin(2 * np.pi * 0.4 * seconds(length))
    return 0.2 * np.sin(2 * np.pi * np.cumsum(pitch) / 16000)


def test_a_wail_in_noise_is_a_siren_from_where_to_where() -> None:
    mixed = hiss(20, 0.05)
    mixed[5 * 16000 : 15 * 16000] += wail(10)
    ((start, end, score),) = spans(played(Tones(), mixed), "sound.siren")
    assert abs(start - 5) < 1.5
    assert abs(end - 15) < 1.5
    assert 0.6 < score <= 1


def test_a_steady_whistle_and_noise_are_none() -> None:
    whistle = 0.2 * np.sin(2 * np.pi * 1000 * seconds(10)) + hiss(10, 0.02)
    assert not played(Tones(), whistle)
    assert not played(Tones(), hiss(10, 0.2))
