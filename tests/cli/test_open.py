"""`tawthiq open` as a user meets it: a process of its own, killed at any moment."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

from tawthiq.store import queries
from tests.app.case import reading
from tests.cli.running import PROGRAM

CSRF = re.compile(r'name="csrf" content="([^"]+)"')


class Visitor:
    """A browser's worth of requests to a running server."""

    def __init__(self, address: str) -> None:
        self.base = address.partition("/enter")[0]
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        found = CSRF.search(self._open(address, timeout=60).read().decode())
        assert found
        self._token = found.group(1)

    def write(self, path: str, body: str) -> None:
        headers = {
            "content-type": "application/json",
            "origin": self.base,
            "x-tawthiq-token": self._token,
        }
        request = urllib.request.Request(self.base + path, body.encode(), headers)
        with self._open(request, timeout=60) as answer:
            assert answer.status == 200


@contextmanager
def opened(*words: object) -> "Iterator[tuple[subprocess.Popen[str], Visitor]]":
    arguments = [sys.executable, "-c", PROGRAM, "open", *map(os.fspath, map(str, words)), "--no-browser"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = next(line for line in process.stdout if line.startswith("open ")).split()[1]
        yield process, Visitor(address)
        if process.poll() is None:
            process.kill()


def folder_of(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "note.txt").write_text("invented")
    return folder


def test_killing_the_server_loses_no_acknowledged_write(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    record = tmp_path / "given.record"
    with opened(folder) as (process, visitor):
        visitor.write("/reviewer", '{"name": "R. Analyst (invented)"}')
        item = ""
        while not item:
            with reading(record) as index:
                item = next((row.item.digest for row in queries.items(index)), "")
        for number in range(5):
            visitor.write(f"/item/{item}/observations", f'{{"text": "words {number}"}}')
        process.kill()
        process.wait()
    with reading(record) as index:
        kept = queries.statements(index, properties=("observation",))
    assert len(kept) == 5


def test_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    with opened(folder_of(tmp_path)) as (process, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    assert (tmp_path / "given.record" / "record.toml").is_file()
