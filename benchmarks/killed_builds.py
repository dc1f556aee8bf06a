"""kill -9 at random moments of `tawthiq build`: is anything lost that was acknowledged?

    python -m benchmarks.killed_builds [ROUNDS]

Each round builds a tiny drill into a new record, kills the build and its children at a random
moment, keeps what the log then said, builds again to the end, and asks: are those lines still the
beginning of the log, does the record verify, and does it hold as much as one that was never killed?
A line in the log is what was acknowledged.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tawthiq.app.building import build
from tawthiq.app.sealing import verify
from tawthiq.drill.making import make
from tawthiq.drill.scenario import SIZES, read_scenario

_BUILD = "from tawthiq.cli import main; main()"


def start(case: Path, record: Path) -> "subprocess.Popen[bytes]":
    """A build under way, in a session of its own."""
    words = [sys.executable, "-c", _BUILD, "build", str(case), "--record", str(record), "--no-questions"]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, start_new_session=True)


def acknowledged(record: Path) -> dict[str, bytes]:
    """The whole lines of every log, by file."""
    files = sorted((record / "log").glob("*/*.jsonl")) if (record / "log").is_dir() else []
    return {str(f.relative_to(record)): f.read_bytes().rpartition(b"\n")[0] for f in files}


def main(rounds: int = 100, seed: int = 7) -> None:
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        os.environ["TAWTHIQ_HOME"] = str(root / "home")
        case = root / "drill" / "material"
        make(read_scenario("market-street"), SIZES["tiny"], seed, root / "drill")
        began = time.perf_counter()
        whole = build([case], root / "whole.record")
        whole_seconds = time.perf_counter() - began
        lost = unfinished = wrong = interrupted = 0
        for number in range(rounds):
            record = root / f"{number}.record"
            running = start(case, record)
            time.sleep(rng.uniform(0.2, whole_seconds + 1.5))
            interrupted += running.poll() is None
            with contextlib.suppress(ProcessLookupError):  # it was done before the moment came
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            held = acknowledged(record)
            again = start(case, record)
            unfinished += again.wait() != 0
            now = acknowledged(record)
            lost += any(not now.get(name, b"").startswith(lines) for name, lines in held.items())
            verification = verify(record)
            built = build([case], record)
            same = (built.items, built.acquisitions, built.statements) == (
                whole.items,
                whole.acquisitions,
                whole.statements,
            )
            wrong += not (verification.whole and same)
            shutil.rmtree(record)
    print(
        f"{rounds} builds killed ({interrupted} while running): {lost} lost acknowledged lines, "
        f"{unfinished} could not be finished, {wrong} not whole or not the same as an unkilled one"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
