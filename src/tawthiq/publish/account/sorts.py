"""What a statement is to an account: lasting, momentary, words, a line of its own, or of the whole."""

import enum

from tawthiq.record.statement import Statement
from tawthiq.record.value import Term


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
     "media.device", "exif.device", "media.edit", "media.damage"}
)  # fmt: skip
"""What concerns the recording as a whole; its length, size and streams are told elsewhere."""

_SORTS = {
    "transcription": Sort.QUOTE,
    "translation": Sort.QUOTE,
    "shot.cut": Sort.MOMENT,
    "sound.silence": Sort.STATE,
    "finding": Sort.STATE,
}


def sorted_out(statement: Statement) -> Sort:
    """How `statement` is told; dense measurements, hashes, links and reviews are not."""
    if statement.property in OWN:
        return Sort.OWN
    if statement.property in HEAD:
        return Sort.HEAD
    if statement.property == "sound.event":
        is_moment = isinstance(statement.value, Term) and statement.value.term in _MOMENTS
        return Sort.MOMENT if is_moment else Sort.STATE
    return _SORTS.get(statement.property, Sort.UNTOLD)


_MOMENTS = frozenset({"impulse"})
