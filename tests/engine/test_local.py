"""LocalExecutor keeps the contract, and leaves nothing behind however its program ends."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import forkserver
from pathlib import Path

import pytest

from tawthiq.engine.executor import Ending, Executor
from tawthiq.engine.local import LocalExecutor
from tests.engine.executor_contract import ExecutorContract, gone_within, task

ROOT = Path(__file__).parents[2]

PRELOAD = ("tawthiq.media.child",)
"""A program has one fork server, whose first user decides what it imports: the tests of media want this."""

PROGRAM = """
import sys
from tawthiq.engine.executor import Task
from tawthiq.engine.local import LocalExecutor
from tawthiq.record.errors import Interrupted
tasks = [Task(str(n), "tests.engine.calls:sleep", {"log": sys.argv[1], "seconds": "60"}) for n in range(4)]
try:
    list(LocalExecutor(2).run(tasks))
except Interrupted as stopped:
    print("children", __import__("multiprocessing").active_children())
    sys.exit(stopped.exit_code)
"""


class TestLocalExecutor(ExecutorContract):
    @pytest.fixture
    def executor(self) -> Executor:
        return LocalExecutor(workers=2, preload=PRELOAD)


def test_a_message_over_the_cap_is_refused() -> None:
    (outcome,) = LocalExecutor(1, preload=PRELOAD, message_bytes=1000).run([task("l", "large", bytes=5000)])
    assert (outcome.ending, outcome.messages) == (Ending.DIED, ())
    assert "over 1000 bytes" in outcome.detail


def test_endless_messages_are_refused() -> None:
    (outcome,) = LocalExecutor(1, preload=PRELOAD, attempts=1, task_bytes=5 << 20).run(
        [task("l", "large_for_ever")]
    )
    assert (outcome.ending, len(outcome.messages)) == (Ending.DIED, 5)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there the children have a fork server")
def test_a_child_that_writes_everywhere_ends_nobody_else() -> None:
    executor = LocalExecutor(1, attempts=1, preload=PRELOAD)
    (before,) = executor.run([task("b", "large", bytes=1)])
    server = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    (hostile,) = executor.run([task("h", "half_a_message", 0.5)])
    (after,) = executor.run([task("a", "large", bytes=1)])
    assert [each.ending for each in (before, hostile, after)] == [
        Ending.FINISHED,
        Ending.HUNG,
        Ending.FINISHED,
    ]
    assert forkserver._forkserver._forkserver_pid == server  # type: ignore[attr-defined]


def _program(tmp_path: Path, *command: str) -> tuple[subprocess.Popen[str], list[int]]:
    """Our own program running two sleepers, and their process ids."""
    log = tmp_path / "log"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    program = subprocess.Popen(
        [sys.executable, *command, str(log)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    deadline = time.monotonic() + 30
    while not (log.exists() and len(log.read_text().splitlines()) == 2):
        assert time.monotonic() < deadline and program.poll() is None
        time.sleep(0.02)
    return program, [int(line) for line in log.read_text().split()]


def test_ctrl_c_leaves_no_child_and_is_quick(tmp_path: Path) -> None:
    program, children = _program(tmp_path, "-c", PROGRAM)
    began = time.monotonic()
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=20)
    assert (program.returncode, out, err) == (130, "children []\n", "")
    assert time.monotonic() - began < 3
    assert all(gone_within(child, 2) for child in children)


def test_children_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    program, children = _program(tmp_path, "-c", PROGRAM)
    program.kill()
    program.communicate(timeout=20)
    assert all(gone_within(child, 5) for child in children)


def test_a_script_without_a_main_guard_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("print('once', flush=True)\n" + PROGRAM)
    program, _ = _program(tmp_path, str(script))
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=20)
    assert (out, err) == ("once\nchildren []\n", "")
