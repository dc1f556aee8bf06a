"""The app as a browser meets it: on a port of this machine, or called directly."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.testclient import TestClient

from tawthiq.app.desk import Desk
from tawthiq.web.application import create_app
from tawthiq.web.guard import CSRF_HEADER, ENTRY, LOOPBACK, Keys
from tawthiq.web.serving import listening

PORT = 8765


@dataclass(frozen=True)
class Site:
    """Where a served record is, and the address that opens it; the record, for tests that reach behind."""

    base: str
    entry: str
    desk: Desk


@contextmanager
def served(desk: Desk) -> Iterator[Site]:
    keys = Keys()
    listener = listening(0)
    port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(desk, keys, port), log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    base = f"http://{LOOPBACK}:{port}"
    yield Site(base, f"{base}{ENTRY}?key={keys.entry}", desk)
    server.should_exit = True
    thread.join()
    listener.close()


def stranger(desk: Desk, keys: Keys) -> TestClient:
    """A client without the cookie; not followed, so that every answer is seen."""
    return TestClient(
        create_app(desk, keys, PORT), base_url=f"http://{LOOPBACK}:{PORT}", follow_redirects=False
    )


def entered(desk: Desk, *, reviewer: str = "") -> TestClient:
    """A client that came in by the opening address, writes as our pages do, and follows."""
    keys = Keys()
    client = stranger(desk, keys)
    client.get(ENTRY, params={"key": keys.entry})
    client.headers |= {CSRF_HEADER: keys.csrf, "origin": f"http://{LOOPBACK}:{PORT}"}
    client.follow_redirects = True
    if reviewer:
        client.post("/reviewer", json={"name": reviewer})
    return client
