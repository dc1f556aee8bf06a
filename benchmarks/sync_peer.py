"""BBC audio-offset-finder beside ours: a process of the peers' environment that is asked pair by pair."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from scipy import signal

from benchmarks.sync_scenes import Sound

PEER = Path(".peers/bin/python")


class Peer:
    """The peer's process: a pair of sounds in, its offset, score and CPU seconds out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [PEER, Path(__file__).with_name("bbc_offsets.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def offset(self, one: Sound, other: Sound) -> tuple[float, float, float]:
        """Of two sounds at 16 kHz, halved to the 8 kHz that the peer works at."""
        paths = [self._folder / name for name in ("one.npy", "other.npy")]
        for path, sound in zip(paths, (one, other), strict=True):
            np.save(path, signal.resample_poly(sound, 1, 2).astype(np.float32))
        assert self._process.stdin and self._process.stdout
        print(*paths, file=self._process.stdin, flush=True)
        offset, score, cpu = map(float, self._process.stdout.readline().split())
        return offset, score, cpu

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


@contextmanager
def peer() -> Iterator[Peer | None]:
    """The peer while it is wanted; None where `make peers` has not made its environment."""
    if not PEER.exists():
        print("the peer is not there (`make peers`): its columns are empty")
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        running = Peer(Path(folder))
        try:
            yield running
        finally:
            running.close()
