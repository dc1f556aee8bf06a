"""Killed, interrupted or robbed of a child, a build loses nothing that was acknowledged, and resumes."""

import os
import random
import shutil
import signal
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path

import pytest

from tawthiq.app.building import build
from tawthiq.store.layout import create_record, open_layout
from tawthiq.store.verify import verify
from tests.app.building_process import begin, children_of, left_behind, of_session
from tests.app.case import Case, Held, about, copied, held, stated
from tests.case import paths as at

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

KILLS = 10
FILMS_AND_PICTURES = (at.LONG, at.TRIMMED, at.DAMAGED, at.PICTURE)


@pytest.fixture(scope="module")
def material(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Part of the case: enough that every stage has work."""
    folder = tmp_path_factory.mktemp("material") / "part"
    for path in (*FILMS_AND_PICTURES, at.ARABIC_LIST):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(case.folder / path, folder / path)
    shutil.copy2(
        case.folder / (at.ARABIC_LIST + at.MAPPING_SUFFIX), folder / (at.ARABIC_LIST + at.MAPPING_SUFFIX)
    )
    shutil.copytree((case.folder / at.TRIMMED_AGAIN).parents[1], folder / "chat")
    return folder


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with nothing in it yet: its copies give the same statements the same ids."""
    return create_record(tmp_path_factory.mktemp("empty") / "empty.record", "killed").root


@dataclass(frozen=True)
class Uninterrupted:
    """What a build that nobody disturbed holds, how many seconds it took and lines it logged."""

    held: Held
    seconds: float
    lines: int


@pytest.fixture(scope="module")
def uninterrupted(empty: Path, material: Path, tmp_path_factory: pytest.TempPathFactory) -> Uninterrupted:
    folder = tmp_path_factory.mktemp("uninterrupted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", os.fspath(folder / "home"))
        record = copied(empty, folder / "whole.record")
        building = begin(material, record)
        began = time.monotonic()
        _, stderr = building.communicate(timeout=60)
        took = time.monotonic() - began
        assert building.returncode == 0, stderr
    return Uninterrupted(held(record), took, _lines(record))


def _lines(record: Path) -> int:
    return sum(file.read_bytes().count(b"\n") for file in (record / "log").rglob("*.jsonl"))


def _whole(record: Path) -> None:
    verification = verify(open_layout(record))
    assert verification.findings == ()
    assert verification.verdict == "WHOLE, UNANCHORED"


def test_ten_kills_at_random_moments_lose_nothing(
    empty: Path, material: Path, uninterrupted: Uninterrupted, tmp_path: Path
) -> None:
    expected, took = uninterrupted.held, uninterrupted.seconds
    chance, died, number = random.Random(20130816), 0, 0
    while died < KILLS and number < 4 * KILLS:  # one that was done before it was killed does not count
        number += 1
        record = copied(empty, tmp_path / f"{number}.record")
        building = begin(material, record)
        after = chance.uniform(0, 0.9 * took)
        time.sleep(after)
        building.kill()
        building.communicate(timeout=10)
        assert left_behind(building.pid) == {}, f"after {after:.3f} s"
        died += building.returncode == -signal.SIGKILL
        acknowledged = held(record)
        assert acknowledged.statements <= expected.statements
        build([material], record)
        assert held(record) == expected, f"killed after {after:.3f} s"
        _whole(record)
    assert died == KILLS


def test_one_record_killed_again_and_again_gets_done(
    empty: Path, material: Path, uninterrupted: Uninterrupted, tmp_path: Path
) -> None:
    expected, took = uninterrupted.held, uninterrupted.seconds
    record = copied(empty, tmp_path / "again.record")
    before: frozenset[str] = frozenset()
    for part in (0.4, 0.8):
        building = begin(material, record)
        time.sleep(took * part)
        building.kill()
        building.communicate(timeout=10)
        now = held(record).statements
        assert before <= now
        before = now
    build([material], record)
    assert held(record) == expected
    _whole(record)


@pytest.mark.parametrize(
    ("sent", "part"), [(signal.SIGINT, 0.1), (signal.SIGINT, 0.7), (signal.SIGTERM, 0.4)]
)
def test_an_interrupted_build_ends_cleanly_and_resumes(
    sent: signal.Signals,
    part: float,
    empty: Path,
    material: Path,
    uninterrupted: Uninterrupted,
    tmp_path: Path,
) -> None:
    expected = uninterrupted.held
    record = copied(empty, tmp_path / "interrupted.record")
    building = begin(material, record)
    while _lines(record) < part * uninterrupted.lines and building.poll() is None:
        time.sleep(0.001)
    building.send_signal(sent)
    _, stderr = building.communicate(timeout=5)
    assert left_behind(building.pid, within=1.0) == {}
    assert building.returncode == 130, stderr
    assert b"stopped by the user" in stderr
    assert b"resumes where it stopped" in stderr
    assert b"Traceback" not in stderr
    assert verify(open_layout(record)).findings == ()  # without any mending
    build([material], record)
    assert held(record) == expected


def test_ctrl_c_reaches_the_whole_group_and_says_so_once(
    empty: Path, material: Path, uninterrupted: Uninterrupted, tmp_path: Path
) -> None:
    """A terminal sends SIGINT to the children too; here once the first of them decodes."""
    record = copied(empty, tmp_path / "group.record")
    building = begin(material, record)
    until = time.monotonic() + 5
    while len(of_session(building.pid)) < 4 and time.monotonic() < until:
        time.sleep(0.002)
    os.killpg(building.pid, signal.SIGINT)
    _, stderr = building.communicate(timeout=5)
    assert building.returncode == 130, stderr
    assert stderr.decode().count("\n") == 2, stderr.decode()
    assert left_behind(building.pid, within=1.0) == {}


class _Assassin(threading.Thread):
    """Kills the first `count` children that the fork server of this process starts."""

    def __init__(self, count: int) -> None:
        super().__init__(daemon=True)
        self.count = count
        self.killed: set[int] = set()
        self.stop = threading.Event()

    def run(self) -> None:
        while len(self.killed) < self.count and not self.stop.is_set():
            server = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
            for child in children_of(server) if server else ():
                if child not in self.killed and len(self.killed) < self.count:
                    os.kill(child, signal.SIGKILL)
                    self.killed.add(child)
            time.sleep(0.001)


def _build_with(assassin: _Assassin, material: Path, record: Path) -> None:
    assassin.start()
    try:
        build([material], record, workers=1)
    finally:
        assassin.stop.set()
        assassin.join()


def test_a_killed_child_is_replaced(
    empty: Path, material: Path, uninterrupted: Uninterrupted, tmp_path: Path
) -> None:
    record = copied(empty, tmp_path / "killed.record")
    assassin = _Assassin(1)
    _build_with(assassin, material, record)
    assert len(assassin.killed) == 1
    assert held(record) == uninterrupted.held


def test_a_child_killed_every_time_costs_its_own_file_and_no_other(
    case: Case, empty: Path, material: Path, uninterrupted: Uninterrupted, tmp_path: Path
) -> None:
    expected = uninterrupted.held
    record = copied(empty, tmp_path / "killed.record")
    assassin = _Assassin(3)  # two attempts and the rescue
    _build_with(assassin, material, record)
    found = held(record)
    unfinished = {task for task, complete in found.tasks if not complete}
    assert unfinished
    (lost,) = {r.item for r in found.rejects} - {r.item for r in expected.rejects}
    reasons = [r.reason for r in found.rejects if r.item == lost]
    assert any("SIGKILL" in reason for reason in reasons), reasons
    watched = {about(row) for row in stated(record, "track.hash")}
    assert {item for item in FILMS_AND_PICTURES if case.digest(item) != lost} == {
        path for path in FILMS_AND_PICTURES if case.digest(path) in watched
    }
    _whole(record)
    build([material], record)
    again = held(record)
    assert again.current >= expected.current
    assert unfinished <= {task for task, complete in again.tasks if complete}
    _whole(record)


def test_two_builds_of_one_record_at_once_take_turns_by_refusal(
    empty: Path, material: Path, tmp_path: Path
) -> None:
    record = copied(empty, tmp_path / "busy.record")
    first = begin(material, record)
    until = time.monotonic() + 5
    while not list((record / "log").rglob("*.jsonl")) and time.monotonic() < until:
        time.sleep(0.002)
    second = begin(material, record)
    _, said = second.communicate(timeout=30)
    _, stderr = first.communicate(timeout=30)
    assert first.returncode == 0, stderr
    assert second.returncode in {0, 3}
    if second.returncode == 3:
        assert b"Wait for the other command" in said
    _whole(record)
