"""The children of a second pass: one, locked, cuts excerpts out of footage; another reads those with a model.

So a large library, or a program, never meets what somebody else made: it is handed plain arrays of a size
that was checked. The second child is locked too once its model is loaded, unless it must start a program;
threads that a library started before are outside of Landlock and seccomp, and only rlimits hold them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

import numpy as np
import numpy.typing as npt

from tawthiq.engine.executor import Task
from tawthiq.media.analyser import Analyser, Watched
from tawthiq.media.caps import Caps
from tawthiq.media.child import DECODER
from tawthiq.media.decode import Pass
from tawthiq.media.fan import Fan
from tawthiq.media.kinds import Role
from tawthiq.media.lock import Locks, ending_at_cpu_limit, grant_cpu, limit, lock
from tawthiq.media.messages import (
    End,
    Found,
    Header,
    Maker,
    Measured,
    Probed,
    Progress,
    fault_of,
    read_message,
    write_message,
)  # fmt: skip
from tawthiq.media.opening import identify
from tawthiq.media.probing import probe_media
from tawthiq.media.still import open_still
from tawthiq.media.watching import Track
from tawthiq.record.canonical import JsonObject
from tawthiq.record.codec import from_json, to_json
from tawthiq.record.draft import Draft
from tawthiq.record.errors import MediaError
from tawthiq.record.media_time import MediaTime
from tawthiq.store.tracks import read_track, write_track

PRELOAD = ("tawthiq.media.second",)

MODEL_CAPS = Caps(memory=8 << 30, cpu_per_second=200)
"""A model needs more than a decoder: the largest of speech take 3 GB."""

_READING_SECONDS = 3600.0

Settings = Mapping[str, Any]
"""What an excerpter or reader is made with: plain JSON."""


class Reader(Protocol):
    """Says what an excerpt holds. Made with its settings, in the child, before the lock."""

    name: str
    version: str
    starts_programs: bool

    def read(self, excerpt: Measured, columns: Mapping[str, npt.NDArray[Any]]) -> Iterable[Draft]:
        """The drafts of one excerpt; its selectors say where in the item it is from."""
        ...


def excerpt_task(path: Path, excerpter: str, settings: JsonObject, *, key: str, seconds: float) -> Task:
    """Cuts excerpts out of `path` with the analyser "module:Class", made with `settings`."""
    arguments: JsonObject = {"path": str(path), "excerpter": excerpter, "settings": settings}
    return Task(key, "tawthiq.media.second:cut", arguments, seconds)


def reading_task(excerpts: Path, reader: str, settings: JsonObject, *, key: str) -> Task:
    """Reads the excerpts in the file `excerpts` with the reader "module:Class", made with `settings`."""
    arguments: JsonObject = {"excerpts": str(excerpts), "reader": reader, "settings": settings}
    return Task(key, "tawthiq.media.second:read", arguments, _READING_SECONDS)


def write_excerpts(file: BinaryIO, excerpts: Iterable[Track]) -> None:
    """What the first child told, checked, each as a message after its length in four bytes."""
    for excerpt in excerpts:
        message = write_message(excerpt.header, excerpt.npz)
        file.write(len(message).to_bytes(4))
        file.write(message)


def cut(arguments: JsonObject, emit: Callable[[bytes], None]) -> None:
    """The first child: see `excerpt_task`."""

    def send(header: Header, blob: bytes = b"") -> None:
        emit(write_message(header, blob))

    caps = from_json(Caps, arguments.get("caps", to_json(Caps())))
    excerpter = cast(Analyser, made(str(arguments["excerpter"]), cast(Settings, arguments["settings"])))
    with Path(str(arguments["path"])).open("rb") as file:
        locks = lock(caps)
        try:
            cut_locked(file, excerpter, caps, locks, send)
        except MediaError as cause:
            send(fault_of(DECODER, cause))


def cut_locked(
    file: BinaryIO,
    excerpter: Analyser,
    caps: Caps,
    locks: Locks,
    send: Callable[[Header, bytes], None],
) -> None:
    """Cuts out of an open file; only the streams that are wanted are decoded. Raises MediaError."""
    kind = identify(file)
    if kind.role is Role.PICTURE:
        probe, sight = open_still(file, kind, caps)
        fan = Fan((excerpter,), probe, send)
        fan.see(MediaTime(0), None, sight, is_key=True)
        fan.finish(Watched(MediaTime(0), 1))
        send(End(MediaTime(0), 1, complete=True, locks=locks), b"")
        return
    probe = probe_media(file, kind, caps)
    send(Probed(probe), b"")
    if locks.rlimits:
        grant_cpu(caps, float(probe.duration or caps.seconds))
    fan = Fan((excerpter,), probe, send)
    this = Pass(probe if fan.wants_sight else replace(probe, video=None), fan, caps)
    try:
        with ending_at_cpu_limit():
            this.run(file, kind, progress=lambda time: send(Progress(time), b""))
    except MediaError as cause:
        this.tally.failed(cause)
    fan.finish(Watched(this.tally.seconds, this.tally.frames))
    send(End(this.tally.seconds, this.tally.frames, complete=True, locks=locks), b"")


def read(arguments: JsonObject, emit: Callable[[bytes], None]) -> None:
    """The second child: see `reading_task`."""
    reader = cast(Reader, made(str(arguments["reader"]), cast(Settings, arguments["settings"])))
    by = Maker(reader.name, reader.version)
    with Path(str(arguments["excerpts"])).open("rb") as file:
        if reader.starts_programs:
            limit(MODEL_CAPS)
        else:
            lock(MODEL_CAPS)
        grant_cpu(MODEL_CAPS, MODEL_CAPS.seconds)  # how much there is to read is not known before it is read
        for header, columns in read_excerpts(file):
            try:
                drafts: Sequence[Draft] = tuple(reader.read(header, columns))
            except Exception as cause:  # noqa: BLE001  # one excerpt that a model cannot take is told
                emit(write_message(fault_of(by, cause)))
                continue
            for draft in drafts:
                emit(write_message(Found(by, draft)))


def read_excerpts(file: BinaryIO) -> Iterator[tuple[Measured, Mapping[str, npt.NDArray[Any]]]]:
    """Inverse of `write_excerpts`, for those messages that are measured. Raises LawBroken."""
    while length := file.read(4):
        header, blob = read_message(file.read(int.from_bytes(length)))
        if isinstance(header, Measured):
            yield header, read_track(blob)


def made(name: str, settings: Settings) -> object:
    """A new instance of "module:Class" with its settings."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)(**settings)


def _warm_up() -> None:
    """Have what reading a track loads late: nothing can be loaded once locked."""
    read_track(write_track({"sample": np.zeros(1, np.int16)}))


_warm_up()  # when imported: the fork server does it once for all children
