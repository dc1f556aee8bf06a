"""The parent's side: a task for a file, and what came of it, whatever became of the child."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.engine.executor import Ending, Outcome, Task
from tawthiq.media.caps import Caps
from tawthiq.media.messages import (
    End,
    Fault,
    Found,
    Made,
    Maker,
    Measured,
    Probed,
    Progress,
    Shown,
    read_message,
)
from tawthiq.media.probe import Probe
from tawthiq.record.canonical import JsonObject
from tawthiq.record.codec import to_json
from tawthiq.record.errors import LawBroken
from tawthiq.record.media_time import MediaTime, rational
from tawthiq.store.tracks import read_track, write_track

PRELOAD = ("tawthiq.media.one_thread", "tawthiq.media.child")
"""What the executor should import before it forks; analysers' modules are worth adding."""

SUPERVISOR = Maker("tawthiq.supervisor", "1")
"""Who tells of a child that did not end as it should."""

_PROGRESS_BYTES = 200
_SAFE_SECONDS = 1
"""Decoders read ahead of what they show, by some frames."""

_BASE_SECONDS = 120
_BYTES_A_SECOND = 50_000
"""Wall time is granted by size: the least bit rate worth watching, at half its real speed or better."""


@dataclass(frozen=True, slots=True)
class Track:
    """A dense finding: its header, and the bytes of its .npz."""

    header: Measured
    npz: bytes


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture: its header, and the bytes of its JPEG."""

    header: Shown
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """The next piece of a file made of the footage."""

    header: Made
    content: bytes


@dataclass(frozen=True, slots=True)
class Account:
    """What a child told of one file, in its order. Without `end` the child did not get that far.

    `reached` is the last media time it told of, None where it told of none.
    """

    key: str
    probe: Probe | None = None
    found: tuple[Found, ...] = ()
    tracks: tuple[Track, ...] = ()
    pictures: tuple[KeptPicture, ...] = ()
    pieces: tuple[KeptPiece, ...] = ()
    faults: tuple[Fault, ...] = ()
    end: End | None = None
    reached: MediaTime | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all of the file was seen and nothing went wrong."""
        return self.end is not None and self.end.complete and not self.faults


def watch_task(path: Path, analysers: Sequence[str], *, key: str, caps: Caps | None = None) -> Task:
    """A task that watches `path` with the analysers named "module:Class"."""
    seconds = _BASE_SECONDS + path.stat().st_size / _BYTES_A_SECOND
    arguments: JsonObject = {
        "path": str(path),
        "analysers": list(analysers),
        "caps": to_json(caps or Caps()),
    }
    return Task(key, "tawthiq.media.child:run", arguments, seconds)


def account_of(outcome: Outcome) -> Account:
    """What `outcome` tells. A child that died, hung or spoke ill leaves what it had said, and a fault."""
    telling = _Telling()
    try:
        for received in outcome.messages:
            telling.hear(received)
    except LawBroken as cause:
        telling.faults.append(Fault(SUPERVISOR, f"the child sent what is no message: {cause.message}"))
    if outcome.ending is not Ending.FINISHED:
        telling.faults.append(Fault(SUPERVISOR, f"{outcome.ending}: {outcome.detail}", telling.reached))
    return telling.account(outcome.task.key)


def rescue_task(task: Task, account: Account) -> Task | None:
    """For a child that died or hung: the same, stopping a little before that place.

    What is dense is told only at an end, so a death takes it along. None where there was an end, where
    nothing was reached, and where `task` was such a rescue itself.
    """
    if account.end or not account.reached or "until" in task.arguments:
        return None
    until = max(Fraction(1, 10), account.reached - _SAFE_SECONDS)
    return replace(task, arguments={**task.arguments, "until": rational(until)})


def progress_of(received: bytes) -> Progress | None:
    """The progress in a message just heard; None where it is about something else, or no message."""
    if len(received) > _PROGRESS_BYTES:
        return None
    try:
        header = read_message(received).header
    except LawBroken:
        return None
    return header if isinstance(header, Progress) else None


def joined(parts: Sequence[Track]) -> Track:
    """The track whose rows are those of all `parts`. Raises LawBroken where these are not of one shape."""
    last = parts[-1].header
    if any(part.header.columns != last.columns for part in parts):
        raise LawBroken(f"the parts of {last.property} have different columns")
    read = [read_track(part.npz) for part in parts]
    names = [column.name for column in last.columns]
    if any(_shape(columns[name]) != _shape(read[0][name]) for columns in read for name in names):
        raise LawBroken(f"the parts of {last.property} have different shapes")
    whole = {name: np.concatenate([columns[name] for columns in read]) for name in names}
    return Track(replace(last, rows=sum(part.header.rows for part in parts)), write_track(whole))


def _shape(column: npt.NDArray[Any]) -> tuple[object, ...]:
    """What the rows of one column have in common."""
    return column.dtype, column.shape[1:]


@dataclass(slots=True)
class _Telling:
    """An account as it grows."""

    probe: Probe | None = None
    found: list[Found] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    parts: dict[tuple[Maker, str], list[Track]] = field(default_factory=dict)
    pictures: list[KeptPicture] = field(default_factory=list)
    pieces: list[KeptPiece] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    end: End | None = None
    reached: MediaTime | None = None

    def hear(self, received: bytes) -> None:
        header, blob = read_message(received)
        match header:
            case Probed(probe):
                self.probe = probe
            case Found():
                self.found.append(header)
            case Measured():
                self._measured(header, blob)
            case Shown():
                self.pictures.append(KeptPicture(header, blob))
            case Made():
                self.pieces.append(KeptPiece(header, blob))
            case Fault():
                self.faults.append(header)
            case Progress(seconds):
                self.reached = seconds
            case End(seconds):
                self.end, self.reached = header, seconds

    def _measured(self, header: Measured, blob: bytes) -> None:
        """Keep a track; parts of one wait for its end. Raises LawBroken where they do not fit together."""
        key = (header.by, header.property)
        waiting = [*self.parts.pop(key, ()), Track(header, blob)]
        if header.goes_on:
            self.parts[key] = waiting
        else:
            self.tracks.append(waiting[0] if len(waiting) == 1 else joined(waiting))

    def account(self, key: str) -> Account:
        return Account(
            key,
            self.probe,
            tuple(self.found),
            tuple(self.tracks),
            tuple(self.pictures),
            tuple(self.pieces),
            tuple(self.faults),
            self.end,
            self.reached,
        )
