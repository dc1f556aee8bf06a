"""Bangs: when, how strong, how long; and what is none."""

import numpy as np
import pytest

from tawthiq.media.analyser import Table
from tawthiq.watch.impulses import Impulses
from tests.watch.sounds import hiss, played, seconds, spans, with_bangs

ONSETS = [1.513, 3.2, 4.871, 6.03]


@pytest.mark.parametrize("level", [0.12, 0.5])
def test_onsets_are_found_within_20_ms(level: float) -> None:
    found = spans(played(Impulses(), with_bangs(hiss(8, 0.05), ONSETS, level)), "sound.impulse")
    assert len(found) == len(ONSETS)
    assert all(abs(start - onset) <= 0.02 for (start, _, _), onset in zip(found, ONSETS, strict=True))


def test_blows_in_silence_do_not_hide_one_another() -> None:
    blows = [1 + 0.6 * n for n in range(12)]
    found = spans(played(Impulses(), with_bangs(hiss(9, 0), blows, 0.3, fade=0.03)), "sound.impulse")
    assert [round(start, 1) for start, _, _ in found] == [round(blow, 1) for blow in blows]


def test_the_track_has_a_row_each_with_strength_and_decay() -> None:
    short = played(Impulses(), with_bangs(hiss(5, 0.01), [2], 0.5, fade=0.03))
    long = played(Impulses(), with_bangs(hiss(5, 0.01), [2], 0.5, fade=0.2))
    (short_track,) = [f for f in short if isinstance(f, Table)]
    (long_track,) = [f for f in long if isinstance(f, Table)]
    names = [column.name for column in short_track.columns]
    assert names == ["seconds", "strength", "decay", "score"]
    _, strength, decay, score = (float(each[0]) for each in short_track.arrays)
    assert strength == pytest.approx(34, abs=6)
    assert decay < float(long_track.arrays[2][0]) / 3
    assert 0.5 < score < 1


def test_steady_noise_a_tone_and_an_engine_that_starts_are_none() -> None:
    started = hiss(8, 0.01)
    started[4 * 16000 :] += hiss(4, 0.3, seed=3)
    tone = 0.3 * np.sin(2 * np.pi * 440 * seconds(8))
    assert not [*played(Impulses(), hiss(8, 0.1)), *played(Impulses(), tone)]
    assert not played(Impulses(), started)


def test_bangs_at_the_edge_of_a_minute_are_told_once_each() -> None:
    onsets = [59.2, 59.9, 60.4, 61.1, 63.0, 64.2]
    found = spans(played(Impulses(), with_bangs(hiss(66, 0.05), onsets, 0.4)), "sound.impulse")
    assert [round(start, 1) for start, _, _ in found] == onsets
