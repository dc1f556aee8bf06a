"""Do the locks hold on this machine? `tawthiq doctor` asks."""

import contextlib
import mmap
import os
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from tawthiq.engine.executor import Emit, Executor, Task
from tawthiq.media.caps import Caps
from tawthiq.media.lock import Locks, lock
from tawthiq.record.canonical import JsonObject, canonical, parse_object
from tawthiq.record.codec import from_json, to_json
from tawthiq.record.errors import MediaError

_ALLOCATION = 4 << 30


def self_test(executor: Executor) -> tuple[Locks, dict[str, bool]]:
    """The locks in force in a child, and for each attempted escape whether it was denied.

    Raises MediaError where the child could not even be locked.
    """
    task = Task("self-test", "tawthiq.media.self_test:attempt_escapes", {}, 60)
    (outcome,) = executor.run([task])
    if not outcome.messages:
        raise MediaError(f"the locked child {outcome.ending} and told nothing: {outcome.detail}")
    told = parse_object(outcome.messages[-1])
    denied = told["denied"]
    escapes = {str(name): name in denied for name in ESCAPES} if isinstance(denied, list) else {}
    return from_json(Locks, told["locks"]), escapes


def attempt_escapes(arguments: JsonObject, emit: Emit) -> None:
    """Lock this process, then try to get out of it in every way; told are the ways that were denied."""
    locks = lock(Caps())
    denied = [name for name, attempt in ESCAPES.items() if _is_denied(attempt)]
    emit(canonical({"locks": to_json(locks), "denied": denied}))


def _is_denied(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError, ValueError, AttributeError):  # the last: no such thing here
        return True
    return False


def _read_file() -> None:
    with Path("/etc/passwd").open("rb"):
        pass


def _write_file() -> None:
    with tempfile.TemporaryFile():
        pass


def _connect() -> None:
    with socket.socket():
        pass


def _start_program() -> None:
    os.execv("/bin/true", ["true"])


def _start_process() -> None:
    if os.fork() == 0:
        os._exit(0)


def _allocate() -> None:
    with contextlib.closing(mmap.mmap(-1, _ALLOCATION)):
        pass


ESCAPES: dict[str, Callable[[], object]] = {
    "read a file": _read_file,
    "write a file": _write_file,
    "list a folder": lambda: list(Path("/").iterdir()),
    "make a connection": _connect,
    "start a program": _start_program,
    "start a process": _start_process,
    "signal its parent": lambda: os.kill(os.getppid(), 0),
    "take 4 GiB of memory": _allocate,
}
"""Each way out that is tried, and how."""
