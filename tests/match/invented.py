"""Invented recordings for the matcher: a camera that wanders over a painted wall, one picture a second."""

from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.match.loading import Columns, recording_of
from tawthiq.match.recording import Recording
from tawthiq.media.analyser import Seen, Table, Watched
from tawthiq.media.points import LONG_SIDE, points_of
from tawthiq.watch.panes import Panes
from tawthiq.watch.perceptual import perceptual_hash
from tests.media.test_points import town
from tests.record.strategies import some_digest

Pictures = list[npt.NDArray[np.uint8]]
SIZE = (180, 320)
RATE = 10


def film(seed: int, seconds: int, *, moves: bool = True) -> Pictures:
    """Pictures (180, 320), RATE a second, of an invented place; a still camera sees a dot wander."""
    wall = town(seed, (500, 900))
    random = np.random.default_rng(seed)
    steps = random.normal(0, 5, (seconds * RATE, 2)).cumsum(axis=0)
    left, top = (np.abs((steps[:, n] + 200) % (2 * room) - room) for n, room in ((0, 560), (1, 300)))
    out = []
    for n in range(seconds * RATE):
        x, y = (int(left[n]), int(top[n])) if moves else (100, 100)
        picture = wall[y : y + SIZE[0], x : x + SIZE[1]].copy()
        if not moves:
            cv2.circle(picture, (int(left[n]) // 2, int(top[n]) // 2), 6, 255, -1)
        out.append(picture)
    return out


def recorded(name: str, pictures: Pictures, *, still: bool = False) -> Recording:
    """What the one pass would keep of them."""
    each_second = pictures[::RATE]
    small = [cv2.resize(p, _fit(p), interpolation=cv2.INTER_AREA).astype(np.uint8) for p in each_second]
    points = [points_of(p) for p in small]
    most = max(1, *(len(p) for p in points), 1)
    hashes = [perceptual_hash(p) for p in small]
    seconds = np.arange(len(small), dtype=np.float64)
    track = {
        "seconds": seconds,
        "count": np.array([len(p) for p in points]),
        **{k: _padded([getattr(p, k) for p in points], most) for k in ("x", "y", "scale", "angle")},
        "descriptor": _padded([p.descriptors for p in points], most),
    }
    thumbs = [cv2.resize(p, (128, round(128 * p.shape[0] / p.shape[1]))) for p in small]
    tracks: dict[str, Columns] = {
        "track.hash": {
            "seconds": seconds,
            "hash": np.stack([h for h, _ in hashes]),
            "quality": np.array([q for _, q in hashes], np.uint8),
        },
        "track.points": track,
        "track.thumbnails": {"seconds": seconds, "grey": np.stack(thumbs).astype(np.uint8)},
    }
    tracks |= _panes(small)
    if not still:
        tracks["track.motion"] = {"seconds": np.arange(len(pictures)) / RATE, "change": _changes(pictures)}
    return recording_of(some_digest(name), tracks, None if still else len(pictures) / RATE)


def _panes(small: Pictures) -> dict[str, Columns]:
    panes = Panes()
    for second, picture in enumerate(small):
        assert not list(panes.see(Seen(Fraction(second), None, False, None, picture))), "films are short here"
    last = panes.finish(Watched(Fraction(len(small)), len(small)))
    tables = [finding for finding in last if isinstance(finding, Table)]
    return {
        table.property: {c.name: array for c, array in zip(table.columns, table.arrays, strict=True)}
        for table in tables
    }


def _changes(pictures: Pictures) -> npt.NDArray[np.float64]:
    small = np.stack([cv2.resize(p, (64, 32)) for p in pictures]).astype(np.float64)
    cells = np.abs(np.diff(small, axis=0)).reshape(-1, 4, 8, 4, 16).mean(axis=(2, 4)).reshape(-1, 16)
    return np.concatenate([np.zeros((1, 16)), cells]) * 256


def _padded(parts: list[npt.NDArray[np.uint8]], most: int) -> npt.NDArray[np.uint8]:
    rows = np.zeros((len(parts), most, *parts[0].shape[1:]), parts[0].dtype)
    for row, part in zip(rows, parts, strict=True):
        row[: len(part)] = part
    return rows


def _fit(picture: npt.NDArray[np.uint8]) -> tuple[int, int]:
    height, width = picture.shape
    ratio = LONG_SIDE / max(height, width)
    return round(width * ratio), round(height * ratio)
