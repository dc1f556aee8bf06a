"""Serving on the loopback interface until somebody stops it."""

import contextlib
import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from tawthiq.app.desk import Desk
from tawthiq.record.errors import UsageError
from tawthiq.web.application import create_app
from tawthiq.web.guard import ENTRY, LOOPBACK, Keys

_GRACE = 3
"""Seconds in which requests under way may end, after that they are cut."""


def serve(desk: Desk, *, port: int = 0, browse: bool = True, ready: Callable[[str], None]) -> None:
    """Serves the record on `desk` until Ctrl-C; `port` 0 takes a free one.

    `ready` is told the opening address, with its key, once requests are taken. Raises UsageError where
    the port is taken.
    """
    with contextlib.closing(listening(port)) as listener:
        taken = listener.getsockname()[1]
        keys = Keys()
        address = f"http://{LOOPBACK}:{taken}{ENTRY}?key={keys.entry}"
        server = _Server(create_app(desk, keys, taken), lambda: _opened(address, ready, browse=browse))
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn hands on the signal that ended it
            server.run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(self, app: ASGIApp, started: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_GRACE,
                ws="none",
            )
        )
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's, then says so."""
        await super().startup(sockets)
        self._started()


def _opened(address: str, ready: Callable[[str], None], *, browse: bool) -> None:
    ready(address)
    if browse:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def listening(port: int) -> socket.socket:
    """A socket bound to the loopback interface. Raises UsageError where the port is taken."""
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
    except OSError as cause:
        listener.close()
        raise UsageError(
            f"port {port} cannot be listened on: {cause.strerror}", mend="Give another --port, or none."
        ) from cause
    return listener
