"""The tracks that copies are found by: points, thumbnails, motion."""

from typing import Any

import numpy.typing as npt
import pytest

from tawthiq.media.analyser import Analyser
from tawthiq.media.points import MOST_POINTS
from tawthiq.media.specimen import Specimen, clip
from tawthiq.store.tracks import read_track
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
