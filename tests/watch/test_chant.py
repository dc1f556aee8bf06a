"""The weak hint: held notes that move; and that it never says it is sure."""

import numpy as np

from tawthiq.record.draft import Draft
from tawthiq.record.statement import Method
from tawthiq.watch.chant import Chant
from tests.watch.sounds import Wave, hiss, played, seconds, spans


def sung(length: float) -> Wave:
    """A voice-like tone that holds each note of a small scale for most of a second."""
    notes = np.array([150, 168, 189, 168, 200, 150])[(seconds(length) / 0.8).astype(int) % 6]
    phase = 2 * np.pi * np.cumsum(notes) / 16000
    return 0.1 * sum((np.sin(n * phase) / n for n in range(1, 8)), start=0 * phase)


def test_held_notes_give_a_hint_that_is_inferred_and_never_over_a_half() -> None:
    found = played(Chant(), sung(20) + hiss(20, 0.01))
    ((start, end, score),) = spans(found, "sound.chant")
    assert start < 3
    assert end > 17
    assert 0 < score <= 0.5
    assert all(d.method is Method.INFERRED for d in found if isinstance(d, Draft))


def test_noise_a_hum_and_silence_give_none() -> None:
    assert not played(Chant(), hiss(12, 0.2))
    assert not played(Chant(), 0.2 * np.sin(2 * np.pi * 150 * seconds(12)))
    assert not played(Chant(), 0 * seconds(12))
