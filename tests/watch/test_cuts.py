"""Cuts on made-up footage: found to the frame, and not where a hand shakes or a light flashes."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.watch.cuts import Cut, CutDetector

Frame = npt.NDArray[np.uint8]


def scene(seed: int) -> Frame:
    """A large still world, soft as footage is, to look at through a moving window."""
    random = np.random.default_rng(seed)
    coarse = random.integers(20, 230, (18, 24)).astype(np.float32)
    return np.kron(coarse, np.ones((12, 12), np.float32)).astype(np.uint8)


def window(world: Frame, x: int = 30, y: int = 30) -> Frame:
    return world[y : y + 45, x : x + 80]


def noisy(frame: Frame, random: np.random.Generator) -> Frame:
    return np.clip(frame + random.normal(0, 4, frame.shape), 0, 255).astype(np.uint8)


def cuts(frames: Sequence[Frame]) -> list[Cut[int]]:
    detector = CutDetector[int]()
    found = [cut for n, frame in enumerate(frames) for cut in detector.add(n, frame)]
    return [*found, *detector.finish()]


def places(frames: Sequence[Frame]) -> list[int]:
    return [cut.moment for cut in cuts(frames)]


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(7)


def test_cuts_are_found_to_the_frame(random: np.random.Generator) -> None:
    shots = [window(scene(n)) for n in range(4)]
    frames = [noisy(shot, random) for shot in shots for _ in range(30)]
    found = cuts(frames)
    assert [cut.moment for cut in found] == [30, 60, 90]
    assert all(0.5 < cut.score < 1 for cut in found)


@pytest.mark.parametrize("length", [2, 3, 5, 12])
def test_a_short_film_with_one_cut(length: int, random: np.random.Generator) -> None:
    frames = [noisy(window(scene(n >= length)), random) for n in range(2 * length)]
    assert places(frames) == [length]


def test_a_still_world_has_none(random: np.random.Generator) -> None:
    assert places([noisy(window(scene(1)), random) for _ in range(100)]) == []
    assert places([]) == []
    assert places([window(scene(1))]) == []


def test_a_shaking_hand_is_no_cut(random: np.random.Generator) -> None:
    world = scene(2)
    path = np.clip(np.cumsum(random.integers(-9, 10, (200, 2)), axis=0) + 60, 0, (150, 160))
    assert places([noisy(window(world, x, y), random) for y, x in path]) == []


def test_a_sweep_is_no_cut(random: np.random.Generator) -> None:
    world = scene(3)
    still = [window(world, 10, 30)] * 20
    sweep = [window(world, x, 30) for x in range(10, 200, 14)]
    assert places([noisy(f, random) for f in (*still, *sweep, *[sweep[-1]] * 20)]) == []


@pytest.mark.parametrize("length", [1, 2])
def test_a_flash_is_no_cut(length: int, random: np.random.Generator) -> None:
    frames = [noisy(window(scene(4)), random) for _ in range(60)]
    for n in range(30, 30 + length):
        frames[n] = np.full_like(frames[n], 250)
    assert places(frames) == []


def test_darkness_has_none(random: np.random.Generator) -> None:
    assert places([noisy(np.full((45, 80), 3, np.uint8), random) for _ in range(60)]) == []


def test_a_light_that_stays_on_is_no_cut(random: np.random.Generator) -> None:
    lit = window(scene(5))
    dark = (lit * 0.25).astype(np.uint8)
    frames = [noisy(dark, random)] * 20 + [noisy(lit, random)] * 20 + [noisy(dark, random)] * 20
    assert places(frames) == []


def test_somebody_before_the_lens_is_no_cut(random: np.random.Generator) -> None:
    free = window(scene(6))
    covered = free.copy()
    covered[12:, 20:45] = 20
    frames = [noisy(f, random) for f in ([free] * 20 + [covered] * 20 + [free] * 20)]
    assert places(frames) == []
