"""Material for the bench of copies: invented scenes, real clips, unrelated videos, all watched."""

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np

from benchmarks.copy_edits import Clip, banner, sized, tick
from tawthiq.drill.camera import Pose, Walk
from tawthiq.drill.encode import Recipe, write
from tawthiq.drill.scene import site, street
from tawthiq.drill.sound import Mix, event_sound
from tawthiq.match.loading import recording_of
from tawthiq.match.recording import Recording
from tawthiq.media.caps import Caps
from tawthiq.media.child import watch_locked
from tawthiq.media.lock import Locks
from tawthiq.media.messages import Header, Measured
from tawthiq.record.digest import digest_of
from tawthiq.store.tracks import read_track
from tawthiq.watch.hashes import Hashes
from tawthiq.watch.local_features import LocalFeatures
from tawthiq.watch.loudness import Loudness
from tawthiq.watch.motion_curve import MotionCurve
from tawthiq.watch.thumbnails import Thumbnails

SIZE = (426, 240)
RATE = 15


def scene_clip(seed: int, seconds: float = 14.0, rate: int = RATE) -> Clip:
    """An invented clip: a street walked, run or stood in, or rubble; one in five stands still."""
    random = np.random.default_rng([seed, 77])
    kind = seed % 5
    pace = (1.2, 0.3, 2.5, 0.0, 0.0)[kind]
    tremor = 0.0 if kind == 4 else float(random.uniform(0.3, 0.9))
    start = (float(random.uniform(-1.5, 1.5)), 1.6, float(random.uniform(0, 120)))
    walk = Walk(
        Pose(start, yaw=float(random.uniform(-0.4, 0.4))),
        pace=pace,
        tremor=tremor,
        phase=float(random.uniform(0, 6)),
        **({"gaze": 0.0} if kind == 4 else {}),
    )
    light = float(random.uniform(0.6, 1.0))
    if kind == 3:
        walk = replace(walk, start=Pose((start[0], 1.6, 0.0), yaw=walk.start.yaw))
    scene = site(seed, walk, light=light) if kind == 3 else street(seed, walk, light=light)
    pictures = [scene.frame(n / rate, *SIZE) for n in range(int(seconds * rate))]
    sound = event_sound(seed, seconds, Mix(crowd=float(random.uniform(0.2, 1))))
    return Clip(pictures, rate, sound)


def real_clips(folder: Path) -> Iterator[tuple[str, Clip]]:
    """The real clips in `folder`, scaled to the width of ours; silent."""
    for path in sorted(folder.glob("*.mp4")):
        if "distorted" in path.name:
            continue
        with av.open(str(path)) as box:
            stream = box.streams.video[0]
            rate = round(float(stream.average_rate or 25))
            shown = [sized(_bgr(f), SIZE[0], round(SIZE[0] * f.height / f.width)) for f in box.decode(stream)]
        yield path.stem, Clip(shown, rate)


def _bgr(frame: av.VideoFrame) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    return np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)


def unrelated(seed: int) -> Clip:
    """A short clip of another place; every fourth under the banner that edits use, too."""
    clip = scene_clip(seed, seconds=6.0, rate=6)
    return banner(clip, np.random.default_rng(seed)) if seed % 4 == 0 else clip


def encoded(clip: Clip) -> bytes:
    """The clip as a platform writes it."""
    recipe = Recipe(
        tick=tick(clip), options={"crf": str(clip.quality), "preset": "veryfast", "x264-params": "mbtree=0"}
    )
    with tempfile.NamedTemporaryFile(suffix=".mp4") as file:
        write(Path(file.name), recipe, pictures=enumerate(map(_even, clip.pictures)), sound=clip.sound)
        return Path(file.name).read_bytes()


def _even(
    picture: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]",
) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    height, width = picture.shape[:2]
    return np.ascontiguousarray(picture[: height & ~1, : width & ~1])


def watched(content: bytes) -> Recording:
    """The recording that the one pass makes of a file."""
    tracks = {}
    end = 0.0

    def send(header: Header, blob: bytes) -> None:
        if isinstance(header, Measured):
            tracks[header.property] = read_track(blob)

    analysers = (Hashes(), LocalFeatures(), Thumbnails(), MotionCurve(), Loudness())
    watch_locked(io.BytesIO(content), analysers, Caps(), Locks(), send)
    seconds = tracks["track.motion"]["seconds"]
    end = float(seconds[-1] + (seconds[-1] - seconds[0]) / max(1, len(seconds) - 1))
    return recording_of(digest_of(content), tracks, end)
