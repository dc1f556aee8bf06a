"""What a statement is to an account: lasting, momentary, words, a line of its own, or of the whole."""

import enum

from tawthiq.record.statement import Statement


class Sort(enum.Enum):
    """How a statement is told."""

    STATE = enum.auto()
    MOMENT = enum.auto()
    QUOTE = enum.auto()
    OWN = enum.auto()
    HEAD = enum.auto()
    UNTOLD = enum.auto()


OWN = frozenset({"observation", "note", "question", "assessment"})
"""What people say of a second: each gets its line."""

HEAD = frozenset(
    {"time", "media.clock", "exif.time", "file.time", "place", "media.location", "exif.location",
     "media.device", "exif.device", "media.edit", "media.damage",
     "finding"}
)  # fmt: skip
"""What concerns the recording as a whole; its length, size and streams are told elsewhere."""

_QUOTES = frozenset({"transcription", "translation", "picture.shows"})
_MOMENTS = frozenset({"shot.cut", "sound.impulse"})
_STATES = frozenset(
    {"sound.silence", "sound.siren", "sound.drone", "sound.speech", "sound.chant", "sound.event",
     "camera.motion", "picture.dark", "picture.state", "picture.mark"}
)  # fmt: skip
_SORTS = (
    (OWN, Sort.OWN),
    (HEAD, Sort.HEAD),
    (_QUOTES, Sort.QUOTE),
    (_MOMENTS, Sort.MOMENT),
    (_STATES, Sort.STATE),
)


def sorted_out(statement: Statement) -> Sort:
    """How `statement` is told; dense measurements, hashes, links and reviews are not."""
    return next((sort for terms, sort in _SORTS if statement.property in terms), Sort.UNTOLD)
