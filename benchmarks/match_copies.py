"""Copies found among edited clips and unrelated videos: recall an edit, false matches, errors, CPU time.

    python -m benchmarks.match_copies [--seed 9700] [--scenes 6] [--unrelated 200] [--minutes 9]

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
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np

from benchmarks.copy_bench import (
    AGAIN,
    Asked,
    Material,
    Query,
    Said,
    copies,
    material_of,
    pairs_unrelated,
    takes_of,
)
from benchmarks.copy_edits import EASY, HARD, HARDEST
from benchmarks.copy_fit import report_fit_of_one_take, report_fit_of_pictures
from benchmarks.copy_kept import Kept, OutOfTime, Sample
from tawthiq.match.comparing import LEAST_PROBABILITY

PDQ_BITS, PDQ_SHARE = 31, 0.8
STEPS = (0.0, 0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 1.0)
"""Ends of the classes of stated probability in the table of reliability."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seed", type=int, default=9700)
    options.add_argument("--scenes", type=int, default=6)
    options.add_argument("--unrelated", type=int, default=200)
    options.add_argument("--minutes", type=float, default=9.0)
    options.add_argument("--partial", action="store_true", help="report on the queries made so far")
    options.add_argument(
        "--fit", action="store_true", help="fit what is stated, with other takes of the places"
    )
    chosen = options.parse_args()
    kept = Kept(chosen.minutes)
    try:
        material = material_of(kept, chosen.seed, chosen.scenes, chosen.unrelated, only_kept=chosen.partial)
        takes = takes_of(kept, chosen.seed, chosen.scenes) if chosen.fit else {}
    except OutOfTime:
        sys.exit(f"{kept.made} clips made and kept in build/bench-copies; run the same again to go on")
    began = time.process_time()
    asked = Asked(material)
    said = {id(query): list(asked.of_query(query, 0.0)) for query in material.queries}
    spent = time.process_time() - began
    apart = list(asked.of_unrelated(0.0))
    report_recall(material, said)
    report_false(material, said, apart)
    print(f"{1000 * spent / len(material.queries):.0f} ms CPU a query, against {len(material.held)} videos")
    pieces = [s for query in material.edited for s in asked.of_pieces(query)]
    everything = [*(s for each in said.values() for s in each), *pieces, *apart]
    report_reliability(everything)
    if chosen.fit:
        report_fit_of_pictures(everything)
        whole = [s for query in material.edited for s in said[id(query)] if s.right]
        report_fit_of_one_take(whole, list(asked.of_takes(takes)))


def report_recall(material: Material, said: Mapping[int, Sequence[Said]]) -> None:
    """Found of true an edit, and how far the ends lie from where the copies begin and end."""
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: {"invented": [], "real": [], "peer": []})
    ends: list[float] = []
    for query in material.edited:
        hit = next((s.segment for s in copies(_said(said, query)) if s.right), None)
        found[query.edit][query.kind].append(hit is not None)
        found[query.edit]["peer"].append(peer_says_copy(query.sample, material.held[query.source]))
        if hit is not None:
            ends += [hit.start, abs(hit.end - query.sample.seconds)]
            true = (query.sample.start + query.sample.speed * t for t in (hit.start, hit.end))
            ends += [abs(said - lies) for said, lies in zip(hit.there, true, strict=True)]
    print(f"{'edit':24} drill      real     peer: PDQ matching by vpdq's rule")
    for edit, kinds in found.items():
        print(f"{edit:24} " + "   ".join(f"{sum(kinds[k]):3}/{len(kinds[k]):<3}" for k in kinds))
    for name, names in (("easy", EASY), ("hard", HARD), ("hardest", HARDEST)):
        hits = [hit for edit in names for kind in ("invented", "real") for hit in found[edit][kind]]
        peer = [hit for edit in names for hit in found[edit]["peer"]]
        print(f"all {name} rows: {sum(hits)}/{len(hits)} = {np.mean(hits):.3f}; peer {np.mean(peer):.3f}")
    print(f"ends: median error {np.median(ends) if ends else float('nan'):.2f} s of {len(ends)}")


def report_false(material: Material, said: Mapping[int, Sequence[Said]], apart: Sequence[Said]) -> None:
    """What is said to be a copy and is none, by how it came about."""
    edited = [s for q in material.edited for s in copies(_said(said, q)) if s.other != q.source]
    again = [q for q in material.queries if q.edit == AGAIN]
    wrong = [q for q in again if any(s.other == q.source for s in copies(_said(said, q)))]
    elsewhere = [s for q in again for s in copies(_said(said, q)) if s.other != q.source]
    pairs = len(material.queries) * (len(material.held) - 2)
    others = len(edited) + len(elsewhere)
    print(f"queries: {others} said to be copies of another video than their source, of {pairs} pairs")
    print(f"the same place a minute later: {len(wrong)} of {len(again)} said to be copies")
    held = combinations(material.held[material.sources + 1 :], 2)
    peer = sum(peer_says_copy(a, b) for a, b in held)
    least = [s for s in apart if s.segment.probability >= LEAST_PROBABILITY]
    print(f"unrelated: {pairs_unrelated(material)} pairs: {len(copies(least))} said to be copies, "
          f"{len(least) - len(copies(least))} one scene; peer {peer}")  # fmt: skip


def report_reliability(said: Sequence[Said]) -> None:
    """Of what is said to be a copy, how much is one, by the probability stated."""
    said = copies(said)
    print("stated probability    said   copies   observed")
    for low, high in pairwise(STEPS):
        some = [s for s in said if low <= min(s.segment.probability, 0.999999) < high]
        if some:
            right = sum(s.right for s in some)
            stated = np.mean([s.segment.probability for s in some])
            print(
                f"{low:5.3f}-{high:5.3f} ({stated:.3f})  {len(some):5}    {right:5}   {right / len(some):.3f}"
            )


def peer_says_copy(one: Sample, other: Sample) -> bool:
    if not len(one.pdq) or not len(other.pdq):
        return False
    apart = np.bitwise_count(one.pdq[:, None] ^ other.pdq[None]).sum(axis=2)
    return bool((apart.min(axis=1) <= PDQ_BITS).mean() >= PDQ_SHARE)


def _said(said: Mapping[int, Sequence[Said]], query: Query) -> list[Said]:
    return [s for s in said[id(query)] if s.segment.probability >= LEAST_PROBABILITY]


if __name__ == "__main__":
    main()
