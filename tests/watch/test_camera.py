"""How the camera is held: shifts that were really made."""

from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.media.analyser import Finding, Picture, Seen, Table, Watched
from tawthiq.record.draft import Draft
from tawthiq.record.selector import Frame
from tawthiq.record.value import Term
from tawthiq.watch.camera import Camera

RATE = 30


def scene() -> Picture:
    noise = np.random.default_rng(4).integers(0, 255, (20, 30)).astype(np.uint8)
    return cv2.resize(noise, (240, 160), interpolation=cv2.INTER_CUBIC).astype(np.uint8, copy=False)


def filmed(path: npt.NDArray[np.float64], brightness: float = 1) -> list[Finding]:
    """A window of 80 × 48 over the scene, whose corner is at `path` (frames, 2) in places right and down."""
    camera, wide = Camera(), scene()
    found: list[Finding] = []
    for n, (x, y) in enumerate(path):
        moved = np.array([[1, 0, -x - 40], [0, 1, -y - 40]], np.float32)
        luma = (brightness * cv2.warpAffine(wide, moved, (80, 48))).astype(np.uint8)
        time = Fraction(n, RATE)
        found += camera.see(Seen(time, Frame(0, n, Fraction(1, RATE)), is_key=False, luma=luma, picture=None))
    return [*found, *camera.finish(Watched(Fraction(len(path), RATE)))]


def terms(found: list[Finding], term: str) -> set[str]:
    values = [d.value for d in found if isinstance(d, Draft) and d.property == term]
    return {value.term for value in values if isinstance(value, Term)}


def still(seconds: float) -> npt.NDArray[np.float64]:
    return np.zeros((round(seconds * RATE), 2))


def test_a_pan_is_measured_in_the_way_the_content_moves() -> None:
    path = still(5) + np.arange(150)[:, None] * np.array([0.5, 0])
    found = filmed(path)
    (track,) = [f for f in found if isinstance(f, Table)]
    _, right, down, shake, sure = track.arrays
    assert np.median(right) == pytest.approx(-0.5 * RATE / 80 * 100, rel=0.15)
    assert abs(np.median(down)) < 6  # what comes in at the side changes the rows a little
    assert np.median(shake) < 4
    assert np.median(sure) > 0.5
    assert terms(found, "camera.motion") == {"moving"}


def test_a_stand_is_fixed_and_a_shaking_hand_shaky() -> None:
    shaking = 3 * np.random.default_rng(5).standard_normal((150, 2))
    assert terms(filmed(still(5)), "camera.motion") == {"fixed"}
    assert terms(filmed(shaking), "camera.motion") == {"shaky"}


def test_dark_is_told_and_nothing_is_said_of_how_a_black_picture_moves() -> None:
    dark = [f for f in filmed(still(4), brightness=0.1) if isinstance(f, Draft)]
    assert "picture.dark" in {d.property for d in dark}
    assert not [f for f in filmed(still(4)) if isinstance(f, Draft) and f.property == "picture.dark"]
    assert terms(filmed(still(4), brightness=0), "camera.motion") == set()
