"""For every test: no network, a home of its own, and time enough for a slow laptop."""

import contextlib
import fcntl
import os
import shutil
import socket
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile(
    "tawthiq", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60
)
settings.load_profile("tawthiq")

_LOOPBACK = ("127.", "::1", "localhost")

_SET_FLAGS, _UP = 0x8914, 0x1  # linux/sockios.h, net/if.h


def pytest_configure() -> None:
    """In a network namespace of our own even the loopback interface is down; canary servers need it."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
            fcntl.ioctl(handle, _SET_FLAGS, struct.pack("16sH14x", b"lo", _UP))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection that would leave this machine; `make test` also cuts it by namespace."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if not str(host).startswith(_LOOPBACK):
            raise AssertionError(f"a test tried to reach {address!r}: no network in tests")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home for device keys that no other test shares."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("TAWTHIQ_HOME", os.fspath(folder))
    yield folder


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium: one for all tests of a process, since its driver can be started only once in each."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed; `make system` installs it where it may")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = player.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()
