"""One process a task on this machine, supervised from threads through pipes.

A task never shares its process: what one video did to a decoder must not reach the next. Processes come
from a fork server that has imported what they need, and cost some 10 ms each.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from queue import SimpleQueue
from typing import TypeAlias

from tawthiq.engine.attempt import Attempt
from tawthiq.engine.executor import Ending, Outcome, Task
from tawthiq.record.errors import Interrupted

_Event: TypeAlias = "tuple[Task, bytes] | Future[Outcome]"


@dataclass(frozen=True, slots=True)
class LocalExecutor:
    """At most `workers` tasks at once, each tried up to `attempts` times where its process dies.

    `preload` names modules the fork server imports before it forks (where there is one; the first
    executor of a program decides). `message_bytes` and `task_bytes` cap what one message and one attempt
    may send, so that a child cannot fill our memory.
    """

    workers: int = 2
    attempts: int = 2
    preload: tuple[str, ...] = ()
    message_bytes: int = 256 << 20
    task_bytes: int = 1 << 30

    def run(
        self, tasks: Iterable[Task], *, on_message: Callable[[Task, bytes], None] | None = None
    ) -> Iterator[Outcome]:
        """See Executor.run."""
        events: SimpleQueue[_Event] = SimpleQueue()
        crew = _Crew(self, events)
        threads = ThreadPoolExecutor(self.workers, "supervisor")
        waiting, running = iter(tasks), 0
        try:
            while True:
                for task in islice(waiting, self.workers - running):
                    threads.submit(crew.supervise, task).add_done_callback(events.put)
                    running += 1
                if not running:
                    return
                event = events.get()
                if isinstance(event, Future):
                    running -= 1
                    yield event.result()
                elif on_message:
                    on_message(*event)
        except KeyboardInterrupt:
            raise Interrupted("stopped by the user; no running task was left behind") from None
        finally:
            crew.stop()
            threads.shutdown()


class _Crew:
    """The attempts of one run that are under way, so that all can be killed at once."""

    def __init__(self, executor: LocalExecutor, events: "SimpleQueue[_Event]") -> None:
        self._executor = executor
        self._events = events
        self._lock = threading.Lock()
        self._attempts: set[Attempt] = set()
        self._stopping = False

    def supervise(self, task: Task) -> Outcome:
        """Try `task` until it ends in another way than by death, or its attempts are used up."""
        began = time.monotonic()
        attempt, number = self._attempt(task), 1
        while attempt.ending is Ending.DIED and number < self._executor.attempts and not self._stopping:
            attempt, number = self._attempt(task), number + 1
        took = time.monotonic() - began
        return Outcome(task, tuple(attempt.messages), attempt.ending, attempt.detail, number, took)

    def stop(self) -> None:
        """Kill what runs, and what is just being started."""
        with self._lock:
            self._stopping = True
            for attempt in self._attempts:
                attempt.kill()

    def _attempt(self, task: Task) -> Attempt:
        limits = self._executor
        attempt = Attempt(task, limits.preload, limits.message_bytes, limits.task_bytes)
        with self._lock:
            self._attempts.add(attempt)
            if self._stopping:
                attempt.kill()
        attempt.follow(task.seconds, lambda body: self._events.put((task, body)))
        with self._lock:
            self._attempts.discard(attempt)
        return attempt
