"""One process running one task: started, followed to its end, killed where it must be."""

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait

from tawthiq.engine.child import FINISHED, MESSAGE, RAISED, serve
from tawthiq.engine.executor import Ending, Task
from tawthiq.engine.hidden_main import without_main
from tawthiq.record.canonical import canonical

_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"

_GRACE = 5.0
"""Seconds a process may take to exit after its last word."""

_starting = threading.Lock()
"""multiprocessing keeps its table of children without one."""


class Attempt:
    """A running process and what it has said: `messages`, then `ending` and `detail`."""

    def __init__(self, task: Task, preload: tuple[str, ...], message_bytes: int, task_bytes: int) -> None:
        """Start it. `message_bytes` and `task_bytes` cap one message and all of them together."""
        self.messages: list[bytes] = []
        self.ending = Ending.DIED
        self.detail = ""
        self._message_bytes = message_bytes
        self._bytes_left = task_bytes
        self._expired = False
        arguments = canonical(task.arguments)
        context = multiprocessing.get_context(_METHOD)
        with _starting, without_main(), _deaf_to_interrupts():
            context.set_forkserver_preload(list(preload))
            self._connection, sender = context.Pipe(duplex=False)
            self._process = context.Process(  # type: ignore[attr-defined]  # either context has it
                target=serve, args=(task.call, arguments, sender), daemon=True
            )
            self._process.start()
            sender.close()  # or we would never see the end of the pipe

    def kill(self) -> None:
        """End it now; `follow` returns soon after."""
        self._process.kill()

    def follow(self, seconds: float | None, heard: Callable[[bytes], None]) -> None:
        """Collect its messages until it ends, by itself or killed after `seconds`; then reap it."""
        # A timer, since a child that sends half a message would keep us reading past any deadline.
        timer = threading.Timer(seconds or 0, self._expire)
        if seconds is not None:
            timer.start()
        try:
            self._listen(heard)
        finally:
            timer.cancel()
            if seconds is not None:
                timer.join()
            self._reap()

    def _listen(self, heard: Callable[[bytes], None]) -> None:
        try:
            while self._take(self._connection.recv_bytes(self._message_bytes), heard):
                pass
        except EOFError:
            pass
        except OSError as refused:  # how a message over the cap shows
            self.detail = f"sent a message over {self._message_bytes} bytes ({refused})"

    def _take(self, received: bytes, heard: Callable[[bytes], None]) -> bool:
        """Whether there is more to come."""
        tag, body = received[:1], received[1:]
        self._bytes_left -= len(body)
        if self._bytes_left < 0:
            self.detail = "sent more bytes than a task may"
        elif tag == MESSAGE:
            self.messages.append(body)
            heard(body)
            return True
        elif tag == FINISHED:
            self.ending = Ending.FINISHED
        elif tag == RAISED:
            self.ending, self.detail = Ending.RAISED, body.decode("utf-8", "replace")
        else:
            self.detail = "sent something that is no message"
        return False

    def _expire(self) -> None:
        self._expired = True
        self.kill()

    def _reap(self) -> None:
        spoke_ill = bool(self.detail) and self.ending is Ending.DIED
        if spoke_ill or not wait([self._process.sentinel], _GRACE):
            self.kill()
        with _starting:
            self._process.join()
            code = self._process.exitcode
        self._connection.close()
        if self.ending is Ending.DIED and self._expired:
            self.ending, self.detail = Ending.HUNG, "killed: over its time"
        elif self.ending is Ending.DIED and not self.detail:
            self.detail = _cause(code)


def _cause(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exited with code {code} before its end"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is started now never hears Ctrl-C, which reaches the whole group: we end our children ourselves.

    Else one that is still importing dies of it with a traceback of its own.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
