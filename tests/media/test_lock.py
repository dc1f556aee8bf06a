"""The locks hold, and footage that points elsewhere is not followed."""

import contextlib
import ctypes
import errno
import http.server
import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from tawthiq.engine.executor import Emit, Ending, Task
from tawthiq.media.caps import Caps
from tawthiq.media.lock import Locks, _forbid_paths, lock
from tawthiq.media.opening import DECODING_ERRORS
from tawthiq.media.seccomp import forbid_calls
from tawthiq.media.self_test import ESCAPES, self_test
from tawthiq.record.canonical import JsonObject
from tests.media import clips
from tests.media.watched import EXECUTOR, in_child, outcome_of


def test_a_locked_child_gets_nowhere() -> None:
    locks, denied = self_test(EXECUTOR)
    assert locks.missing == ()
    assert denied == dict.fromkeys(ESCAPES, True)


def test_missing_locks_are_named() -> None:
    assert Locks().missing == ("rlimits", "landlock", "seccomp")
    assert Locks(rlimits=True, landlock=1).missing == ("seccomp",)


def test_footage_is_watched_locked(tmp_path: Path) -> None:
    account = in_child(clips.save(tmp_path, clips.plain()))
    assert account.end is not None
    assert account.end.locks.missing == ()


PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{}/a.ts\n#EXT-X-ENDLIST\n"


class Canary(http.server.BaseHTTPRequestHandler):
    hits = 0

    def do_GET(self) -> None:
        Canary.hits += 1
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def canary() -> Iterator[str]:
    Canary.hits = 0
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("name", ["list.m3u8", "list.mp4", "list.txt"])
@pytest.mark.parametrize(
    "text",
    [
        PLAYLIST,
        "ffconcat version 1.0\nfile {}/a.mp4\n",
        "<MPD><BaseURL>{}/</BaseURL></MPD>",
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='{}/a.png'/></svg>",
    ],
)
def test_a_playlist_makes_no_request(tmp_path: Path, canary: str, name: str, text: str) -> None:
    account = in_child(clips.save(tmp_path, text.format(canary).encode(), name))
    assert [fault.what.partition(":")[0] for fault in account.faults] == ["NotMedia"]
    assert Canary.hits == 0


def unwary(arguments: JsonObject, emit: Emit) -> None:
    """Open whatever it is, as nobody should."""
    if arguments["locked"]:
        lock(Caps())
    with contextlib.suppress(*DECODING_ERRORS):
        av.open(io.BytesIO(str(arguments["text"]).encode()), format="hls")


@pytest.mark.parametrize("locked", [False, True])
def test_the_lock_alone_would_keep_a_playlist_in(canary: str, locked: bool) -> None:
    arguments: JsonObject = {"text": PLAYLIST.format(canary), "locked": locked}
    list(EXECUTOR.run([Task("unwary", "tests.media.test_lock:unwary", arguments, 60)]))
    assert (Canary.hits == 0) is locked


def by_one_lock(arguments: JsonObject, emit: Emit) -> None:
    """Try to open a file under one of the locks alone, and tell the error."""
    locks = {"landlock": _forbid_paths, "seccomp": forbid_calls}
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
    assert locks[str(arguments["lock"])]()
    try:
        os.close(os.open("/etc/passwd", os.O_RDONLY))
    except OSError as denied:
        emit(errno.errorcode[denied.errno or 0].encode())


@pytest.mark.parametrize(("name", "error"), [("landlock", b"EACCES"), ("seccomp", b"EPERM")])
def test_each_lock_denies_by_itself(name: str, error: bytes) -> None:
    task = Task(name, "tests.media.test_lock:by_one_lock", {"lock": name}, 60)
    (outcome,) = EXECUTOR.run([task])
    assert outcome.messages == (error,)


def burn(arguments: JsonObject, emit: Emit) -> None:
    lock(Caps(cpu_seconds=1))
    while True:
        pass


def test_computing_without_end_is_stopped() -> None:
    (outcome,) = EXECUTOR.run([Task("burn", "tests.media.test_lock:burn", {}, 60)])
    assert outcome.ending is Ending.DIED
    assert outcome.seconds < 20


def test_a_file_that_takes_too_much_computing_is_told_as_far_as_it_came(tmp_path: Path) -> None:
    path = clips.save(tmp_path, clips.plain())
    account = in_child(path, ["tests.media.analysers:Slow"], Caps(cpu_seconds=1))
    assert any("computing" in fault.what for fault in account.faults)
    assert account.end is not None
    assert not account.end.complete
    assert 0 < account.end.frames < 50


def test_caps_on_memory_end_the_child_not_us(tmp_path: Path) -> None:
    outcome = outcome_of(clips.save(tmp_path, clips.plain()), ["tests.media.analysers:Hungry"])
    assert outcome.ending is Ending.FINISHED
