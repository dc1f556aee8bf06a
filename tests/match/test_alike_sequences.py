import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.match.alike_samples import MAX_BITS, sample_stretches
from tawthiq.match.alike_sequences import MAX_MEAN, WINDOW, sequence_stretches
from tawthiq.match.copies import find_copies
from tawthiq.match.hashes import HashTrack, pair_of
from tests.match.test_copies import film
from tests.record.strategies import some_digest

Bytes = npt.NDArray[np.uint8]

STEPS = 10
"""Frames a second of the invented lively footage."""


def lively(seed: int, seconds: int, bits_a_step: int = 18) -> Bytes:
    """Hashes of footage that never stands still: each step flips some bits, so that half a second on lies
    some 75 bits away and ten seconds on says nothing any more."""
    rng = np.random.default_rng(seed)
    frame = rng.integers(0, 2, 256, np.uint8)
    frames = []
    for _ in range(seconds * STEPS):
        frame = frame.copy()
        frame[rng.choice(256, bits_a_step, replace=False)] ^= 1
        frames.append(frame)
    return np.packbits(np.array(frames), axis=1)


def sampled(frames: Bytes, name: str, start: int = 0, count: int | None = None) -> HashTrack:
    """One hash a second from step `start` on: a recording that begins there."""
    hashes = frames[start::STEPS][:count]
    seconds = np.arange(len(hashes), dtype=np.float64)
    return HashTrack(
        some_digest(name), seconds, hashes, np.full(len(hashes), 100, np.uint8), float(len(hashes))
    )


@pytest.mark.parametrize("phase", range(3, 8))
def test_an_excerpt_between_the_samples_is_found_by_its_sequence(phase: int) -> None:
    frames = lively(1, 120)
    whole, excerpt = sampled(frames, "whole"), sampled(frames, "excerpt", 40 * STEPS + phase, 12)
    assert not sample_stretches(pair_of(excerpt, whole)), "single samples would have found it"
    (copy,) = find_copies([whole, excerpt])
    assert copy.offset == pytest.approx(40 + phase / STEPS, abs=copy.error)
    assert (copy.start, copy.end) == pytest.approx((0, 12), abs=1)


def test_unrelated_lively_footage_is_not_joined() -> None:
    assert find_copies([sampled(lively(seed, 90), str(seed)) for seed in range(10)]) == ()


def test_scenes_that_stand_still_and_look_somewhat_alike_are_not_a_copy() -> None:
    """Two moments of one fixed camera: near one another along every offset, a copy along none."""
    rng = np.random.default_rng(4)
    scene = rng.integers(0, 2, 256, np.uint8)

    def moment(seed: int) -> Bytes:
        noise = np.random.default_rng(seed)
        frames = np.repeat(scene[None], 30, axis=0)
        for frame in frames:
            frame[noise.choice(256, 30, replace=False)] ^= 1
        return np.packbits(frames, axis=1)

    one, other = sampled(np.repeat(moment(1), STEPS, 0), "a"), sampled(np.repeat(moment(2), STEPS, 0), "b")
    apart = pair_of(one, other).distances
    assert MAX_BITS < apart.mean() < MAX_MEAN, "or the test says nothing"
    assert find_copies([one, other]) == ()


def test_too_short_a_sequence_says_nothing() -> None:
    frames = lively(1, 60)
    pair = pair_of(sampled(frames, "b", 205, WINDOW - 1), sampled(frames, "a"))
    assert sequence_stretches(pair) == ()


def test_a_recording_without_usable_samples_joins_nothing() -> None:
    flat = sampled(film(1, 60), "flat")
    dark = HashTrack(
        flat.item, flat.seconds, flat.hashes, np.zeros(len(flat.hashes), np.uint8), flat.duration
    )
    assert find_copies([flat, dark]) == ()
