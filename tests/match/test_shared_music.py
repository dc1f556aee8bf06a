"""What two recordings share is told to be music by notes that are held and by a beat; voices are neither."""

from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal

from tawthiq.match.shared_music import NO_MUSIC, SharedMusic, shared_music
from tawthiq.match.sound_verifying import Verified
from tawthiq.match.sounding import RATE, Sounding
from tests.record.strategies import some_digest

Sound = npt.NDArray[np.float32]
SECONDS = 12
AT = np.arange(SECONDS * RATE) / RATE


def sounding(sound: npt.NDArray[np.floating]) -> Sounding:
    return Sounding(some_digest("x"), np.zeros((1, 17), np.float32), sound.astype(np.float32))


def line(drift: float = 0.0) -> Verified:
    return Verified(0.0, SECONDS / 2, drift, 100.0, 1.0, 50.0, 1e-4, float(SECONDS))


def noise(seed: int) -> npt.NDArray[np.float64]:
    return np.random.default_rng(seed).standard_normal(len(AT))


@cache
def notes() -> npt.NDArray[np.float64]:
    """A new chord of four notes each half second."""
    random = np.random.default_rng(3)
    chords = 300 * 2 ** (random.integers(0, 36, (SECONDS * 2, 4)) / 12)
    pitch = np.repeat(chords, RATE // 2, axis=0)
    return np.asarray(np.sin(2 * np.pi * pitch * AT[:, None]).sum(axis=1))


def drum() -> npt.NDArray[np.float64]:
    """A burst of noise, the same to the sample, each 0.4 s."""
    blow = noise(4)[: RATE // 10]
    beat = np.tile(np.pad(blow, (0, round(0.4 * RATE) - len(blow))), round(SECONDS / 0.4) + 1)
    return 3 * beat[: len(AT)]


def both(shared: npt.NDArray[np.floating], apart: float = 1.0) -> SharedMusic:
    """What is told of two places that share this, each with a noise of its own."""
    return shared_music(sounding(shared + apart * noise(1)), sounding(shared + apart * noise(2)), line())


def test_notes_are_held_and_a_drum_has_a_beat() -> None:
    played, beaten, hissed = both(notes()), both(drum()), both(noise(5))
    assert played.held > 1 > abs(hissed.held)
    assert beaten.beat > 3 * hissed.beat
    assert hissed.probability < 0.05 < 0.95 < min(played.probability, both(notes() + drum()).probability)


def test_music_that_only_one_of_both_hears_says_nothing() -> None:
    shared = noise(5)
    one = shared_music(sounding(shared + notes()), sounding(shared + noise(2)), line())
    assert one.probability < 0.2


def test_a_line_that_drifts_has_no_beat_of_its_own() -> None:
    """At 500 parts in a million a whole sample is skipped four times a second."""
    shared = noise(5)
    drift = 5e-4
    fine = signal.resample(shared, 16 * len(shared))  # so that a straight line between samples is near enough
    at = np.arange(len(fine)) / (16 * RATE)
    slow = np.interp(AT - drift * (AT - SECONDS / 2), at, fine)
    found = shared_music(sounding(slow + 0.1 * noise(1)), sounding(shared + 0.1 * noise(2)), line(drift))
    assert found.beat < 2 * both(shared, apart=0.1).beat


@pytest.mark.parametrize("seconds", [0.0, 0.2, 1.0])
def test_too_little_to_say(seconds: float) -> None:
    short = sounding(noise(6)[: round(seconds * RATE)])
    assert shared_music(short, short, line()) == NO_MUSIC
    assert NO_MUSIC.probability < 1e-6


shares = st.floats(0, 1)
measures = st.floats(-10, 1e6)


@given(shares, measures, measures, shares, measures, measures)
def test_more_of_any_mark_is_never_less_probable(
    lines: float, held: float, beat: float, more_lines: float, more_held: float, more_beat: float
) -> None:
    less = SharedMusic(min(lines, more_lines), min(held, more_held), min(beat, more_beat))
    more = SharedMusic(max(lines, more_lines), max(held, more_held), max(beat, more_beat))
    assert 0 <= less.probability <= more.probability <= 1
