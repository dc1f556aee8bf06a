"""Two recordings of one invented event on one clock; and all that must not be put there."""

from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.app.synchronising import sync_form
from tawthiq.drill.sound import RATE as DRILL_RATE
from tawthiq.drill.sound import Mix, event_sound, heard
from tawthiq.match.sound_candidates import candidates
from tawthiq.match.sounding import Sounding, sounding
from tawthiq.match.sync import LEAST_PROBABILITY, Heard, synchronise
from tawthiq.match.sync_probability import Evidence, probability
from tawthiq.media.analyser import Heard as Block
from tawthiq.media.analyser import Table, Watched
from tawthiq.record.errors import LawBroken
from tawthiq.watch.sound_track import SoundTrack
from tests.record.strategies import some_digest

Sound = npt.NDArray[np.float32]
RATE = 16_000
MIX = Mix(sirens=0.1)


def stored(sound: Sound, name: str = "x") -> Sounding:
    analyser = SoundTrack()
    assert not list(analyser.hear(Block(Fraction(0), RATE, sound)))
    (table,) = analyser.finish(Watched(Fraction(len(sound), RATE)))
    assert isinstance(table, Table)
    names = [column.name for column in table.columns]
    return sounding(some_digest(name), dict(zip(names, table.arrays, strict=True)))


@pytest.fixture(scope="module")
def event() -> Sound:
    return event_sound(21, 40, MIX)


def camera(event: Sound, start: float, seconds: float, seed: int) -> Sound:
    sound = heard(event, start, seconds, level=0.6, seed=seed)
    return np.ascontiguousarray(sound[:: DRILL_RATE // RATE])


def test_an_excerpt_beginning_at_12_26_gives_12_26(event: Sound) -> None:
    found = synchronise(stored(camera(event, 0, 30, 1)), stored(camera(event, 12.26, 10, 2)))
    assert found is not None and found.accepted and found.heard is Heard.MOMENT
    assert found.offset == pytest.approx(12.26, abs=0.002)
    form = sync_form(found)
    assert form is not None and form.placed
    assert form.offset_s == pytest.approx(12.26, abs=0.002)
    assert form.uncertainty_s >= 0.145, "sound takes 145 ms for 50 m"


def test_ends_that_overlap_and_either_order(event: Sound) -> None:
    first, second = stored(camera(event, 0, 20, 3)), stored(camera(event, 12, 20, 4))
    for one, other, true in ((first, second, 12.0), (second, first, -12.0)):
        found = synchronise(one, other)
        assert found is not None and found.accepted
        assert found.offset == pytest.approx(true, abs=0.002)


@pytest.mark.parametrize("ppm", [-400, 500])
def test_drift_is_told(event: Sound, ppm: int) -> None:
    sound = camera(event, 5, 30, 5)
    at = np.arange(int(len(sound) * (1 - 6e-4))) / (1 + ppm * 1e-6)
    slow = np.interp(at, np.arange(len(sound)), sound).astype(np.float32)
    found = synchronise(stored(camera(event, 0, 40, 6)), stored(slow))
    assert found is not None and found.accepted
    assert found.line.drift * 1e6 == pytest.approx(-ppm, abs=40)
    assert found.offset == pytest.approx(5, abs=0.004)


def test_another_event_or_another_time_is_not_placed(event: Sound) -> None:
    here = stored(camera(event, 0, 18, 7))
    for other in (camera(event, 20, 18, 8), camera(event_sound(22, 20, MIX), 0, 18, 9)):
        found = synchronise(here, stored(other))
        assert found is None or not found.accepted
        assert found is None or found.probability < 0.5


def test_held_notes_are_the_same_sound_and_no_moment() -> None:
    random = np.random.default_rng(3)
    at = np.arange(RATE // 2) / RATE
    notes = [
        sum(np.sin(2 * np.pi * pitch * k * at) / k for k in range(1, 6)) * np.exp(-2 * at)
        for pitch in 220 * 2 ** (random.integers(0, 24, 60) / 12)
    ]
    music = np.concatenate(notes)
    takes = [
        0.1 * music[first:] + 0.02 * random.standard_normal(len(music) - first) for first in (0, RATE * 5)
    ]
    found = synchronise(*(stored(take.astype(np.float32)) for take in takes))
    assert found is not None
    assert found.offset == pytest.approx(5, abs=0.002)
    assert found.heard is Heard.SOUND


def test_too_little_to_compare() -> None:
    silence = Sounding(some_digest("s"), np.zeros((100, 17), np.float32), np.zeros(8000, np.float32))
    noise = stored((0.1 * np.random.default_rng(1).standard_normal(RATE * 4)).astype(np.float32))
    assert candidates(silence, noise) == ()
    assert synchronise(silence, noise) is None
    assert sync_form(None) is None


def test_a_stronger_line_is_more_probable_and_a_rival_makes_it_less() -> None:
    assert probability(Evidence(1, 1, 0.4, 30, 1)) < 0.05
    assert probability(Evidence(200, 1, 1.0, 30, 2)) > 0.95
    assert probability(Evidence(200, 150, 1.0, 30, 2)) < probability(Evidence(200, 1, 1.0, 30, 2))


def test_what_agrees_for_long_is_more_probable_than_a_few_seconds_as_strong() -> None:
    chant, event = Evidence(31, 2.9, 1.0, 9, 1), Evidence(31, 2.9, 1.0, 30, 1)
    assert probability(chant) < 0.5 < probability(event)


def test_a_camera_that_stands_still_half_of_the_time_is_placed_by_that_half() -> None:
    assert probability(Evidence(500, 1, 0.5, 60, 2)) >= LEAST_PROBABILITY


def test_a_track_of_another_shape_is_refused() -> None:
    with pytest.raises(LawBroken, match="half a second"):
        sounding(some_digest("t"), {"cepstrum": np.zeros((2, 3)), "whitened": np.zeros((2, 2000), np.uint8)})
    with pytest.raises(LawBroken, match="columns"):
        sounding(some_digest("t"), {})
