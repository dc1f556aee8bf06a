"""The stored sound: laid on media time to the sample, whatever comes in blocks; repeats taken out."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.media.analyser import Heard, Table, Watched
from tawthiq.watch import cepstrum, whitening
from tawthiq.watch.cepstrum import RATE, band_levels, cepstral_track
from tawthiq.watch.sound_track import SoundTrack

Sound = npt.NDArray[np.float32]


def noise(seconds: float, seed: int = 1) -> Sound:
    return (0.1 * np.random.default_rng(seed).standard_normal(round(seconds * RATE))).astype(np.float32)


def stored(blocks: Sequence[tuple[Fraction, Sound]]) -> Table | None:
    analyser = SoundTrack()
    for time, samples in blocks:
        assert not list(analyser.hear(Heard(time, RATE, samples)))
    tables = list(analyser.finish(Watched(Fraction(0))))
    assert len(tables) <= 1
    return tables[0] if tables and isinstance(tables[0], Table) else None


def samples(table: Table | None) -> Sound:
    """The whitened sound as it is read back."""
    assert table is not None
    nibbles = np.stack([table.arrays[2] >> 4, table.arrays[2] & 15], axis=-1)
    return nibbles.reshape(-1).astype(np.float32) - 8


def test_a_row_holds_half_a_second() -> None:
    table = stored([(Fraction(0), noise(2.2))])
    assert table is not None
    assert [array.shape for array in table.arrays] == [(5,), (5, 850), (5, 2000)]
    assert table.arrays[0].tolist() == [0, 0.5, 1, 1.5, 2]


def test_blocks_and_pieces_of_any_length_make_the_same_track() -> None:
    sound = noise(63)
    whole, cut = (
        stored([(Fraction(0), sound)]),
        stored([(Fraction(at, RATE), sound[at : at + 7777]) for at in range(0, len(sound), 7777)]),
    )
    assert whole is not None and cut is not None
    for one, other in zip(whole.arrays, cut.arrays, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_bang_lies_at_its_second_after_a_gap() -> None:
    bang = np.zeros(RATE, np.float32)
    bang[4000:4040] = noise(0.0025)
    white = samples(stored([(Fraction(0), noise(1)), (Fraction(31, 10), bang)]))
    assert not white[9000:24000].any(), "the gap is silence"
    at = 25_000 + np.argmax(np.abs(white[25_000:]))
    assert at / whitening.RATE == pytest.approx(3.1 + 0.25, abs=0.04)


def test_silence_is_no_track() -> None:
    assert stored([(Fraction(0), np.zeros(RATE, np.float32))]) is None
    assert stored([]) is None


def test_a_time_days_away_does_not_make_days_of_silence() -> None:
    table = stored([(Fraction(0), noise(1)), (Fraction(10**9), noise(1))])
    assert table is not None and len(table.arrays[0]) == 2


def test_what_repeats_exactly_is_taken_out_and_the_rest_stays() -> None:
    machine, crowd = np.tile(noise(0.5, seed=2), 40), noise(20, seed=3)
    assert _again(machine) > 0.99
    mixed, clean = whitening.whitened(machine + crowd), whitening.whitened(crowd)
    assert abs(_again(mixed)) < 0.2, "half of it was the machine"
    assert np.corrcoef(mixed, clean)[0, 1] > 0.3


def _again(sound: Sound) -> float:
    """How much `sound`, of 20 seconds at any rate, is like itself half a second on."""
    period = len(sound) // 40
    return float(np.corrcoef(sound[:-period], sound[period:])[0, 1])


def test_the_cepstral_track_does_not_change_with_loudness() -> None:
    sound = noise(8, seed=4) * np.repeat(np.random.default_rng(5).uniform(0.2, 1, 80), RATE // 10).astype(
        "f4"
    )
    quiet, loud = (cepstral_track(band_levels(level * sound)).astype(float) for level in (0.05, 0.9))
    assert np.corrcoef(quiet.ravel(), loud.ravel())[0, 1] > 0.99


def test_the_cepstral_track_is_the_same_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = noise(12, seed=6)
    sound[3 * RATE : 4 * RATE] = 0
    whole = cepstral_track(band_levels(sound))
    monkeypatch.setattr(cepstrum, "_PART", 250)
    in_parts = cepstral_track(band_levels(sound))
    assert np.abs(whole.astype(int) - in_parts).max() <= 1  # sums of single precision in another order
