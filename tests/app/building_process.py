"""`tawthiq build` in a process of its own, which says when it begins, and who is left when it ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

_PROGRAM = """
import sys
import tawthiq.app.stages, tawthiq.cli.running
from tawthiq.cli import main
sys.argv[0] = "tawthiq"
sys.stdout.write("ready\\n")
sys.stdout.flush()
main()
"""


def begin(source: Path, record: Path, *more: str) -> subprocess.Popen[bytes]:
    """A build that has imported what it needs and begins now, in a session of its own."""
    words = ("build", os.fspath(source), "--record", os.fspath(record), "--no-questions", *more)
    building = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert building.stdout
    assert building.stdout.readline() == b"ready\n"
    return building


def of_session(session: int) -> dict[int, str]:
    """The living processes of a session, by id."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            state, _, _, its_session = stat.rpartition(")")[2].split()[:4]
            if int(its_session) == session and state != "Z":
                found[int(folder.name)] = words
    return found


def left_behind(session: int, within: float = 5.0) -> dict[int, str]:
    """Who of a session still lives after that many seconds."""
    until = time.monotonic() + within
    while (living := of_session(session)) and time.monotonic() < until:
        time.sleep(0.02)
    return living


def children_of(parent: int) -> list[int]:
    """The living children of a process."""
    try:
        tasks = list(Path(f"/proc/{parent}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
