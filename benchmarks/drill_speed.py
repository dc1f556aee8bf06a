"""How fast drills are made: rendering with encoding against real time, and whole drills.

    python -m benchmarks.drill_speed [--small] [--full]

Targets: at 480p at least 1 second of film a second of one core; tiny within 20 s; small within 10
minutes on 2 cores. `--small` makes a small drill too, which takes minutes; `--full` a full one, which takes
longer.
"""

import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tawthiq.drill.filming import film, shootings
from tawthiq.drill.making import make
from tawthiq.drill.one_thread import one_thread
from tawthiq.drill.scenario import SIZES, read_scenario, shipped

SECONDS = 12
"""Of each film that is timed."""


def main(larger: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder, one_thread():
        at_480p(Path(folder))
        for name in shipped():
            whole(name, "tiny", Path(folder) / name)
        for size in larger:
            whole("market-street", size, Path(folder) / size)


def at_480p(folder: Path) -> None:
    """Seconds of film for a second of CPU, camera by camera; pictures and codec, without the sound."""
    scenario = read_scenario("market-street")
    size = replace(SIZES["small"], scale=SECONDS / 60, shortest=SECONDS)
    filmed = spent = 0.0
    for shot in shootings(scenario, size, 1):
        if shot.width * shot.height != 854 * 480:
            continue
        begun = time.process_time()
        film(folder, scenario, size, shot, 1, None)
        taken = time.process_time() - begun
        ratio = float(shot.seconds) / taken
        print(f"480p  {shot.camera.id:12} {shot.camera.recipe:10} {ratio:5.2f} x real time")
        filmed, spent = filmed + float(shot.seconds), spent + taken
    print(f"480p  {'all':12} {'':10} {filmed / spent:5.2f} x real time (target 1.00)")


def whole(name: str, size: str, out: Path) -> None:
    wall, spent = time.perf_counter(), cpu_seconds()
    truth = make(read_scenario(name), SIZES[size], 1, out)
    wall, spent = time.perf_counter() - wall, cpu_seconds() - spent
    minutes = float(sum(each.seconds for each in truth.recordings)) / 60
    made = f"{minutes:.1f} min filmed, {len(truth.copies)} copies"
    print(f"{size:5} {name:14} {wall:6.1f} s, CPU {spent:6.1f} s: {made}")


def cpu_seconds() -> float:
    """Of this process and of those that it made and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    main(tuple(size for size in ("small", "full") if f"--{size}" in sys.argv[1:]))
