"""Levels, shapes and pauses of sounds that we know."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.media.analyser import Heard, Table, Watched
from tawthiq.media.specimen import Specimen, clip
from tawthiq.record.draft import Draft
from tawthiq.record.measure import Quantity
from tawthiq.record.selector import Seconds
from tawthiq.store.tracks import read_track
from tawthiq.watch.loudness import Loudness
from tests.media import clips
from tests.media.watched import here

RATE = 8000


def tone(seconds: float, amplitude: float = 0.5) -> npt.NDArray[np.float32]:
    return (amplitude * np.sin(2 * np.pi * 440 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def measured(
    blocks: Sequence[tuple[Fraction, npt.NDArray[np.float32]]],
) -> tuple[Table, list[Draft]]:
    loudness = Loudness()
    for time, samples in blocks:
        assert not list(loudness.hear(Heard(time, RATE, samples)))
    end = max(time + Fraction(len(samples), RATE) for time, samples in blocks)
    table, *drafts = loudness.finish(Watched(end))
    assert isinstance(table, Table)
    return table, [draft for draft in drafts if isinstance(draft, Draft)]


def level(draft: Draft) -> float:
    assert isinstance(draft.value, Quantity) and draft.value.unit == "dB"
    return float(draft.value.amount)


def test_a_tone_has_its_level_and_shape() -> None:
    table, drafts = measured([(Fraction(0), tone(1.0))])
    seconds, low, high, db = table.arrays
    assert seconds == pytest.approx(np.arange(50) / 50)
    assert low == pytest.approx(np.full(50, -16383), abs=700)
    assert high == pytest.approx(np.full(50, 16383), abs=700)
    assert db == pytest.approx(np.full(50, -9.03), abs=0.3)
    (loudness,) = drafts
    assert loudness.property == "sound.loudness"
    assert level(loudness) == pytest.approx(-9.03, abs=0.1)
    assert loudness.selectors == (Seconds(Fraction(0), Fraction(1)),)


def test_blocks_of_any_length_make_the_same_bins() -> None:
    whole, _ = measured([(Fraction(0), tone(2))])
    parts = [tone(2)[at : at + 777] for at in range(0, 2 * RATE, 777)]
    cut, _ = measured([(Fraction(n * 777, RATE), part) for n, part in enumerate(parts)])
    for one, other in zip(whole.arrays, cut.arrays, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-9)


def test_a_pause_is_told_with_its_ends() -> None:
    sound = np.concatenate([tone(1), np.zeros(3 * RATE, np.float32), tone(1)])
    _, drafts = measured([(Fraction(5), sound)])
    (pause,) = (draft for draft in drafts if draft.property == "sound.silence")
    (where,) = pause.selectors
    assert isinstance(where, Seconds) and where.end is not None
    assert (float(where.start), float(where.end)) == pytest.approx((6, 9), abs=0.03)
    assert pause.value == Quantity(Decimal(-120), "dB")


def test_a_short_pause_is_not_told() -> None:
    sound = np.concatenate([tone(1), np.zeros(RATE, np.float32), tone(1)])
    assert [draft.property for draft in measured([(Fraction(0), sound)])[1]] == ["sound.loudness"]


def test_a_gap_in_time_is_kept() -> None:
    table, _ = measured([(Fraction(0), tone(0.5)), (Fraction(3), tone(0.5))])
    seconds = table.arrays[0]
    assert np.diff(seconds).max() == pytest.approx(2.52, abs=0.05)
    assert (np.diff(seconds) > 0).all()


def test_footage() -> None:
    account = here(clip(Specimen(seconds=3, tone=440)), Loudness())
    (waveform,) = (t for t in account.tracks if t.header.property == "track.waveform")
    columns = read_track(waveform.npz)
    assert columns["seconds"][-1] == pytest.approx(3, abs=0.1)
    assert np.median(columns["level"]) == pytest.approx(-9, abs=1)
    assert [f.draft.property for f in account.found] == ["sound.loudness"]


def test_silent_footage_is_one_silence() -> None:
    account = here(clip(clips.SILENT), Loudness())
    assert [f.draft.property for f in account.found] == ["sound.loudness", "sound.silence"]


@pytest.mark.parametrize("content", [clip(clips.MUTE), clips.picture()])
def test_without_sound_there_is_nothing(content: bytes) -> None:
    account = here(content, Loudness())
    assert account.found == ()
    assert not [t for t in account.tracks if t.header.property == "track.waveform"]
