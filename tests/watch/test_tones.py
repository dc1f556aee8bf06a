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


LOUDNESS = np.array([1, 1, 1, 1.4, 1, 1, 1, 1])
"""Of the overtones of a voice: one is a little louder, as where the mouth resounds."""


def voice(length: float, pitch: Wave) -> Wave:
    turns = 2 * np.pi * np.cumsum(pitch)[: round(length * 16000)] / 16000
    mixed: Wave = 0.1 * (LOUDNESS * np.sin(turns[:, None] * np.arange(1, 9))).sum(axis=1)
    return mixed


def test_a_wail_among_voices_is_a_siren_by_how_far_it_glides_alone() -> None:
    held = np.repeat([180.0, 205.0, 160.0, 220.0], 5 * 16000)
    mixed = hiss(20, 0.02) + voice(20, held) + 0.8 * wail(20)
    found = spans(played(Tones(), mixed), "sound.siren")
    assert sum(end - start for start, end, _ in found) > 12


def test_a_voice_that_glides_as_far_is_none_for_its_overtones_go_along() -> None:
    gliding = 200 * 2 ** (0.5 * np.sin(2 * np.pi * 0.25 * seconds(20)))
    assert not played(Tones(), hiss(20, 0.02) + voice(20, gliding))
