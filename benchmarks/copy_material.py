"""Material for the bench of copies: invented scenes, real clips, unrelated videos, all watched."""

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import cv2
import numpy as np
import pdqhash
from scipy.ndimage import uniform_filter1d

from benchmarks.copy_edits import Clip, banner, intro, sized, tick
from tawthiq.drill.camera import Pose, Walk
from tawthiq.drill.encode import Recipe, write
from tawthiq.drill.scene import site, street
from tawthiq.drill.sound import Mix, event_sound
from tawthiq.match.loading import Columns, recording_of
from tawthiq.match.recording import Bytes, Recording
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
from tawthiq.watch.panes import Panes
from tawthiq.watch.sound_track import SoundTrack
from tawthiq.watch.thumbnails import Thumbnails

SIZE = (426, 240)
RATE = 15
PDQ_QUALITY = 50
"""Below it a picture is left out, as PDQ's makers advise."""

ANALYSERS = (Hashes, LocalFeatures, Thumbnails, Panes, MotionCurve, Loudness, SoundTrack)


AGAIN = 60.0
"""Seconds after which a place is filmed again."""


TAKES = 3
"""How often a place is filmed again: a minute later by the same hand and by another, and by another still
beside the first."""


def scene_clip(seed: int, seconds: float = 14.0, rate: int = RATE, *, take: int = 0) -> Clip:
    """An invented clip: a street walked, run or stood in, or rubble; one in five stands still.

    `take`: the first of the place, or one of TAKES from nearly where that was filmed; no copy of it.
    """
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
    begins = AGAIN if take in (1, 2) else 0.0
    if take > 1:
        walk = _by_another(walk, np.random.default_rng([seed, 77, take]))
    x, y, z = walk.start.place
    walk = replace(walk, start=replace(walk.start, place=(x, y, z - walk.pace * begins)))
    scene = site(seed, walk, light=light) if kind == 3 else street(seed, walk, light=light)
    pictures = [scene.frame(begins + n / rate, *SIZE) for n in range(int(seconds * rate))]
    sound = event_sound(seed + round(begins), seconds, Mix(crowd=float(random.uniform(0.2, 1))))
    return Clip(pictures, rate, sound)


def _by_another(walk: Walk, random: np.random.Generator) -> Walk:
    """The same way gone by another hand: a step aside, at a pace and with a tremor of its own."""
    x, y, z = walk.start.place
    start = Pose((x + float(random.normal(0, 0.2)), y + float(random.normal(0, 0.05)), z), walk.start.yaw)
    return replace(
        walk,
        start=replace(start, yaw=start.yaw + float(random.normal(0, 0.03))),
        pace=walk.pace * float(random.uniform(0.85, 1.15)),
        tremor=walk.tremor * float(random.uniform(0.7, 1.4)),
        phase=float(random.uniform(0, 6)),
    )


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


def wandering_clip(seed: int, seconds: float, rate: int, calm: float = 0.0) -> Clip:
    """A generated clip that is no drill: a window wanders over a picture of blobs, lines and grain.

    It jumps from picture to picture, as no hand does; or, `calm`, goes on its way for so many seconds.
    """
    random = np.random.default_rng([seed, 78])
    wall = cv2.resize(random.integers(30, 220, (9, 16, 3)).astype(np.uint8), (1280, 720))
    for _ in range(int(random.integers(40, 160))):
        place = tuple(int(n) for n in random.integers(0, 1280, 2))
        colour = random.integers(0, 256, 3).tolist()
        if random.random() < 0.5:
            cv2.circle(wall, place, int(random.integers(4, 60)), colour, -1)
        else:
            cv2.line(wall, place, tuple(int(n) for n in random.integers(0, 1280, 2)), colour, 3)
    wall = np.clip(wall + random.normal(0, 6, wall.shape), 0, 255).astype(np.uint8)
    steps = random.normal(0, 60 / rate, (int(seconds * rate), 2))
    if (span := round(calm * rate)) > 1:
        steps = uniform_filter1d(steps, span, axis=0) * np.sqrt(span)
    steps = steps.cumsum(axis=0)
    left, top = (np.abs((steps[:, n] + room / 2) % (2 * room) - room) for n, room in ((0, 850), (1, 475)))
    shown = [
        wall[int(y) : int(y) + SIZE[1], int(x) : int(x) + SIZE[0]] for x, y in zip(left, top, strict=True)
    ]
    return Clip([np.ascontiguousarray(p) for p in shown], rate)


def unrelated(seed: int) -> Clip:
    """A short clip of another place: three of four from drills, the rest generated.

    Every fourth of either lies under the banner that edits use, too; half of those begin with one intro.
    """
    kind = seed % 16
    clip = wandering_clip(seed, 6.0, 6) if kind % 4 == 3 else scene_clip(seed, seconds=6.0, rate=6)
    random = np.random.default_rng(seed)
    if kind in (0, 4, 7, 8):
        clip = banner(clip, random)
    return intro(clip, random) if kind in (7, 8, 9) else clip


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


def watched_tracks(content: bytes) -> dict[str, Columns]:
    """The columns of the tracks that the one pass makes of a file, by property."""
    tracks: dict[str, Columns] = {}

    def send(header: Header, blob: bytes) -> None:
        if isinstance(header, Measured):
            tracks[header.property] = read_track(blob)

    watch_locked(io.BytesIO(content), [make() for make in ANALYSERS], Caps(), Locks(), send)
    return tracks


def watched(content: bytes) -> Recording:
    """The recording that the one pass makes of a file."""
    tracks = watched_tracks(content)
    seconds = tracks["track.motion"]["seconds"]
    end = float(seconds[-1] + (seconds[-1] - seconds[0]) / max(1, len(seconds) - 1))
    return recording_of(digest_of(content), tracks, end)


def pdq_hashes(content: bytes) -> Bytes:
    """PDQ hashes (n, 32) of the first picture of every second, where its quality is 50 or more."""
    found = []
    with av.open(io.BytesIO(content), "r") as box:
        second = 0
        for frame in box.decode(box.streams.video[0]):
            if (frame.time or 0.0) >= second:
                second += 1
                bits, quality = pdqhash.compute(frame.to_ndarray(format="rgb24"))
                if quality >= PDQ_QUALITY:
                    found.append(np.packbits(bits))
    return np.stack(found) if found else np.empty((0, 32), np.uint8)
