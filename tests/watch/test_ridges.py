"""Ridges: how long a tone goes on, however the sound comes in."""

from fractions import Fraction

import numpy as np

from tawthiq.media.analyser import Heard
from tawthiq.watch.ridges import HERTZ, LOWEST_HZ, STEP, Measures, RidgeListener, Ridges, ridges
from tests.watch.sounds import Wave, hiss, seconds


class Longest(RidgeListener):
    """The longest ridge of each step, and its pitch."""

    def told(self, ridges: Ridges) -> Measures:
        longest = ridges.length.argmax(axis=1)
        length = ridges.length[np.arange(len(longest)), longest]
        return np.stack([length, LOWEST_HZ + longest * HERTZ], axis=1).astype(np.float64)


def measured(wave: Wave, block: int = 8000) -> Measures:
    listener = Longest()
    for at in range(0, len(wave), block):
        listener.hear(Heard(Fraction(at, 16000), 16000, wave[at : at + block].astype(np.float32)))
    heard = listener.heard()
    assert heard is not None
    times, told = heard
    assert len(times) == len(told)
    return told


def glide(length: float) -> Wave:
    pitch = 600 + 200 * seconds(length) / length
    return 0.2 * np.sin(2 * np.pi * np.cumsum(pitch) / 16000)


def test_a_tone_that_glides_is_one_ridge_and_noise_has_none_that_lasts() -> None:
    told = measured(glide(3) + hiss(3, 0.01))
    length, pitch = told[len(told) // 2]
    assert length * STEP > 2.5
    assert abs(pitch - 700) < 2 * HERTZ
    assert measured(hiss(3, 0.2))[:, 0].max() * STEP < 0.4


def test_pieces_of_a_minute_give_what_one_piece_gives() -> None:
    wave = np.concatenate([glide(1.5), hiss(0.5, 0.05)] * 33)
    told = measured(wave)
    beginning = measured(wave[: 20 * 16000])
    assert np.array_equal(told[: len(beginning) - 80], beginning[:-80])
    assert len(told) == (len(wave) - 1024) // 512 + 1


def test_a_film_without_sound_leaves_nothing() -> None:
    assert Longest().heard() is None
    assert ridges(np.zeros((0, 250), np.float32)).length.shape[0] == 0
