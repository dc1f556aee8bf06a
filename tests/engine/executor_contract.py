"""What any executor must do. Subclass, and give an `executor` fixture with two workers."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tawthiq.engine.executor import Ending, Executor, Outcome, Task
from tawthiq.record.canonical import Json

CALLS = "tests.engine.calls"


def task(key: str, call: str, seconds: float | None = 60, **arguments: Json) -> Task:
    return Task(key, f"{CALLS}:{call}", arguments, seconds)


def alive(process: int) -> bool:
    """Whether it runs; a dead one that nobody has reaped yet does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def gone_within(process: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while alive(process) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(process)


class ExecutorContract:
    """The tests every executor passes."""

    def one(self, executor: Executor, task: Task) -> Outcome:
        (outcome,) = executor.run([task])
        assert outcome.task == task
        return outcome

    def test_nothing_to_do(self, executor: Executor) -> None:
        assert list(executor.run([])) == []

    def test_each_of_many_tiny_tasks_has_exactly_one_outcome(self, executor: Executor) -> None:
        outcomes = list(executor.run(task(f"k{n}", "echo", say=f"hé {n}") for n in range(200)))
        assert sorted(o.task.key for o in outcomes) == sorted(f"k{n}" for n in range(200))
        assert all(o.messages == (f"hé {o.task.key[1:]}".encode(),) for o in outcomes)
        assert {(o.ending, o.attempts, o.detail) for o in outcomes} == {(Ending.FINISHED, 1, "")}

    def test_tasks_are_pulled_no_faster_than_they_run(self, executor: Executor) -> None:
        pulled = 0

        def source() -> Iterator[Task]:
            nonlocal pulled
            for n in range(20):
                pulled += 1
                yield task(str(n), "echo", say="x")

        for done, _ in enumerate(executor.run(source()), 1):
            assert pulled <= done + 2

    def test_messages_keep_their_order_and_are_heard_as_they_come(self, executor: Executor) -> None:
        heard: list[bytes] = []
        (outcome,) = executor.run(
            [task("count", "count", to=500)], on_message=lambda _, body: heard.append(body)
        )
        assert list(outcome.messages) == heard == [b"%d" % n for n in range(500)]

    def test_raising_is_told_and_not_repeated(self, executor: Executor) -> None:
        outcome = self.one(executor, task("f", "fail"))
        assert (outcome.ending, outcome.attempts) == (Ending.RAISED, 1)
        assert (outcome.detail, outcome.messages) == ("ValueError: سقط", (b"before",))

    def test_a_call_that_does_not_exist_is_told(self, executor: Executor) -> None:
        assert self.one(executor, task("f", "no_such_call")).ending is Ending.RAISED

    def test_a_quiet_exit_is_a_death(self, executor: Executor) -> None:
        outcome = self.one(executor, task("l", "leave"))
        assert (outcome.ending, outcome.attempts) == (Ending.DIED, 2)
        assert "7" in outcome.detail

    def test_what_was_said_before_a_death_is_kept(self, executor: Executor, tmp_path: Path) -> None:
        outcome = self.one(executor, task("d", "speak_and_die", log=str(tmp_path / "log")))
        assert (outcome.ending, outcome.messages) == (Ending.DIED, (b"head",))
        assert "SIGKILL" in outcome.detail
        assert len((tmp_path / "log").read_text().split()) == outcome.attempts == 2

    def test_a_hung_task_is_killed_and_not_repeated(self, executor: Executor, tmp_path: Path) -> None:
        log = tmp_path / "log"
        outcome = self.one(executor, replace(_sleep("h", log, "60"), seconds=0.5))
        assert (outcome.ending, outcome.attempts) == (Ending.HUNG, 1)
        assert outcome.seconds < 10
        assert gone_within(int(log.read_text()), 2)

    def test_half_a_message_does_not_hold_us(self, executor: Executor) -> None:
        outcome = self.one(executor, task("h", "half_a_message", 0.5))
        assert outcome.ending in {Ending.HUNG, Ending.DIED}
        assert outcome.seconds < 10

    def test_a_large_message_arrives(self, executor: Executor) -> None:
        outcome = self.one(executor, task("l", "large", bytes=40_000_000))
        assert [len(m) for m in outcome.messages] == [40_000_000]

    def test_a_kill_from_outside_repeats_that_task_only(self, executor: Executor, tmp_path: Path) -> None:
        log = tmp_path / "log"
        killed: list[int] = []

        def kill_the_third(this: Task, body: bytes) -> None:
            if this.key == "3" and not killed:
                killed.append(int(body))
                os.kill(int(body), signal.SIGKILL)

        tasks = [_sleep(str(n), log, "0.2") for n in range(8)]
        outcomes = list(executor.run(tasks, on_message=kill_the_third))
        assert {o.ending for o in outcomes} == {Ending.FINISHED}
        assert {o.task.key: o.attempts for o in outcomes} == {str(n): 1 + (n == 3) for n in range(8)}
        assert len(log.read_text().split()) == 9

    def test_closing_early_kills_what_runs(self, executor: Executor, tmp_path: Path) -> None:
        log, began = tmp_path / "log", time.monotonic()
        outcomes = executor.run([task("e", "echo", say="x"), _sleep("long", log, "60")])
        next(outcomes)
        while not log.exists():
            time.sleep(0.01)
        outcomes.close()  # type: ignore[attr-defined]  # an iterator that is a generator
        assert time.monotonic() - began < 10
        assert gone_within(int(log.read_text()), 2)

    def test_with_a_ledger_nothing_is_done_twice(self, executor: Executor, tmp_path: Path) -> None:
        log, ledger = tmp_path / "log", set[str]()
        tasks = [_sleep(str(n), log, "0") for n in range(6)]
        for outcome in executor.run(t for t in tasks if t.key not in ledger):
            ledger.add(outcome.task.key)
            if len(ledger) == 4:
                break
        done = set(ledger)
        again = {o.task.key for o in executor.run(t for t in tasks if t.key not in ledger)}
        assert not done & again
        assert done | again == {t.key for t in tasks}


def _sleep(key: str, log: Path, seconds: str) -> Task:
    return Task(key, f"{CALLS}:sleep", {"log": str(log), "seconds": seconds}, 90)
