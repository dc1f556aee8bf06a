"""The child's side: one call, its messages, and how it ended, as raw bytes through a pipe.

Nothing is pickled on the way home. A child that decodes hostile footage may have been taken over, and
unpickling what it sends would hand the parent over too.
"""

import importlib
import multiprocessing
import os
import select
import signal
import sys
from collections.abc import Callable
from itertools import pairwise
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self, TypeAlias, cast

from tawthiq.engine.executor import Emit
from tawthiq.record.canonical import JsonObject, parse_object

MESSAGE, FINISHED, RAISED = b"M", b"F", b"R"
"""First byte of what a child sends; the rest is a message, nothing, or what was raised (UTF-8)."""


Call: TypeAlias = Callable[[JsonObject, Emit], None]
"""What a task's `call` names."""


def serve(call: str, arguments: bytes, connection: Connection) -> None:
    """Run `call` on the canonical `arguments`, report how it ended, and end the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when a child ends
    _die_with_parent()
    _close_all_but(connection)
    with _Reporting(connection):
        _resolve(call)(parse_object(arguments), lambda body: connection.send_bytes(MESSAGE + body))
    connection.close()


class _Reporting:
    """Turns the end of a block into the last bytes of the connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, _: TracebackType | None
    ) -> bool:
        if raised is None:
            self._connection.send_bytes(FINISHED)
        elif isinstance(raised, Exception):
            said = f"{type(raised).__name__}: {raised}"
            self._connection.send_bytes(RAISED + said.encode("utf-8", "backslashreplace")[:10_000])
        return isinstance(raised, Exception)


def _resolve(call: str) -> Call:
    module, _, name = call.partition(":")
    return cast(Call, getattr(importlib.import_module(module), name))


def _close_all_but(connection: Connection) -> None:
    """Leave the call nothing to write to but our own pipe.

    A child of the fork server holds the server's pipes and those of multiprocessing's tracker as well: a byte
    in either ends them for every other child.
    """
    parent = multiprocessing.parent_process()
    if parent is None or sys.platform == "win32":
        return
    kept = sorted({0, 1, 2, connection.fileno(), parent.sentinel})
    for last, following in pairwise((*kept, _MOST_FILES)):
        os.closerange(last + 1, following)


_MOST_FILES = 1 << 16
"""Above any number of an open file."""


def _die_with_parent() -> None:
    """Have the kernel end us when the parent does, however busy we are then.

    The end of the parent closes the pipe behind its sentinel; asynchronous I/O turns that into SIGIO,
    whose default is to terminate (fcntl(2), F_SETOWN). Windows has no such thing: there the broken
    pipe of the next message has to do.
    """
    parent = multiprocessing.parent_process()
    if parent is None or sys.platform == "win32":
        return
    import fcntl

    sentinel = parent.sentinel
    fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(sentinel, fcntl.F_GETFL)
    fcntl.fcntl(sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)
    if select.select([sentinel], [], [], 0)[0]:  # it ended before we asked
        os._exit(1)
