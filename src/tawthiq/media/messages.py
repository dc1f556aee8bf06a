"""What the child says: one canonical JSON line a message, and behind it, where there is one, a blob.

The parent trusts none of it: every field is checked by the record's codec, and every blob against what
its header says.
"""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple, TypeAlias

from tawthiq.media.lock import Locks
from tawthiq.media.probe import Probe
from tawthiq.record.canonical import canonical, parse_object
from tawthiq.record.codec import to_json, union_from_json
from tawthiq.record.draft import Draft
from tawthiq.record.errors import LawBroken
from tawthiq.record.measure import Column
from tawthiq.record.media_time import MediaTime
from tawthiq.record.selector import Selector
from tawthiq.record.vocabulary import PROPERTIES, check_value
from tawthiq.store.tracks import read_track

_LINE_BYTES = 1 << 20
_JPEG_BYTES = 1 << 20
_LONG_SIDE = 4096
_FAULT_CHARACTERS = 2000
MADE_TYPES = ("video/mp4", "audio/mp4")
"""What a child may make of footage."""


@dataclass(frozen=True, slots=True)
class Maker:
    """The analyser that speaks: its agent in the record."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Probed:
    """What the file says of itself."""

    TAG: ClassVar = "probe"
    probe: Probe


@dataclass(frozen=True, slots=True)
class Found:
    """A sparse finding."""

    TAG: ClassVar = "draft"
    by: Maker
    draft: Draft


@dataclass(frozen=True, slots=True)
class Measured:
    """A dense finding; the blob behind it is the track (store/tracks.py), or a part of it that `goes_on`."""

    TAG: ClassVar = "track"
    by: Maker
    property: str
    columns: tuple[Column, ...]
    rows: int
    selectors: tuple[Selector, ...] = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture; the blob behind it is a JPEG of `width` × `height`."""

    TAG: ClassVar = "picture"
    by: Maker
    property: str
    width: int
    height: int
    selectors: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """The next piece of a file that `by` makes of the footage; the blob behind it are its bytes."""

    TAG: ClassVar = "made"
    by: Maker
    media_type: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Media time reached."""

    TAG: ClassVar = "progress"
    seconds: MediaTime


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong, in whose hands, and at which media time where that is known."""

    TAG: ClassVar = "fault"
    by: Maker
    what: str
    at: MediaTime | None = None


@dataclass(frozen=True, slots=True)
class End:
    """The pass is over.

    `seconds`: end of the last thing seen or heard, which is the last good second of damaged footage.
    `frames` were seen; `skipped` decoded but had no time, or one not after the frame before. `corrupt`
    of the frames seen were patched up by the decoder; `errors` counts packets that did not decode.
    Of the skipped, `backward` were not after the frame before, the first of them at `backward_at`.
    `complete`: all that the file promised could be read.
    """

    TAG: ClassVar = "end"
    seconds: MediaTime
    frames: int
    complete: bool
    locks: Locks
    skipped: int = 0
    corrupt: int = 0
    errors: int = 0
    backward: int = 0
    backward_at: MediaTime | None = None


Header: TypeAlias = Probed | Found | Measured | Shown | Made | Progress | Fault | End


class Message(NamedTuple):
    """A header, and the blob of those that have one."""

    header: Header
    blob: bytes = b""


def fault_of(by: Maker, cause: Exception, at: MediaTime | None = None) -> Fault:
    """`cause` in words that have a canonical form, whatever bytes a file put into them."""
    words = f"{type(cause).__name__}: {cause}".encode("utf-8", "backslashreplace").decode()
    return Fault(by, words[:_FAULT_CHARACTERS], at)


def write_message(header: Header, blob: bytes = b"") -> bytes:
    """The bytes of a message. Raises LawBroken where it holds what has no canonical form."""
    return canonical(to_json(header)) + b"\n" + blob


def read_message(received: bytes) -> Message:
    """Inverse of `write_message`. Raises LawBroken on anything that is not exactly a message."""
    line, newline, blob = received.partition(b"\n")
    if not newline or len(line) > _LINE_BYTES:
        raise LawBroken(f"a message is a line of at most {_LINE_BYTES} bytes, and a blob")
    try:
        header: Header = union_from_json(Header, parse_object(line))
    except (TypeError, ValueError, ArithmeticError, RecursionError) as cause:
        raise LawBroken(f"a message that cannot be read: {cause}") from cause
    _check(header, blob)
    return Message(header, blob)


def _check(header: Header, blob: bytes) -> None:
    match header:
        case Measured():
            check_property(header.property)
            _check_track(header, blob)
        case Shown():
            check_property(header.property)
            if not (blob.startswith(b"\xff\xd8\xff") and len(blob) <= _JPEG_BYTES):
                raise LawBroken(f"a picture is a JPEG of at most {_JPEG_BYTES} bytes")
            if not (0 < header.width <= _LONG_SIDE and 0 < header.height <= _LONG_SIDE):
                raise LawBroken(f"a picture of {header.width} × {header.height}")
        case Found(draft=draft):
            check_value(draft.property, draft.value)
        case Made():
            if header.media_type not in MADE_TYPES:
                raise LawBroken(f"{header.media_type!r} is no kind of file that is made here")
    if blob and not isinstance(header, Measured | Shown | Made):
        raise LawBroken(f"{header.TAG} messages have no blob")


def _check_track(header: Measured, blob: bytes) -> None:
    columns = read_track(blob)
    if list(columns) != [column.name for column in header.columns]:
        raise LawBroken("a track has other columns than its header says")
    if any(len(column) != header.rows for column in columns.values()):
        raise LawBroken("a track has other rows than its header says")


def check_property(term: str) -> None:
    """Raises LawBroken unless `term` is in the vocabulary, or a field of somebody's own."""
    if term not in PROPERTIES and not term.startswith("x."):
        raise LawBroken(f"unknown property {term!r}; a field of your own begins with 'x.'")
