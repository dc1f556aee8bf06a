"""Analysers that misbehave, each in one way."""

import ctypes
import time
from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar

import numpy as np

from tawthiq.media.analyser import (
    Finding,
    Heard,
    Luma,
    Pictures,
    Seen,
    Sound,
    Table,
    Wants,
    Watched,
)
from tawthiq.media.probe import Probe
from tawthiq.record.draft import Draft
from tawthiq.record.measure import Column
from tawthiq.record.value import Text


class Quiet:
    """Well behaved: asks for everything, remembers it, finds one thing."""

    name: ClassVar = "test.quiet"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.heard: list[Heard] = []
        self.watched: Watched | None = None

    def wants(self, probe: Probe) -> Wants:
        return Wants(Luma(40), Pictures(Fraction(4), 64), Sound(8000))

    def see(self, seen: Seen) -> Iterable[Finding]:
        self.seen.append(seen)
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        self.heard.append(heard)
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        self.watched = watched
        yield Draft("finding", Text("watched"))


class Failing(Quiet):
    name: ClassVar = "test.failing"

    def see(self, seen: Seen) -> Iterable[Finding]:
        if seen.time > 1:
            raise ZeroDivisionError("قسمة على صفر")
        return ()


class Slow(Quiet):
    name: ClassVar = "test.slow"

    def see(self, seen: Seen) -> Iterable[Finding]:
        until = time.process_time() + 0.2
        while time.process_time() < until:
            pass
        return ()


class Hungry(Quiet):
    name: ClassVar = "test.hungry"

    def see(self, seen: Seen) -> Iterable[Finding]:
        self.much = np.ones(4 << 30, np.uint8)
        return ()


class Deadly(Quiet):
    """Says something, then kills its process, as a broken decoder would."""

    name: ClassVar = "test.deadly"

    def see(self, seen: Seen) -> Iterable[Finding]:
        if seen.time == 0:
            yield Draft("finding", Text("the head"), seen.selectors)
        if seen.time > 1:
            ctypes.string_at(8)


class Shared(Quiet):
    """Keeps state in the class, where two files would meet."""

    name: ClassVar = "test.shared"
    frames: ClassVar[list[int]] = []

    def see(self, seen: Seen) -> Iterable[Finding]:
        self.frames.append(1)
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        yield Draft("finding", Text(f"{len(self.frames)} frames"))


class Unknowing(Quiet):
    name: ClassVar = "test.unknowing"

    def finish(self, watched: Watched) -> Iterable[Finding]:
        yield Draft("shot.kut", Text("a slip of spelling"))


class Backwards(Quiet):
    name: ClassVar = "test.backwards"

    def finish(self, watched: Watched) -> Iterable[Finding]:
        columns = (Column("seconds", "s"),)
        yield Table("x.back", columns, (np.array([1.0, 0.5]),))


class Greedy(Quiet):
    """Reads a file when it should only look."""

    name: ClassVar = "test.greedy"

    def finish(self, watched: Watched) -> Iterable[Finding]:
        with open(__file__) as file:  # noqa: PTH123
            yield Draft("finding", Text(file.read(9)))


class Nameless(Quiet):
    name: ClassVar = ""


class Mine(Quiet):
    """Kills its process at the fifth second, always."""

    name: ClassVar = "test.mine"

    def see(self, seen: Seen) -> Iterable[Finding]:
        if seen.time > 4.5:
            ctypes.string_at(8)
        return ()
