"""Running `tawthiq` as a user does: in this process, or in one of its own."""

import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from tawthiq.cli import main

PROGRAM = "from tawthiq.cli import main; main()"


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object that was printed on the one line."""
        (line,) = self.out.splitlines()
        found = json.loads(line)
        assert isinstance(found, dict)
        return found


def tawthiq(*words: object) -> Ran:
    """The command in this process."""
    out, err = io.StringIO(), io.StringIO()
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    argv = ["tawthiq", *(os.fspath(w) if isinstance(w, os.PathLike) else str(w) for w in words)]
    try:
        with patch.object(sys, "argv", argv), redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as ended:
        code = ended.code
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    assert isinstance(code, int)
    return Ran(code, out.getvalue(), err.getvalue())


def apart(*words: object, **environment: str) -> Ran:
    """The command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, words)],
        capture_output=True,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
