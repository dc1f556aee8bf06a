"""Two processes that draw side by side. What each draws depends on its plan alone, never on who drew it."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeAlias

import cv2

from tawthiq.engine.hidden_main import without_main
from tawthiq.record.errors import MediaError

_AT_ONCE = 2
"""Each holds the sound of a film, and a laptop has as many cores to spare."""


@contextmanager
def crew() -> Iterator[Executor]:
    """The processes while the block lasts; what still waits is dropped where it ends in an error.

    Spawned and not forked: OpenCV and FFmpeg have threads of their own by then.
    """
    spawned = multiprocessing.get_context("spawn")
    with without_main(), ProcessPoolExecutor(_AT_ONCE, spawned, initializer=_begin) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """OpenCV on one thread: pictures are small. An interrupt ends it at once, in the midst of a film."""
    cv2.setNumThreads(1)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


Report: TypeAlias = Callable[[str, int, int], None]
"""Hears the stage, how many films of it are done, and of how many."""


def silent(stage: str, done: int, total: int) -> None:
    """Nobody listens."""


def finish(works: Sequence["Future[None]"], stage: str = "", report: Report = silent) -> None:
    """Wait until all is done, and report how far it is.

    Raises what the first that failed raised, MediaError where a process died.
    """
    report(stage, 0, len(works))
    try:
        for done, work in enumerate(as_completed(works), 1):
            work.result()
            report(stage, done, len(works))
    except BrokenProcessPool as cause:
        raise MediaError(
            "a process that drew a film was ended before it was done",
            mend="It may have been short of memory: close other programs, and make the drill again.",
        ) from cause
