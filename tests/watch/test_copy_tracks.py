"""The tracks that copies are found by: points, thumbnails, motion."""

from fractions import Fraction
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.media import frames
from tawthiq.media.analyser import Analyser, Finding, Seen, Table, Watched
from tawthiq.media.frames import Frames
from tawthiq.media.points import MOST_POINTS
from tawthiq.media.specimen import Specimen, clip
from tawthiq.record.selector import Frame
from tawthiq.store.tracks import read_track
from tawthiq.watch import motion_curve
from tawthiq.watch.local_features import LocalFeatures
from tawthiq.watch.motion_curve import MotionCurve
from tawthiq.watch.thumbnails import THUMBNAIL_SIDE, Thumbnails
from tests.media import clips
from tests.media.watched import here

FOOTAGE = Specimen(seconds=4, cuts=(2,), width=320, height=180, tone=None)


def track(content: bytes, analyser: Analyser) -> dict[str, npt.NDArray[Any]]:
    (found,) = (t for t in here(content, analyser).tracks if t.header.by.name == analyser.name)
    return read_track(found.npz)


def test_points_of_each_second() -> None:
    columns = track(clip(FOOTAGE), LocalFeatures())
    assert columns["seconds"] == pytest.approx([0, 1, 2, 3], abs=0.05)
    assert columns["descriptor"].shape == (4, columns["x"].shape[1], 32)
    assert 0 < columns["count"].max() <= MOST_POINTS
    for row, count in enumerate(columns["count"]):
        assert not columns["descriptor"][row, count:].any()


@pytest.mark.parametrize("analyser", [LocalFeatures(), Thumbnails()])
def test_rows_of_long_footage_go_home_in_parts(analyser: Analyser) -> None:
    random = np.random.default_rng(1)
    pictures = [random.integers(0, 255, (40, 64), np.uint8), np.zeros((40, 64), np.uint8)]
    found = [
        table
        for second in range(601)
        for table in analyser.see(Seen(Fraction(second), None, False, None, pictures[second > 0]))
    ]
    found += analyser.finish(Watched(Fraction(601), 601))
    tables = [table for table in found if isinstance(table, Table)]
    assert [table.goes_on for table in tables] == [True, False]
    seconds = np.concatenate([table.arrays[0] for table in tables])
    assert seconds.tolist() == list(range(601))
    first, last = ([array.shape[1:] for array in table.arrays] for table in tables)
    assert first == last


def test_thumbnails_are_as_displayed() -> None:
    assert track(clip(FOOTAGE), Thumbnails())["grey"].shape == (4, 72, THUMBNAIL_SIDE)
    turned = track(clip(clips.ROTATED), Thumbnails())["grey"]
    assert turned.shape[1] > turned.shape[2]


def test_motion_is_greatest_where_the_shot_changes() -> None:
    columns = track(clip(FOOTAGE), MotionCurve())
    assert columns["change"].shape == (len(columns["seconds"]), 16)
    assert not columns["change"][0].any()
    changes = columns["change"].mean(axis=1)
    assert columns["seconds"][int(changes.argmax())] == pytest.approx(2, abs=0.05)


@pytest.mark.parametrize("content", [clip(clips.ONE_FRAME), clips.picture()])
def test_short_footage_and_pictures_have_one_row(content: bytes) -> None:
    assert len(track(content, LocalFeatures())["seconds"]) == 1
    assert len(track(content, Thumbnails())["seconds"]) == 1


@pytest.mark.parametrize(("analyser", "module"), [(MotionCurve, motion_curve), (Frames, frames)])
def test_rows_of_frames_go_home_in_parts_too(
    analyser: type[Analyser], module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    (whole,) = framed(analyser())
    monkeypatch.setattr(module, "_PART", 100)
    *parts, last = framed(analyser())
    assert all(part.goes_on for part in parts) and len(parts) == 2
    assert not last.goes_on and len(last.arrays[0])
    for number, array in enumerate(whole.arrays):
        np.testing.assert_array_equal(array, np.concatenate([t.arrays[number] for t in (*parts, last)]))


def framed(analyser: Analyser) -> list[Table]:
    """The tables of 300 frames, each other than the one before."""
    lumas = np.random.default_rng(2).integers(0, 255, (300, 24, 32), np.uint8)
    found: list[Finding] = []
    for n, luma in enumerate(lumas):
        frame = Frame(0, n, Fraction(1, 30))
        found += analyser.see(Seen(Fraction(n, 30), frame, is_key=not n, luma=luma, picture=None))
    found += analyser.finish(Watched(Fraction(10), 300))
    return [table for table in found if isinstance(table, Table)]
