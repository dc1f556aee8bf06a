"""Copies as statements: a proposal that cites the seconds on both sides, until a person reviews it."""

from fractions import Fraction

from tawthiq.match.hashes import HashTrack
from tawthiq.match.stretch import Copy
from tawthiq.record.agent import software
from tawthiq.record.digest import Digest
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Overlap
from tawthiq.record.written import rounded

VERSION = "1"
MATCHER = software("tawthiq match", VERSION)


def propose(copy: Copy, tracks: tuple[HashTrack, ...], task: Digest) -> Statement:
    """`copy` as a statement about the shorter recording."""
    short, long = tracks[copy.short], tracks[copy.long]
    start, end, offset = (_milliseconds(x) for x in (copy.start, copy.end, copy.offset))
    here = Span(short.item, () if short.still else (Seconds(start, end),))
    there_start = max(Fraction(0), start + offset)
    there_end = max(there_start, end + offset)
    there = Span(long.item, () if long.still else (Seconds(there_start, there_end),))
    return Statement(
        about=here,
        property="same-footage",
        value=Overlap(long.item, there_start, there_end, offset, rounded(copy.error, 3)),
        said_by=MATCHER,
        recorded_by=MATCHER,
        method=Method.INFERRED,
        cites=(here, there),
        task=task,
    )


def _milliseconds(seconds: float) -> Fraction:
    return Fraction(round(seconds * 1000), 1000)
