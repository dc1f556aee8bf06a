"""The server is killed while somebody writes: what a page was told is written is there when opened again."""

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tawthiq.app.desk import at_desk
from tawthiq.store import queries
from tawthiq.store.verify import verify
from tawthiq.web.guard import CSRF_HEADER
from tests.app.case import Case, copied
from tests.web.site import entered

NAME = "R. Analyst (invented)"
START = "from tawthiq.cli import main; main()"


@contextmanager
def opened(record: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """`tawthiq open` in a process of its own, and a browser's worth of a client that has entered."""
    command = [sys.executable, "-c", START, "open", str(record), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        said = next(line for line in process.stdout if "/enter?key=" in line)
        found = re.search(r"(http://[\d.:]+)(/enter\S+)", said)
        assert found
        with httpx.Client(base_url=found[1], follow_redirects=True, timeout=20) as client:
            page = client.get(found[2]).text
            token = re.search(r'name="csrf" content="([^"]+)"', page)
            assert token
            client.headers.update({CSRF_HEADER: token[1], "origin": found[1]})
            client.post("/reviewer", json={"name": NAME})
            yield process, client
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_no_acknowledged_edit_is_lost(case: Case, tmp_path: Path) -> None:
    record = copied(case.record, tmp_path / "copy.record")
    item = case.digest("footage/VID_20130816_130200.mp4")
    kept: list[str] = []
    with opened(record) as (process, client):

        def write() -> None:
            for number in range(10_000):
                body = {"text": f"written {number}", "start": "1"}
                try:
                    answer = client.post(f"/item/{item}/observations", json=body)
                except httpx.TransportError:
                    return
                kept.append(answer.json()["statement"])

        writer = threading.Thread(target=write)
        writer.start()
        while len(kept) < 3:
            time.sleep(0.01)
        time.sleep(0.2)
        process.send_signal(signal.SIGKILL)
        writer.join()
    with at_desk(record) as desk:
        rows = queries.statements(desk.index, item=item, properties=("observation",))
        written = {row.id for row in rows if row.statement.said_by.name == NAME}
        assert set(kept) <= written
        assert len(written - set(kept)) <= 1  # cut off while it was being answered
        assert verify(desk.layout).whole
        assert "written 2" in entered(desk).get(f"/item/{item}").text
