"""Work done on the record in the background while people look at it and add to it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

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


class Work:
    """One job in a thread of its own; stopped by an error that its next report of progress raises."""

    def __init__(self, job: Callable[[Progress], object] | None = None) -> None:
        self._job = job
        self._lock = threading.Lock()
        self._steps: dict[str, Step] = {}
        self._told = 0
        self._failure = ""
        self._stopping = threading.Event()
        self._after = 0.0
        self._began = self._ended = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="build", daemon=True)

    def start(self, *, after: float = 0.0) -> None:
        """Begins the job, where there is one, `after` that many seconds unless it is stopped before."""
        self._after = after
        if self._job is not None:
            self._began = time.monotonic()
            self._thread.start()

    def stop(self) -> None:
        """Ends the job at its next report of progress, and waits for that."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def report(self) -> WorkReport:
        """How far it is now."""
        running = self._thread.is_alive()
        with self._lock:
            ended = time.monotonic() if running else self._ended
            return WorkReport(
                running, tuple(self._steps.values()), self._told, ended - self._began, self._failure
            )

    def _run(self) -> None:
        assert self._job is not None
        if self._stopping.wait(self._after):
            return
        try:
            self._job(self._tell)
        except Interrupted:
            pass  # we asked for it
        except (TawthiqError, OSError) as cause:
            self._fail(str(cause))
        except BaseException as cause:
            self._fail(f"{type(cause).__name__}: {cause}")
            raise
        finally:
            self._ended = time.monotonic()

    def _fail(self, why: str) -> None:
        with self._lock:
            self._failure = why

    def _tell(self, step: Step) -> None:
        if self._stopping.is_set():
            raise Interrupted("stopped by the user; what was finished is kept")
        with self._lock:
            self._steps[step.stage] = step
            self._told += 1
