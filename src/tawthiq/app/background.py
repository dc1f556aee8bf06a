"""Work done on the record in the background while people look at it and add to it."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from tawthiq.app.progress import Progress, Step
from tawthiq.record.errors import Interrupted, TawthiqError


@dataclass(frozen=True, slots=True)
class WorkReport:
    """How far the work is: the last step of each stage in the order they began; why it failed, if it did.

    `told` counts the reports so far, so that a reader knows whether anything has moved.
    """

    running: bool = False
    steps: tuple[Step, ...] = ()
    told: int = 0
    seconds: float = 0.0
    failure: str = ""


Job: TypeAlias = Callable[[Progress], object]
"""What is done in the background, telling how far it is."""


class Work:
    """Jobs, one after the other, in a thread; stopped by an error that the next report of progress raises."""

    def __init__(self, job: Job | None = None) -> None:
        self._jobs: deque[Job] = deque([job] if job else [])
        self._lock = threading.Lock()
        self._steps: dict[str, Step] = {}
        self._told = 0
        self._failure = ""
        self._stopping = threading.Event()
        self._began = self._ended = time.monotonic()
        self._running = False
        self._thread = threading.Thread()

    def start(self) -> None:
        """Begins what waits to be done, unless it has begun or nothing does."""
        with self._lock:
            if self._running or not self._jobs:
                return
            self._running, self._began = True, time.monotonic()
            self._thread = threading.Thread(target=self._run, name="build", daemon=True)
            self._thread.start()

    def also(self, job: Job) -> None:
        """Does `job` too, after what is under way."""
        with self._lock:
            self._jobs.append(job)
        self.start()

    def stop(self) -> None:
        """Ends what is under way at its next report of progress, and waits for that."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def report(self) -> WorkReport:
        """How far it is now."""
        with self._lock:
            running = self._running
            ended = time.monotonic() if running else self._ended
            return WorkReport(
                running, tuple(self._steps.values()), self._told, ended - self._began, self._failure
            )

    def _run(self) -> None:
        while job := self._next():
            try:
                job(self._tell)
            except Interrupted:
                pass  # we asked for it
            except (TawthiqError, OSError) as cause:
                self._fail(str(cause))
            except BaseException as cause:
                self._fail(f"{type(cause).__name__}: {cause}")
                with self._lock:
                    self._end()
                raise

    def _next(self) -> Job | None:
        with self._lock:
            if self._jobs and not self._stopping.is_set():
                return self._jobs.popleft()
            self._end()
            return None

    def _end(self) -> None:
        self._running, self._ended = False, time.monotonic()

    def _fail(self, why: str) -> None:
        with self._lock:
            self._failure = why

    def _tell(self, step: Step) -> None:
        if self._stopping.is_set():
            raise Interrupted("stopped by the user; what was finished is kept")
        with self._lock:
            self._steps[step.stage] = step
            self._told += 1
