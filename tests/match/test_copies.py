import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.match.alike_samples import MAX_BITS
from tawthiq.match.copies import find_copies
from tawthiq.match.hashes import HashTrack, as_words, distances
from tawthiq.match.stretch import TOLERANCE
from tests.record.strategies import some_digest

Bytes = npt.NDArray[np.uint8]


def film(seed: int, seconds: int) -> Bytes:
    """Invented hashes, one a second: far from one another, as different frames are."""
    return np.random.default_rng(seed).integers(0, 256, (seconds, 32), np.uint8)


def flipped(hashes: Bytes, bits: int, seed: int = 0) -> Bytes:
    """`hashes` with `bits` bits flipped in each, as a re-encoding does."""
    rng = np.random.default_rng(seed)
    out = np.unpackbits(hashes, axis=1)
    for row in out:
        row[rng.choice(256, bits, replace=False)] ^= 1
    return np.packbits(out, axis=1)


def track(
    hashes: Bytes, name: str = "x", phase: float = 0.0, quality: int = 100, *, still: bool = False
) -> HashTrack:
    seconds = np.arange(len(hashes), dtype=np.float64) + phase
    return HashTrack(
        some_digest(name),
        seconds,
        hashes,
        np.full(len(hashes), quality, np.uint8),
        len(hashes) + phase,
        still,
    )


def test_an_excerpt_is_found_with_its_offset_whichever_comes_first() -> None:
    whole = film(1, 212)
    long, excerpt = track(whole, "long"), track(flipped(whole[190:210], 20), "short")
    for tracks in ((long, excerpt), (excerpt, long)):
        (copy,) = find_copies(tracks)
        assert tracks[copy.short] is excerpt
        assert copy.offset == pytest.approx(190, abs=copy.error)
        assert (copy.start, copy.end) == pytest.approx((0, 20), abs=1)
        assert copy.share == 1


def test_unrelated_recordings_are_not_joined() -> None:
    assert find_copies([track(film(seed, 60), str(seed)) for seed in range(12)]) == ()


def test_flat_frames_join_nothing() -> None:
    black = np.zeros((30, 32), np.uint8)
    assert find_copies([track(black, "a", quality=3), track(black, "b", quality=3)]) == ()


def test_one_alike_frame_is_not_a_copy() -> None:
    one, other = film(1, 40), film(2, 40)
    other[7] = one[30]
    assert find_copies([track(one, "a"), track(other, "b")]) == ()


def test_a_compilation_is_found_piece_by_piece() -> None:
    first, second = film(1, 60), film(2, 60)
    mixed = np.concatenate([first[10:20], second[40:55]])
    found = find_copies([track(first, "a"), track(second, "b"), track(mixed, "mix")])
    assert [(c.short, c.long, round(c.offset)) for c in found] == [(2, 0, 10), (2, 1, 30)]


def test_one_recording_used_twice_gives_two_stretches() -> None:
    whole = film(1, 100)
    mixed = np.concatenate([whole[10:20], film(9, 10), whole[70:80]])
    found = find_copies([track(whole, "a"), track(mixed, "mix")])
    assert [round(c.offset) for c in found] == [10, 50]


def test_a_still_of_a_video_is_found() -> None:
    whole = film(1, 60)
    (copy,) = find_copies([track(whole, "video"), track(flipped(whole[33:34], 12), "still", still=True)])
    assert copy.short == 1
    assert copy.offset == pytest.approx(33, abs=copy.error)


def test_a_standing_picture_gives_a_wide_offset() -> None:
    fixed = np.repeat(film(1, 1), 40, axis=0)
    (copy,) = find_copies([track(fixed, "a"), track(fixed[:20], "b")])
    assert copy.error >= 15


@given(st.integers(0, 40), st.floats(0, 0.5), st.integers(0, MAX_BITS))
def test_any_excerpt_at_any_phase_is_found(start: int, phase: float, bits: int) -> None:
    whole = film(3, 60)
    (copy,) = find_copies([track(whole, "a"), track(flipped(whole[start : start + 10], bits), "b", phase)])
    assert abs(copy.offset - (start - phase)) <= TOLERANCE


def test_nothing_to_compare_is_no_copy() -> None:
    assert find_copies([]) == ()
    assert find_copies([track(film(1, 5))]) == ()


def test_distances_count_bits() -> None:
    one = film(1, 4)
    assert distances(as_words(one), as_words(flipped(one, 17))).diagonal().tolist() == [17] * 4
