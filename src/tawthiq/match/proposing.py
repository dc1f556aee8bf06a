"""Segments as statements: proposals that cite the seconds on both sides, until a person reviews them."""

from decimal import Decimal
from fractions import Fraction

from tawthiq.match.frame import Frame
from tawthiq.match.recording import Recording
from tawthiq.match.segment import Segment
from tawthiq.match.sound_copies import SoundCopy
from tawthiq.match.sounding import Sounding
from tawthiq.match.terms import SAME_SOUND
from tawthiq.record.agent import software
from tawthiq.record.digest import Digest
from tawthiq.record.selector import Region, Seconds, Selector
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Link, Overlap, Text
from tawthiq.record.written import rounded

VERSION = "5"
MATCHER = software("tawthiq match", VERSION)


def propose(one: Recording, other: Recording, segment: Segment, task: Digest) -> Statement:
    """`segment` of `one` as a statement about it."""
    line = segment.line
    start, end = _seconds(segment.start), _seconds(segment.end)
    rate = Fraction(round(line.speed * 1000), 1000)
    offset = _seconds(line.offset + (line.speed - float(rate)) * segment.start)
    there_start = max(Fraction(0), rate * start + offset)
    there_end = max(there_start, rate * end + offset)
    here = _span(one, start, end, segment.region)
    there = _span(other, there_start, there_end, segment.region_there)
    value = Overlap(
        other.item, there_start, there_end, offset, rounded(segment.error, 3), rate, _transform(segment),
        rounded(segment.probability, 3), segment.sound,
    )  # fmt: skip
    return _statement(here, segment.label, value, (here, there), task)


def propose_sound(one: Sounding, other: Sounding, copy: SoundCopy, task: Digest) -> Statement:
    """That a stretch of `one` has the sound of `other`, sample for sample, whatever the pictures.

    Without a probability: how often a second microphone is as like as a copy was not measured on real sound.
    """
    start, end, offset = (_seconds(each) for each in (copy.start, copy.end, copy.offset))
    here = Span(one.item, (Seconds(start, end),))
    there = Span(other.item, (Seconds(start + offset, end + offset),))
    value = Overlap(other.item, start + offset, end + offset, offset, _SAMPLE_ERROR, sound="same")
    return _statement(here, SAME_SOUND, value, (here, there), task)


_SAMPLE_ERROR = Decimal("0.001")
"""Seconds: a copied sound lies to the sample; offsets are written to the millisecond."""


def propose_derived(one: Recording, other: Recording, reasons: tuple[str, ...], task: Digest) -> Statement:
    """That `one` was likely made from `other`, and why."""
    here = Span(one.item)
    return _statement(
        here, "likely-derived", Link(other.item, "; ".join(reasons)), (here, Span(other.item)), task
    )


def propose_no_evidence(one: Recording, task: Digest) -> Statement:
    """That nothing can be said of copies of `one`."""
    here = Span(one.item)
    return _statement(
        here, "no-usable-evidence", Text("no picture has enough structure", "en"), (here,), task
    )


def _statement(
    about: Span, term: str, value: Overlap | Link | Text, cites: tuple[Span, ...], task: Digest
) -> Statement:
    return Statement(
        about=about,
        property=term,
        value=value,
        said_by=MATCHER,
        recorded_by=MATCHER,
        method=Method.INFERRED,
        cites=cites,
        task=task,
    )


def _span(recording: Recording, start: Fraction, end: Fraction, region: Frame) -> Span:
    selectors: tuple[Selector, ...] = () if recording.still else (Seconds(start, end),)
    return Span(recording.item, (*selectors, *_region(region)))


def _region(frame: Frame) -> tuple[Region, ...]:
    """The region in whole percent; none for all of the picture, or all but a rim of two percent."""
    left, top = max(0, round(frame.x)), max(0, round(frame.y))
    width, height = min(100 - left, round(frame.width)), min(100 - top, round(frame.height))
    if min(width, height) < 1 or (left <= 2 and top <= 2 and left + width >= 98 and top + height >= 98):
        return ()
    return (Region(*(rounded(n, 0) for n in (left, top, width, height))),)


def _transform(segment: Segment) -> tuple[str, ...]:
    quarters = round(segment.rotation / 90) % 4
    mirror = ("mirror",) if segment.mirror else ()
    return (*mirror, f"rotation {90 * quarters}") if quarters else mirror


def _seconds(seconds: float) -> Fraction:
    return Fraction(round(seconds * 1000), 1000)
