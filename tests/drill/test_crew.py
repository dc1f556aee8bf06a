import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import pytest

from tawthiq.drill.crew import crew, finish
from tawthiq.record.errors import MediaError, UsageError


def _write(folder: Path, number: int) -> None:
    (folder / f"{number}").write_text(f"{os.getpid()} {cv2.getNumThreads()}")


def _write_late(folder: Path, number: int) -> None:
    time.sleep(0.05)
    _write(folder, number)


def _refuse(folder: Path, number: int) -> None:
    raise UsageError(f"not {number}", mend="Another.")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_work_is_done_by_others_on_one_thread_each(tmp_path: Path) -> None:
    with crew() as pool:
        finish([pool.submit(_write, tmp_path, number) for number in range(6)])
    told = [path.read_text().split() for path in tmp_path.iterdir()]
    assert len(told) == 6
    assert str(os.getpid()) not in {who for who, _ in told}
    assert {threads for _, threads in told} == {"1"}


def test_what_one_raised_is_raised_with_its_mend_and_the_rest_is_dropped(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not 3") as raised, crew() as pool:
        works = [pool.submit(_refuse, tmp_path, 3)]
        works += [pool.submit(_write_late, tmp_path, number) for number in range(200)]
        finish(works)
    assert raised.value.advice == "Another."
    assert len(list(tmp_path.iterdir())) < 200


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_process_that_was_ended_is_told_as_such() -> None:
    with pytest.raises(MediaError, match="ended before it was done"), crew() as pool:
        finish([pool.submit(_die)])


def test_a_script_that_makes_a_drill_is_not_run_again_by_its_children(tmp_path: Path) -> None:
    """As multiprocessing would where a script has no guard around what it does."""
    script = tmp_path / "script.py"
    script.write_text(
        "print('once')\n"
        "from operator import abs\n"
        "from tawthiq.drill.crew import crew, finish\n"
        "with crew() as pool:\n"
        "    finish([pool.submit(abs, -1)])\n"
    )
    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert ran.stdout == "once\n"


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes here")
def test_an_interrupt_ends_the_children_in_the_midst_of_their_work(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from time import sleep\n"
        "from tawthiq.drill.crew import crew, finish\n"
        "with crew() as pool:\n"
        "    finish([pool.submit(print, 'begun', flush=True), pool.submit(sleep, 600)])\n"
    )
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"begun\n"
        os.killpg(running.pid, signal.SIGINT)
        running.communicate(timeout=60)  # and not the ten minutes of who sleeps
    assert running.returncode != 0


def test_how_many_are_done_is_reported_one_by_one(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    with crew() as pool:
        works = [pool.submit(_write, tmp_path, number) for number in range(3)]
        finish(works, "filming", lambda stage, done, total: heard.append((stage, done, total)))
    assert heard == [("filming", done, 3) for done in range(4)]
