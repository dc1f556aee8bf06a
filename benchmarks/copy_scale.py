"""How the search for copies grows: hashes from 10^4 to 10^6 beside FAISS, local features over many hours.

    python -m benchmarks.copy_scale [--hours 3 10 30] [--points 60] [--seed 5000]

First, what keeping the stored side costs beside decoding. A query of 10 minutes is 600 pictures. The store
of features is made of points of watched clips (build/bench-copies, made by benchmarks.match_copies of the
same seed), of other places than are asked about. Each descriptor differs from a watched one in the bits in
which two neighbours of it differ: so what is invented lies as densely as what was watched, where points look
alike, and crowds as much. Among it lie true sources, and recall is over edited copies of them. As many
points of a picture are held as a shelf of so many hours chooses, or --points. CPU time on one core.
"""

import argparse
import io
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import faiss
import numpy as np

from benchmarks.copy_bench import CLIPS, Material, Query, is_right, material_of
from benchmarks.copy_kept import Kept, OutOfTime
from benchmarks.one_pass import SIZES, cpu_seconds, decode, footage, told
from tawthiq.app.analysers import ANALYSERS
from tawthiq.match.comparing import compare
from tawthiq.match.recording import Bytes, Points, Recording
from tawthiq.match.shelf import Indices, Shelf, points_for
from tawthiq.media.caps import Caps
from tawthiq.media.child import load, watch_locked
from tawthiq.media.lock import Locks
from tawthiq.record.digest import Digest

PICTURES = 600
AN_HOUR = 3600
LENGTH = 1200
"""Pictures of an invented recording: 20 minutes."""

STORED = {"480p": 0.25, "720p": 0.1}
STORED_SIDE = (
    "tawthiq.watch.hashes:Hashes",
    "tawthiq.watch.local_features:LocalFeatures",
    "tawthiq.watch.thumbnails:Thumbnails",
    "tawthiq.watch.panes:Panes",
    "tawthiq.watch.motion_curve:MotionCurve",
    "tawthiq.watch.sound_track:SoundTrack",
)
"""What is kept of a film for copies and clocks."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seed", type=int, default=5000)
    options.add_argument("--scenes", type=int, default=2)
    options.add_argument("--unrelated", type=int, default=150)
    options.add_argument("--hours", type=int, nargs="*", default=[3, 10, 30])
    options.add_argument("--points", type=int, help="held of a picture")
    options.add_argument("--only-points", action="store_true", help="neither hashes nor the stored side")
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--repetitions", type=int, default=5)
    chosen = options.parse_args()
    if not chosen.only_points:
        report_hashes()
        report_stored_side(chosen.seconds, chosen.repetitions)
    try:
        material = material_of(Kept(0), chosen.seed, chosen.scenes, chosen.unrelated, only_kept=True)
    except OutOfTime:
        sys.exit("run benchmarks.match_copies with the same --seed, --scenes and --unrelated first")
    for hours in chosen.hours:
        report_features(material, hours, chosen.points or points_for(hours * AN_HOUR))


def report_hashes() -> None:
    """Time of a query of 600 hashes, as the shelf asks, beside the nearest one by FAISS flat."""
    random = np.random.default_rng(1)
    print("hashes      FAISS flat   ours    ours / FAISS   bytes")
    for count in (10**4, 10**5, 10**6):
        held = random.integers(0, 256, (count, 32), dtype=np.uint8)
        asked = _turned(held[random.integers(0, count, PICTURES)], 0.05, random)
        index = faiss.IndexBinaryFlat(256)
        index.add(held)
        shelf = Shelf(np.empty((0, 32), np.uint8))
        shelf.add(_hashed(held), range(count))
        recording = _hashed(asked)
        peer = min(_timed(lambda index=index, asked=asked: index.search(asked, 1)) for _ in range(3))
        ours = min(_timed(lambda shelf=shelf, query=recording: shelf.ask(query)) for _ in range(3))
        print(f"{count:8}   {peer:8.3f} s   {ours:7.3f} s   {ours / peer:6.2f}   {32 * count}")


def report_stored_side(seconds: int, repetitions: int) -> None:
    """What is kept for copies and clocks costs, inside the one pass, beside decoding alone.

    The pass without it is taken from the whole pass: small pictures and sound are made for others too.
    """
    others = tuple(each for each in ANALYSERS if each not in STORED_SIDE)
    for name, (width, height, bits) in SIZES.items():
        content = footage(CLIPS if CLIPS.is_dir() else None, seconds, width & ~1, height, bits)
        runs = [
            [cpu_seconds(each, content) for each in (_watching(ANALYSERS), _watching(others), decode)]
            for _ in range(repetitions)
        ]
        told(f"{name}: stored side / decode", [(w - rest) / alone for w, rest, alone in runs], STORED[name])


def _watching(names: Sequence[str]) -> Callable[[bytes], None]:
    def watch(content: bytes) -> None:
        looking = [load(name) for name in names]
        watch_locked(io.BytesIO(content), looking, Caps(), Locks(), lambda header, blob: None)

    return watch


def _timed(call: object) -> float:
    began = time.process_time()
    call()  # type: ignore[operator]
    return time.process_time() - began


def _hashed(hashes: np.ndarray) -> Recording:
    """A recording of hashes alone."""
    count, none = len(hashes), np.empty((0, 32), np.uint8)
    empty = Points(np.empty((0, 2)), np.empty(0, np.int64), np.empty(0, np.int64), none)
    seconds = np.arange(count, dtype=np.float64)
    quality, thumbnails = np.full(count, 100, np.uint8), np.broadcast_to(np.uint8(0), (count, 72, 128))
    item = Digest("0" * 64)
    return Recording(
        item, count, still=False, seconds=seconds, hashes=hashes, quality=quality,
        points=(empty,) * count, thumbnails=thumbnails,
    )  # fmt: skip


def report_features(material: Material, hours: int, most_points: int) -> None:
    """Builds a store of `hours`, asks it edited copies and a query of 10 minutes."""
    random = np.random.default_rng(2)
    held = [sample.recording() for sample in material.held]
    others = held[material.sources + 1 :]
    pool = _Pool([points for recording in others for points in recording.points if len(points)])
    sample = pool.invented(np.arange(len(pool.descriptors)).repeat(4), random)
    before, began = _memory(), time.process_time()
    shelf = Shelf(sample, most_points, expected=hours * AN_HOUR * most_points)
    for recording in held:
        shelf.add(recording, range(len(recording.seconds)))
    for number in range(hours * AN_HOUR // LENGTH):
        shelf.add(pool.recording(number), range(LENGTH))
    built = time.process_time() - began
    found = [_found(held, shelf, query) for query in material.edited]
    long = _ten_minutes([query.sample.recording() for query in material.edited])
    began = time.process_time()
    hints = shelf.ask(long)
    asked = time.process_time() - began
    for number, some in hints.items():
        other = held[number] if number < len(held) else pool.recording(number - len(held))
        compare(long, other, some)
    whole = time.process_time() - began
    print(
        f"{hours:5} h, {most_points:3} points a picture: "
        f"{built:.0f} s and {_memory() - before:.2f} GB to build; "
        f"10 minutes asked in {asked:.1f} s, with verification {whole:.1f} s; "
        f"recall {sum(found)}/{len(found)}",
        flush=True,
    )


def _found(held: Sequence[Recording], shelf: Shelf, query: Query) -> bool:
    recording = query.sample.recording()
    hints = shelf.ask(recording).get(query.source, ())
    return any(is_right(s, query.sample) for s in compare(recording, held[query.source], hints))


class _Pool:
    """Watched pictures, and their points in lists of neighbours."""

    def __init__(self, pictures: Sequence[Points]) -> None:
        self.pictures = pictures
        self.descriptors = np.concatenate([points.descriptors for points in pictures])
        self._begins = np.cumsum([0, *map(len, pictures)])
        lists = _lists(self.descriptors)
        self._order = np.argsort(lists, kind="stable")
        ends = np.cumsum(np.bincount(lists))
        self._size = np.bincount(lists)[lists]
        self._first = ends[lists] - self._size

    def recording(self, number: int) -> Recording:
        """LENGTH pictures of points like those of the pool, of a place that nothing else shows."""
        random = np.random.default_rng([3, number])
        chosen = random.integers(0, len(self.pictures), LENGTH)
        rows = [np.arange(self._begins[n], self._begins[n + 1]) for n in chosen]
        all_bits = self.invented(np.concatenate(rows), random)
        parts = np.split(all_bits, np.cumsum([len(each) for each in rows])[:-1])
        pictures = zip(chosen.tolist(), parts, strict=True)
        points = tuple(replace(self.pictures[n], descriptors=bits) for n, bits in pictures)
        plain = _hashed(random.integers(0, 256, (LENGTH, 32), dtype=np.uint8))
        return replace(plain, points=points)

    def invented(self, rows: Indices, random: np.random.Generator) -> Bytes:
        """Descriptors that differ from those in `rows` as two of their neighbours do from each other."""
        one, other = (
            self.descriptors[
                self._order[self._first[rows] + (random.random(len(rows)) * self._size[rows]).astype(int)]
            ]
            for _ in range(2)
        )
        return np.asarray(self.descriptors[rows] ^ one ^ other)


_NEIGHBOURS = 200
"""Descriptors of a list, in the middle: with 80 to 600 the lists of a shelf are about as uneven."""


def _lists(descriptors: Bytes) -> Indices:
    """Which list of neighbours each is in."""
    index = faiss.IndexBinaryIVF(faiss.IndexBinaryFlat(256), 256, len(descriptors) // _NEIGHBOURS)
    index.train(descriptors)
    return np.asarray(index.quantizer.search(descriptors, 1)[1][:, 0])


def _turned(descriptors: np.ndarray, share: float, random: np.random.Generator) -> np.ndarray:
    """`descriptors` with that share of bits turned over, by one of 4096 masks."""
    masks = np.packbits(random.random((4096, 256)) < share, axis=1)
    return np.asarray(descriptors ^ masks[random.integers(0, len(masks), len(descriptors))])


def _ten_minutes(recordings: Sequence[Recording]) -> Recording:
    """600 pictures, one recording after another, of those that are shown upright; without their panes."""
    shape = recordings[0].thumbnails.shape[1:]
    alike = [r for r in recordings if r.thumbnails.shape[1:] == shape]
    parts = (alike * (PICTURES // sum(r.pictures for r in alike) + 1))[: 10 * PICTURES]
    hashes, quality, thumbnails = (
        np.concatenate(some)[:PICTURES]
        for some in zip(
            *((r.hashes[: r.pictures], r.quality[: r.pictures], r.thumbnails) for r in parts), strict=True
        )
    )
    points = tuple(p for r in parts for p in r.points[: r.pictures])[:PICTURES]
    return replace(_hashed(hashes), quality=quality, thumbnails=thumbnails, points=points)


def _memory() -> float:
    """The most memory this process has held, GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    main()
