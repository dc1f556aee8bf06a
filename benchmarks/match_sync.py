"""Putting recordings on one clock: hits by rows of damage, false syncs, cost, and the clocks of events.

    python -m benchmarks.match_sync [--quick] [--fit] [--seed 50000] [--trials 50]

All scenes are invented (`sync_scenes`), with seeds that nothing was tuned on; --fit prints the curve of
`match.sync_probability` fitted on the development seeds instead. The peer, BBC audio-offset-finder, runs in
the same run on the same sounds where `make peers` has made its environment; a hit is an offset within 0.1 s
of the arrivals of a source audible at both microphones. CPU time of this process; of the peer, its own.
"""

import argparse
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import optimize, signal

from benchmarks import sync_scenes as made
from benchmarks.sync_events import report_events
from benchmarks.sync_trials import (
    HIT,
    NEAR_MISSES,
    REPLAYS,
    clock_miss,
    lone_take,
    miss,
    near_miss,
    stored,
    true_pair,
)
from tawthiq.match.sound_candidates import candidates
from tawthiq.match.sounding import Sounding
from tawthiq.match.sync import Heard, Sync, synchronise
from tawthiq.match.sync_probability import PRIOR

PEER = Path(".peers/bin/python")
DEVELOPMENT = 1000
FAR = "microphones 120 m apart"


@dataclass(frozen=True)
class Trial:
    """One pair: what was found, by how much it is off (None: unrelated), and what it cost."""

    row: str
    found: Sync | None
    off: float | None
    clock_off: float = 0.0
    cpu: float = 0.0
    candidates_cpu: float = 0.0
    peer_off: float | None = None
    peer_score: float = 0.0
    peer_cpu: float = 0.0

    @property
    def hit(self) -> bool:
        return self.off is not None and self.off <= HIT

    @property
    def accepted(self) -> bool:
        return self.found is not None and self.found.accepted


class Peer:
    """The peer's process: a pair of sounds in, its offset, score and CPU seconds out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [PEER, Path(__file__).with_name("bbc_offsets.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def offset(self, one: made.Sound, other: made.Sound) -> tuple[float, float, float]:
        paths = [self._folder / name for name in ("one.npy", "other.npy")]
        for path, sound in zip(paths, (one, other), strict=True):
            np.save(path, signal.resample_poly(sound, 1, 2).astype(np.float32))
        assert self._process.stdin and self._process.stdout
        print(*paths, file=self._process.stdin, flush=True)
        offset, score, cpu = map(float, self._process.stdout.readline().split())
        return offset, score, cpu

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


@contextmanager
def peer() -> Iterator[Peer | None]:
    if not PEER.exists():
        print("the peer is not there (`make peers`): its columns are empty")
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        running = Peer(Path(folder))
        try:
            yield running
        finally:
            running.close()


def damaged_trials(seeds: Sequence[int], rival: Peer | None) -> Iterator[Trial]:
    """Every row of damage on the same scenes, and the row of far microphones on scenes of its own."""
    for seed in seeds:
        for metres in (None, 120.0):
            pair = true_pair(seed, metres=metres)
            one = stored(pair.one)
            for row, damage in made.DAMAGES.items() if metres is None else [(FAR, made.DAMAGES["clean"])]:
                other = damage(np.random.default_rng([seed, 14]), pair.other)
                found, cpu, early = timed(one, stored(other))
                off = miss(pair, other, found.line.offset, found.line.middle) if found else np.inf
                clock = clock_miss(pair, other, found) if found else np.inf
                theirs = rival.offset(pair.one.sound, other.sound) if rival else (np.nan, 0.0, 0.0)
                middle = len(other.sound) / made.RATE / 2 if not found else found.line.middle
                their_off = miss(pair, other, theirs[0], middle) if np.isfinite(theirs[0]) else None
                yield Trial(row, found, off, clock, cpu, early, their_off, theirs[1], theirs[2])


def unrelated_trials(seed: int, side: int) -> Iterator[Trial]:
    """All pairs of `side` recordings with as many others, each of its own event; all damages in turn."""
    damages = tuple(made.DAMAGES.values())
    ones = [stored(lone_take(seed + n)) for n in range(side)]
    for n in range(side):
        take = damages[n % len(damages)](np.random.default_rng([seed, n, 15]), lone_take(seed + 10_000 + n))
        other = stored(take)
        for one in ones:
            found, cpu, early = timed(one, other)
            yield Trial("unrelated", found, None, 0.0, cpu, early)


def near_trials(seed: int, count: int) -> Iterator[Trial]:
    for kind in (*NEAR_MISSES, REPLAYS):
        for n in range(count):
            one, other = (stored(take) for take in near_miss(kind, seed + n))
            found, cpu, early = timed(one, other)
            yield Trial(kind, found, None, 0.0, cpu, early)


def timed(one: Sounding, other: Sounding) -> tuple[Sync | None, float, float]:
    """What is found, CPU seconds of all, and of the candidates alone (which are found twice here)."""
    began = time.process_time()
    candidates(one, other)
    middle = time.process_time()
    found = synchronise(one, other)
    return found, time.process_time() - middle, middle - began


def report_rows(trials: Sequence[Trial]) -> None:
    head = "accepted  p>=.95  median ms  95 % ms  clock ms   CPU ms (candidates)  BBC CPU ms"
    print(f"\n{'damage of one side':40} found   BBC  {head}")
    for row in dict.fromkeys(trial.row for trial in trials):
        some = [trial for trial in trials if trial.row == row]
        hits = [1000 * t.off for t in some if t.hit and t.off is not None] or [np.nan]
        theirs = np.mean([t.peer_off is not None and t.peer_off <= HIT for t in some])
        print(
            f"{row:40} {np.mean([t.hit for t in some]):5.2f} {theirs:5.2f}"
            f"  {np.mean([t.accepted and t.hit for t in some]):8.2f}"
            f"  {np.mean([t.found is not None and t.found.probability >= 0.95 for t in some]):6.2f}"
            f"  {np.median(hits):9.2f}  {np.percentile(hits, 95):7.2f}"
            f"  {1000 * np.median([t.clock_off for t in some]):8.1f}"
            f"  {1000 * np.mean([t.cpu for t in some]):7.0f}"
            f" ({1000 * np.mean([t.candidates_cpu for t in some]):4.0f})"
            f"  {1000 * np.mean([t.peer_cpu for t in some]):10.0f}"
        )
    wrong = [t for t in trials if t.accepted and not t.hit]
    within = [
        t.off <= t.found.error for t in trials if t.accepted and t.hit and t.found and t.off is not None
    ]
    print(f"accepted at a wrong offset: {len(wrong)} of {len(trials)}")
    print(f"stated 95 % of arrival holds in {np.mean(within):.3f} of {len(within)} accepted")


def report_false(trials: Sequence[Trial]) -> None:
    print(f"\n{'nothing in common':26} pairs  accepted  said one moment  strength: median / 99 % / most")
    for row in dict.fromkeys(trial.row for trial in trials):
        some = [trial for trial in trials if trial.row == row]
        found = [t.found for t in some if t.found]
        strengths = [f.line.strength for f in found] or [0.0]
        moments = sum(f.accepted and f.heard is Heard.MOMENT for f in found)
        accepted = sum(f.accepted for f in found)
        spread = " / ".join(
            f"{x:.1f}" for x in (np.median(strengths), np.percentile(strengths, 99), max(strengths))
        )
        print(f"{row:26} {len(some):5}  {accepted:8}  {moments:15}  {spread}")
    if count := sum(t.row == "unrelated" for t in trials):
        print(
            f"none in {count} would mean under {100 * 3 / count:.2f} % a pair (95 %), were they independent"
        )


def report_calibration(trials: Sequence[Trial]) -> None:
    """Stated and observed, true pairs weighed so that PRIOR of all pairs are."""
    some = [t for t in trials if t.found and t.row != REPLAYS]
    stated = np.array([t.found.probability for t in some if t.found])
    right = np.array([t.hit for t in some])
    weight = weights(right)
    print(
        f"\nprobability, of {len(some)} pairs weighed to {PRIOR:.0%} true"
        "\nstated         pairs  mean stated  observed"
    )
    for low, high in ((0, 0.01), (0.01, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01)):
        here = (stated >= low) & (stated < high)
        if here.any():
            means = (np.average(x[here], weights=weight[here]) for x in (stated, right))
            print("{:4.2f} to {:4.2f}  {:7}  {:11.3f}  {:8.3f}".format(low, min(high, 1), here.sum(), *means))
    print(f"Brier score {np.average((stated - right) ** 2, weights=weight):.5f}")


def weights(
    right: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.asarray(np.where(right, PRIOR / max(1, right.sum()), (1 - PRIOR) / max(1, (~right).sum())))


def fit(trials: Sequence[Trial]) -> None:
    """The logistic curve, with a light pull of the weights to zero."""
    some = [t for t in trials if t.found and t.row != REPLAYS]
    features = np.array([t.found.evidence.features for t in some if t.found])
    right = np.array([t.hit for t in some])
    weight = weights(right)

    def loss(w: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
        score = features @ w[1:] + w[0]
        wrong = np.logaddexp(0, np.where(right, -score, score))
        return float((weight * wrong).sum() + 1e-5 * np.square(w[1:]).sum())

    best = optimize.minimize(loss, np.zeros(features.shape[1] + 1), method="BFGS").x
    print("\n_CONSTANT =", round(best[0], 3), "_WEIGHTS =", tuple(round(float(w), 3) for w in best[1:]))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--quick", action="store_true", help="8 trials a row, 100 unrelated pairs")
    options.add_argument("--fit", action="store_true", help="on the development seeds, and print the curve")
    options.add_argument("--seed", type=int, default=50_000)
    options.add_argument("--trials", type=int, default=50, help="a row of damage")
    options.add_argument("--side", type=int, default=34, help="its square is the number of unrelated pairs")
    options.add_argument("--near", type=int, default=20, help="near-misses of each kind")
    options.add_argument("--events", type=int, default=20)
    chosen = options.parse_args()
    seed = DEVELOPMENT if chosen.fit else chosen.seed
    sizes = (chosen.trials, chosen.side, chosen.near, chosen.events)
    count, side, near, events = (8, 10, 3, 3) if chosen.quick else sizes
    with peer() as rival:
        rows = list(damaged_trials(range(seed, seed + count), None if chosen.fit else rival))
    report_rows(rows)
    false = [*unrelated_trials(seed + 20_000, side), *near_trials(seed + 40_000, near)]
    report_false(false)
    report_calibration([*rows, *false])
    if chosen.fit:
        fit([*rows, *false])
    else:
        report_events(seed + 60_000, events)


if __name__ == "__main__":
    main()
