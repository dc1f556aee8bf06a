"""How the camera is held: shifts that were really made."""

from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.media.analyser import Finding, Picture, Seen, Table, Watched
from tawthiq.record.draft import Draft
from tawthiq.record.selector import Frame, Seconds
from tawthiq.record.value import Term
from tawthiq.watch.camera import Camera
from tawthiq.watch.growth import growth as growth_of

RATE = 30


def scene() -> Picture:
    noise = np.random.default_rng(4).integers(0, 255, (20, 30)).astype(np.uint8)
    return cv2.resize(noise, (240, 160), interpolation=cv2.INTER_CUBIC).astype(np.uint8, copy=False)


def filmed(path: npt.NDArray[np.float64], brightness: float = 1, growth: float = 0) -> list[Finding]:
    """A window of 80 × 48 over the scene, whose corner is at `path` (frames, 2) in places right and down.

    The scene grows by `growth` a second about the middle of the window.
    """
    camera, wide = Camera(), scene()
    found: list[Finding] = []
    for n, (x, y) in enumerate(path):
        size = np.exp(growth * n / RATE)
        moved = np.array([[size, 0, 40 - 80 * size - x], [0, size, 24 - 64 * size - y]], np.float32)
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
    _, right, down, shake, sure, growth = track.arrays
    assert np.median(right) == pytest.approx(-0.5 * RATE / 80 * 100, rel=0.15)
    assert abs(np.median(down)) < 6  # what comes in at the side changes the rows a little
    assert np.median(shake) < 4
    assert np.median(sure) > 0.5
    assert abs(np.nanmedian(growth)) < 1
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


def treading(seconds: float) -> npt.NDArray[np.float64]:
    """Up and down by a place, 1.8 times a second."""
    steps = np.sin(2 * np.pi * 1.8 * np.arange(round(seconds * RATE)) / RATE)
    return np.stack([np.zeros_like(steps), steps], axis=1)


def test_who_goes_on_by_steps_walks_and_who_treads_on_the_spot_does_not() -> None:
    walked = filmed(treading(8), growth=0.1)
    (span,) = [d.selectors[0] for d in walked if isinstance(d, Draft) and d.value == Term("walking")]
    assert isinstance(span, Seconds) and span.end is not None
    assert span.start <= 1 and span.end >= 7
    assert "walking" not in terms(filmed(treading(8)), "camera.motion")


def test_a_zoom_or_a_car_does_not_walk() -> None:
    assert "walking" not in terms(filmed(still(8), growth=0.1), "camera.motion")


def test_a_step_or_two_are_no_walk() -> None:
    assert "walking" not in terms(filmed(treading(2), growth=0.1), "camera.motion")


def test_growth_is_measured_across_a_crowd_that_goes_its_own_way() -> None:
    wide = scene()
    grown = np.array([[1.03, 0, 40 - 80 * 1.03], [0, 1.03, 24 - 64 * 1.03]], np.float32)
    plain = np.array([[1, 0, -40], [0, 1, -40]], np.float32)
    before, after = (cv2.warpAffine(wide, each, (80, 48)) for each in (plain, grown))
    after[:, :24] = np.roll(before, 4, axis=0)[:, :24]
    assert growth_of(before.astype(np.uint8), after.astype(np.uint8)) == pytest.approx(np.log(1.03), abs=0.01)
    flat = np.full((48, 80), 90, np.uint8)
    assert np.isnan(growth_of(flat, flat))
