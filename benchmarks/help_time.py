"""How long `tawthiq --help` takes, beside a bare interpreter: the first thing a user waits for.

    python -m benchmarks.help_time

Target: under 0.3 s of wall time on an idle machine.
"""

import statistics
import subprocess
import sys
import time

_HELP = "import sys; sys.argv = ['tawthiq', '--help']; from tawthiq.cli import main; main()"
_REPETITIONS = 9


def seconds(program: str) -> float:
    """Wall time of a Python process that runs `program`."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    bare, helped = [], []
    for _ in range(_REPETITIONS):
        bare.append(seconds("pass"))
        helped.append(seconds(_HELP))
    print(
        f"tawthiq --help: {statistics.median(helped):.3f} s ({min(helped):.3f}-{max(helped):.3f}), "
        f"bare interpreter {statistics.median(bare):.3f} s; target 0.3 s"
    )


if __name__ == "__main__":
    main()
