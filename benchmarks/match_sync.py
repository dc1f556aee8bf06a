"""Putting recordings on one clock: hits by rows of damage, false syncs, cost, and the clocks of events.

    python -m benchmarks.match_sync [--quick] [--fit] [--cache FOLDER] [--minutes 9] [--report]

All scenes are invented (`sync_scenes`), with seeds that nothing was tuned on; --fit takes the development
seeds instead and prints the curve of `match.sync_probability`. The peer, BBC audio-offset-finder, runs in
the same run on the same sounds where `make peers` has made its environment; a hit is an offset within 0.1 s
of the arrivals of a source audible at both microphones. CPU time of this process; of the peer, its own.
With --cache a run stops after --minutes, goes on when it is called again (exit status 75 while something is
left), and --report prints the tables of what is there. --share 0/2 and 1/2 are two processes' halves.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.sync_events import report_events
from benchmarks.sync_peer import peer
from benchmarks.sync_report import fit, fit_music, report_calibration, report_false, report_rows
from benchmarks.sync_rows import REAL, UNRELATED, Kept, Unit, trials
from benchmarks.sync_trials import NEAR_MISSES, REPLAYS, SHORT_REPLAYS

DEVELOPMENT, UNSEEN = 1000, 171_000
LEFT = 75
"""Exit status (EX_TEMPFAIL of sysexits.h) where units are left to be done."""


def units(seed: int, count: int, side: int, near: int, real: Path | None) -> Iterator[Unit]:
    """Scenes of a row of damage, unrelated pairs (side × side), near-misses; and real sounds."""
    for n in range(count):
        yield Unit("pair", seed + n)
        yield Unit("far", seed + n)
    ones = tuple(seed + 20_000 + n for n in range(side))
    for n in range(side):
        yield Unit(UNRELATED, seed + 30_000 + n, ones)
    for n in range(near):
        for kind in (*NEAR_MISSES, REPLAYS, SHORT_REPLAYS):
            yield Unit(kind, seed + 40_000 + n)
    if real:
        for n in range(count):
            yield Unit("pair", seed + 50_000 + n, real=real)
        for n in range(side):
            yield Unit(UNRELATED, seed + 30_000 + n, ones, real)
        for n in range(near):
            for kind in (REPLAYS, SHORT_REPLAYS):
                yield Unit(kind, seed + 40_000 + n, real=real)


def run(wanted: list[Unit], kept: Kept, minutes: float, *, with_peer: bool) -> int:
    """Does what is not kept yet until the time is up; how many units are left."""
    begun = {trial.unit for trial in kept.trials}
    todo = [unit for unit in wanted if unit.name not in begun]
    ends = time.monotonic() + minutes * 60
    with peer() as rival:
        while todo and time.monotonic() < ends:
            unit = todo.pop(0)
            kept.add(trials(unit, rival if with_peer else None))
    return len(todo)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--quick", action="store_true", help="8 trials a row, 100 unrelated pairs")
    options.add_argument("--fit", action="store_true", help="on the development seeds, and print the curve")
    options.add_argument("--seed", type=int, default=UNSEEN)
    options.add_argument("--trials", type=int, default=50, help="a row of damage")
    options.add_argument("--side", type=int, default=34, help="its square is the number of unrelated pairs")
    options.add_argument("--near", type=int, default=20, help="near-misses of each kind")
    options.add_argument("--events", type=int, default=20)
    options.add_argument("--real", type=Path, help="a folder of real clips (`sync_real`): shown apart")
    options.add_argument("--cache", type=Path, help="a folder for what is measured")
    options.add_argument("--minutes", type=float, default=600)
    options.add_argument("--share", default="0/1", help="which of how many parts of the work: 0/2 or 1/2")
    options.add_argument("--report", action="store_true", help="measure nothing")
    chosen = options.parse_args()
    seed = DEVELOPMENT if chosen.fit else chosen.seed
    count, side, near = (8, 10, 3) if chosen.quick else (chosen.trials, chosen.side, chosen.near)
    if chosen.cache:
        chosen.cache.mkdir(parents=True, exist_ok=True)
    share, shares = map(int, chosen.share.split("/"))
    stem = f"pairs-{seed}"
    kept = Kept(chosen.cache / f"{stem}-{share}of{shares}.jsonl" if chosen.cache else None, stem)
    if not chosen.report:
        wanted = list(units(seed, count, side, near, chosen.real))[share::shares]
        if left := run(wanted, kept, chosen.minutes, with_peer=not chosen.fit):
            print(f"{left} of {len(wanted)} units are left")
            sys.exit(LEFT)
    every = kept.trials
    done = [trial for trial in every if not trial.row.startswith(REAL)]
    for some in (done, [trial for trial in every if trial.row.startswith(REAL)]):
        report_rows(some)
        report_false(some)
        report_calibration(some)
    if chosen.fit:
        fit(done)
        fit_music(every)
    elif not chosen.report and chosen.events:
        report_events(seed + 60_000, 3 if chosen.quick else chosen.events)


if __name__ == "__main__":
    main()
