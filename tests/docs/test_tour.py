"""docs/tour.md is true: its commands are run in order, and print what the page says they print."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def steps(page: str) -> list[tuple[str, list[str]]]:
    """Every command on the page with the lines that must be found in what it prints, in order."""
    found: list[tuple[str, list[str]]] = []
    for block in _BLOCK.findall(page):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def run(command: str, folder: Path) -> str:
    """What `command` prints when a user types it in `folder`."""
    words = shlex.split(command)
    program = {
        "python": [sys.executable],
        "tawthiq": [sys.executable, "-c", "from tawthiq.cli import main; main()"],
    }[words[0]]
    environment = os.environ | {"COLUMNS": "100"}
    done = subprocess.run(
        [*program, *words[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def as_pattern(line: str) -> str:
    """A line of the page as a regular expression; "…" stands for anything."""
    return "[\\s\\S]*?".join(re.escape(part) for part in line.split("…"))


def test_every_command_of_the_tour_prints_what_the_page_says(tmp_path: Path) -> None:
    told = steps((DOCS / "tour.md").read_text("utf-8"))
    assert len(told) > 8
    for command, lines in told:
        printed = run(command, tmp_path)
        at = 0
        for line in lines:
            met = re.compile(as_pattern(line)).search(printed, at)
            assert met, f"{command}: {line!r} is not in\n{printed[at:]}"
            at = met.end()
