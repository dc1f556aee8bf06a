"""Every analyser of ours passes the kit we publish for others."""

import pytest

from tawthiq.engine.local import LocalExecutor
from tawthiq.media.conformance import check_analyser
from tawthiq.media.watching import PRELOAD

EXECUTOR = LocalExecutor(1, preload=PRELOAD)


@pytest.mark.parametrize(
    "name",
    [
        "shots:Shots",
        "key_frames:KeyFrames",
        "hashes:Hashes",
        "local_features:LocalFeatures",
        "thumbnails:Thumbnails",
        "motion_curve:MotionCurve",
        "loudness:Loudness",
        "sound_track:SoundTrack",
    ],
)
def test_ours_are_right(name: str) -> None:
    check_analyser(f"tawthiq.watch.{name}", executor=EXECUTOR)
