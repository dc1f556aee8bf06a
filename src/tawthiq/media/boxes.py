"""Clocks and edit lists of MP4 and MOV, read from their boxes (ISO/IEC 14496-12, sections 4.2 and 8).

FFmpeg tells one creation time of a file; whether its boxes agree is what betrays an edit. Headers are walked
and small boxes read, within limits: a size that leads nowhere ends the walk, and what was read stands.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import BinaryIO

from tawthiq.media.probe import BoxClock, EditEntry
from tawthiq.record.canonical import LARGEST_INTEGER

_MOST_BOXES = 20_000
_LEAF_BYTES = 1 << 16
_MOST_EDITS = 1000
_DEEPEST = 6
_PARENTS = frozenset({b"moov", b"trak", b"mdia", b"edts"})
_CLOCKS = frozenset({b"mvhd", b"tkhd", b"mdhd"})


@dataclass(slots=True)
class BoxFacts:
    """What was read: the clocks in the order of the file, and the entries of edit lists."""

    clocks: list[BoxClock] = field(default_factory=list)
    edits: list[EditEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    end: int
    """Where its content begins and ends in the file."""


@dataclass(slots=True)
class _Walk:
    """How far the walk is: boxes left, the track it is in, the time scales it met."""

    file: BinaryIO
    left: int = _MOST_BOXES
    track: int = 0
    movie_scale: int = 0
    listed: list[tuple[int, bytes]] = field(default_factory=list)
    scales: dict[int, int] = field(default_factory=dict)
    clocks: list[BoxClock] = field(default_factory=list)


def read_boxes(file: BinaryIO) -> BoxFacts:
    """The clocks and edit lists of an open MP4 or MOV; whatever is malformed is left out."""
    walk = _Walk(file)
    end = file.seek(0, 2)
    _follow(walk, 0, end, 0)
    edits = [entry for track, content in walk.listed for entry in _edits(walk, track, content)]
    return BoxFacts(walk.clocks, edits)


def _follow(walk: _Walk, start: int, end: int, depth: int) -> None:
    for box in _boxes(walk, start, end):
        if box.kind == b"trak":
            walk.track += 1
        if box.kind in _PARENTS and depth < _DEEPEST:
            _follow(walk, box.start, box.end, depth + 1)
        elif box.kind in _CLOCKS and depth:
            _clock(walk, box)
        elif box.kind == b"elst" and depth:
            walk.listed.append((walk.track, _content(walk.file, box)))


def _boxes(walk: _Walk, at: int, end: int) -> Iterator[_Box]:
    while at + 8 <= end and walk.left > 0:
        walk.left -= 1
        walk.file.seek(at)
        head = walk.file.read(16)
        if len(head) < 8:
            return
        size, kind, header = int.from_bytes(head[:4]), head[4:8], 8
        if size == 1 and len(head) == 16:
            size, header = int.from_bytes(head[8:16]), 16
        elif size == 0:  # to the end of what holds it
            size = end - at
        if size < header or at + size > end:
            return
        yield _Box(kind, at + header, at + size)
        at += size


def _content(file: BinaryIO, box: _Box) -> bytes:
    file.seek(box.start)
    return file.read(min(box.end - box.start, _LEAF_BYTES))


def _clock(walk: _Walk, box: _Box) -> None:
    """version and flags, then created and modified, 32 bits each in version 0 and 64 in version 1."""
    content = _content(walk.file, box)
    form = ">QQ" if content[:1] == b"\x01" else ">II"
    after = 4 + struct.calcsize(form)
    if len(content) < after + 4:
        return
    created, modified = struct.unpack_from(form, content, 4)
    scale = int.from_bytes(content[after : after + 4])  # a tkhd has its track's number there
    if box.kind == b"mvhd":
        walk.movie_scale = scale
    elif box.kind == b"mdhd":
        walk.scales[walk.track] = scale
    if max(created, modified) <= LARGEST_INTEGER:
        track = 0 if box.kind == b"mvhd" else walk.track
        walk.clocks.append(BoxClock(box.kind.decode(), track, created, modified))


def _edits(walk: _Walk, track: int, content: bytes) -> Iterator[EditEntry]:
    """version and flags, a count, then duration, media time and rate; media time -1 is an empty edit."""
    form = ">Qqi" if content[:1] == b"\x01" else ">Iii"
    size = struct.calcsize(form)
    movie, media = walk.movie_scale, walk.scales.get(track, 0)
    if not movie or not media:
        return
    count = min(int.from_bytes(content[4:8]), _MOST_EDITS, (len(content) - 8) // size)
    for number in range(count):
        duration, time, rate = struct.unpack_from(form, content, 8 + number * size)
        if abs(time) > LARGEST_INTEGER or duration > LARGEST_INTEGER:
            continue
        entry = EditEntry(track, Fraction(duration, movie), None, Fraction(rate, 1 << 16))
        yield entry if time == -1 else replace(entry, media_time=Fraction(time, media))
