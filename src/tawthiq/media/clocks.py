"""What the clocks of a file can be taken to say: when filming began, and what speaks against it.

A phone writes the creation time of an MP4 when it closes the file, in UTC: so filming began one length
before. Some cameras write the beginning, or local time, and nothing in the file says which; so every such
reading keeps its caveat, and is a proposal.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from tawthiq.media.probe import BoxClock, EditEntry, Probe
from tawthiq.record.draft import Draft
from tawthiq.record.media_time import MediaTime
from tawthiq.record.statement import Method
from tawthiq.record.value import Unknown, Value
from tawthiq.record.when import When
from tawthiq.record.written import written_time

EDIT_SIGNS = (
    "clocks-differ", "modified-later", "rewritten",
    "pieces", "beginning-hidden", "end-hidden", "speed-changed",
)  # fmt: skip
"""Boxes of tracks and movie made at different times; changed after it was made; written by a program that
writes files from others; and what edit lists do: play pieces, hide an end, change the speed."""

SPREAD = timedelta(seconds=20)
"""One standard deviation of a phone's clock that was right, after the correction for the end of filming."""

_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_UNSET = tuple(datetime(year, 1, 1, tzinfo=UTC) for year in (1904, 1970, 1980, 2000))
"""Where clocks begin that nobody set: of QuickTime, of Unix, of DOS and GPS, of many cameras."""

_UNSET_DAYS = timedelta(days=7)
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)
_AGREE = 2
"""Seconds by which the boxes of one recording differ: a phone may write them one after the other."""

_HIDDEN = Fraction(1, 2)
"""Seconds at the ends of a track that encoders hide of themselves: decoder delay, priming."""

_REWRITERS = (
    "lavf", "lavc", "handbrake", "adobe", "premiere", "imovie", "capcut", "inshot", "kinemaster", "vegas",
    "davinci", "filmora", "videostudio", "movie maker", "avidemux", "mkvmerge",
)  # fmt: skip
"""Programs that write files from other files; phones name none of them."""


def box_time(seconds: int) -> datetime | None:
    """The time of a box's clock; None where it is beyond any calendar."""
    return _EPOCH + timedelta(seconds=seconds) if seconds < (_LATEST - _EPOCH).total_seconds() else None


def is_unset(time: datetime) -> bool:
    """Whether a clock stands at one of the beginnings from which a clock runs that nobody set."""
    return any(start <= time < start + _UNSET_DAYS for start in _UNSET)


def differing(clocks: Sequence[BoxClock]) -> tuple[BoxClock, ...]:
    """The boxes of tracks whose creation time is not the movie's, where both were set at all."""
    movie = next((c.created for c in clocks if c.box == "mvhd"), 0)
    return tuple(c for c in clocks if movie and c.created and abs(c.created - movie) > _AGREE)


def edit_signs(probe: Probe) -> Iterator[str]:
    """Terms of EDIT_SIGNS: what in the file says that it is not as the camera closed it."""
    if differing(probe.clocks):
        yield "clocks-differ"
    movie = next((c for c in probe.clocks if c.box == "mvhd" and c.created), None)
    if movie and movie.modified - movie.created > _AGREE + (probe.duration or 0):
        yield "modified-later"
    if rewriter(probe):
        yield "rewritten"
    yield from dict.fromkeys(_listed(probe.edits, probe.duration))


def rewriter(probe: Probe) -> str:
    """The program that wrote the file from another, as the file names it; empty where it names none."""
    named = (probe.tag(key) for key in ("encoder", "com.apple.quicktime.software", "software"))
    return next((n for n in named if n and any(known in n.lower() for known in _REWRITERS)), "")


def _listed(edits: Sequence[EditEntry], duration: MediaTime | None) -> Iterator[str]:
    """What edit lists do, beyond hiding the moments that encoders hide of themselves."""
    for track in dict.fromkeys(entry.track for entry in edits):
        played = [e for e in edits if e.track == track and e.media_time is not None]
        if len(played) > 1:
            yield "pieces"
        elif played and (played[0].media_time or 0) > _HIDDEN:
            yield "beginning-hidden"
        if any(entry.rate != 1 for entry in played):
            yield "speed-changed"
        if duration and played and _falls_short(sum(e.duration for e in played), duration):
            yield "end-hidden"


def _falls_short(played: Fraction | int, duration: MediaTime) -> bool:
    return 0 < played < duration - max(_HIDDEN, duration / 10)


def _written(seconds: int) -> str:
    time = box_time(seconds)
    return written_time(time) if time else f"{seconds} s after 1904"


@dataclass(frozen=True, slots=True)
class Filmed:
    """When filming is inferred to have begun, and the caveat with which it was."""

    began: When
    caveat: str


def filming_of(stated: When, probe: Probe) -> Filmed | None:
    """From the container's clock `stated` to the beginning of filming; None where nothing can be said.

    A clock without a zone, one that nobody set, or a file of unknown length says nothing.
    """
    ended = stated.latest
    if ended is None or not stated.comparable or is_unset(ended) or probe.duration is None:
        return None
    if probe.kind in _WRITTEN_FROM_START:
        caveat = f"{probe.kind} keeps when the file was begun or written, and does not say which"
        return Filmed(_stated(None, ended, caveat), caveat)
    if differing(probe.clocks):
        caveat = "the file was written anew after filming, so this clock only bounds it from above"
        return Filmed(_stated(None, ended, caveat), caveat)
    began = ended - timedelta(seconds=float(probe.duration))
    caveat = (
        f"creation time {written_time(ended)} taken as the end of filming, in UTC;"
        " wrong by the length where the camera wrote the beginning, by whole hours where it wrote local time"
    )
    if program := rewriter(probe):
        caveat += f"; {program} wrote the file, so only if all of the recording is in it"
    return Filmed(_stated(began - SPREAD, began + SPREAD, caveat), caveat)


_WRITTEN_FROM_START: frozenset[str] = frozenset({"avi", "asf"})


def clock_drafts(probe: Probe) -> Iterator[Draft]:
    """The clocks of the boxes that say something else than the container's own tags, as drafts."""
    movie = next((c for c in probe.clocks if c.box == "mvhd"), None)
    if movie and movie.created == 0:
        yield _clock(Unknown("mvhd: 0, a clock that nobody set"))
    for other in differing(probe.clocks):
        words = f"{other.box} of track {other.track}: {_written(other.created)}"
        time = box_time(other.created)
        yield _clock(_stated(time, time, words) if time else Unknown(words))


def _clock(value: Value) -> Draft:
    return Draft("media.clock", value, (), Method.PARSED)


def _stated(earliest: datetime | None, latest: datetime | None, caveat: str) -> When:
    return When(earliest, latest, "UTC", caveat)
