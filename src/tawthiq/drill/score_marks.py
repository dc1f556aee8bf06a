"""What people found: their observations against what the truth says was to be seen, second by second."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tawthiq.drill.found import Found, seconds_of
from tawthiq.drill.scoring import Missed, RoomScore, not_attempted, share
from tawthiq.drill.truth import Truth
from tawthiq.drill.truth_footage import Mark, Segment
from tawthiq.record.arabic import words
from tawthiq.record.digest import Digest
from tawthiq.record.span import Span
from tawthiq.record.value import Text

PROPERTIES = ("observation", "note", "transcription", "question")
"""What a person who watches writes down at a second."""

WITHIN = Fraction(5)
"""Seconds before and after, since people press late and rewind a little."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Something to be seen, and what people wrote beside it: their words are for the trainer to judge."""

    mark: Mark
    words: tuple[str, ...]


def noted(truth: Truth, found: Found) -> tuple[Noted, ...]:
    """Every mark, with what people wrote within a few seconds of it in the film or in a copy of it.

    One note stands for one mark: the nearest pairs first, and of marks as near the one whose words it shares,
    so that a note beside two marks finds one of them; what is left over then goes to the mark that it is
    nearest to.
    """
    near = sorted(_near(truth, found))
    beside: dict[int, list[str]] = {}
    used = set[Digest]()
    for fresh in (True, False):
        for *_, mark, note, said in near:
            if note not in used and not (fresh and mark in beside):
                used.add(note)
                beside.setdefault(mark, []).append(said)
    return tuple(
        Noted(mark, tuple(dict.fromkeys(beside.get(number, ())))) for number, mark in enumerate(truth.marks)
    )


def _near(truth: Truth, found: Found) -> Iterator[tuple[Fraction, int, Fraction, int, Digest, str]]:
    """Seconds between a mark and a note, words shared (below 0), seconds between their beginnings; both."""
    for row in found.by_people(*PROPERTIES):
        about, seconds, value = row.statement.about, seconds_of(row), row.statement.value
        if not isinstance(about, Span) or seconds is None or not isinstance(value, Text):
            continue
        for path in found.paths.get(about.item, ()):
            for number, mark in enumerate(truth.marks):
                for shown in _shown_in(mark, truth, path):
                    gap = max(Fraction(0), shown[0] - seconds[1], seconds[0] - shown[1])
                    if gap <= WITHIN:
                        shared = len(_words_of(mark).intersection(words(value.text)))
                        yield gap, -shared, abs(seconds[0] - shown[0]), number, row.id, value.text


def _words_of(mark: Mark) -> set[str]:
    """The longer words of what was to be seen, in both languages."""
    return {word for word in words(f"{mark.english} {mark.arabic}") if len(word) > 3}


def score_marks(truth: Truth, found: Found) -> RoomScore:
    """Marks beside which a person wrote something."""
    if not any(seconds_of(row) for row in found.by_people(*PROPERTIES)):
        return not_attempted("observations")
    marks = noted(truth, found)
    lost = [n.mark for n in marks if not n.words]
    return RoomScore(
        "observations",
        (share("noted", len(marks) - len(lost), len(marks)),),
        tuple(Missed(m.span.path, m.span.begins, "mark", m.name) for m in lost),
    )


def _shown_in(mark: Mark, truth: Truth, path: str) -> list[tuple[Fraction, Fraction]]:
    """Where `path` shows what is marked: the film itself, its twin, or a copy at its own seconds."""
    twins = {f.path: f.same_bytes_as for f in truth.files}
    if path == mark.span.path or twins.get(path) == mark.span.path:
        return [(mark.span.begins, mark.span.ends)]
    segments = (s for copy in truth.copies if copy.path in {path, twins.get(path)} for s in copy.segments)
    return [
        (_in_copy(s, mark.span.begins), _in_copy(s, mark.span.ends))
        for s in segments
        if s.b.path == mark.span.path and s.b.begins <= mark.span.ends and mark.span.begins <= s.b.ends
    ]


def _in_copy(segment: Segment, second: Fraction) -> Fraction:
    return segment.a.begins + (second - segment.b.begins) / segment.speed
