"""Two recordings compared: from hints to aligned segments, each labelled and weighed."""

from collections.abc import Iterator, Sequence

import numpy as np

from tawthiq.match.aligning import TOLERANCE, Line, Run, line_of, one_place, walk
from tawthiq.match.curve_cuts import jump, unbroken
from tawthiq.match.evidence import moment, probability, weight_of
from tawthiq.match.one_take import Signs, copy_probability, signs
from tawthiq.match.placing import regions, weights
from tawthiq.match.recording import Floats, Recording
from tawthiq.match.refining import FAR, REACH, Fit, along, refine
from tawthiq.match.segment import Segment
from tawthiq.match.shelf import Hint
from tawthiq.match.sighting import Sighting, look
from tawthiq.match.soundtrack import sound_of
from tawthiq.match.terms import COPY, SAME_SCENE

LEAST_PROBABILITY = 0.5
"""What is less likely is not said."""

_LEAST_ALIKE = 0.1
"""Probability by pictures alone under which movement is not asked."""

_FIRST_LOOKS = 12
"""Hints looked at before a pair is given up."""

_MOST_SEGMENTS = 8
_ENDS = 1.3
"""Seconds from the last sighting to the end of a recording within which the copy goes on to the end."""

_LONG, _BETTER = 5.0, 0.15
"""Seconds from which a line is looked for farther off, and the correlation it must gain by that."""

_SURE = 0.75
_UNSEEN = 2.5
"""Seconds at either end in which no picture agreed, while the movement of the whole does, so well."""

_TOO_SHORT = 0.4
"""Seconds of movement that say nothing, and of a stretch that is not worth saying."""

_SHARED = 0.4
"""Share of a segment's seconds that may lie in one of more weight."""

_CONVINCING = 0.5
"""Correlation of the motion curves from which their line is taken."""

_HAND = 8.0
"""Degrees."""


def compare(
    one: Recording, other: Recording, hints: Sequence[Hint], least: float = LEAST_PROBABILITY
) -> tuple[Segment, ...]:
    """The segments of `one` that show what `other` shows, by their start; `hints` say where to look.

    Those of a probability under `least` are left out.
    """
    seen = _sightings(one, other, hints)
    found: list[Segment] = []
    while seen and len(found) < _MOST_SEGMENTS:
        place = one_place(seen, one.width, one.height)
        here = np.array([one.seconds[s.here] for s in place])
        there = np.array([other.seconds[s.there] for s in place])
        counted = np.array([s.agreement.agreeing * s.agreement.share for s in place])
        line = line_of(here, there, counted)
        runs = tuple(walk(one, other, line, place))
        worth = [run for run in runs if probability(weight_of(run)) >= min(least, _LEAST_ALIKE)]
        said = [each for each in (_segment(one, other, run) for run in worth) if each.probability >= least]
        found += [each for each in said if one.still or other.still or each.end - each.start >= _TOO_SHORT]
        seen = _unexplained(seen, place, runs)
    return tuple(sorted(_apart(found), key=lambda s: (s.start, s.line.offset)))


def _sightings(one: Recording, other: Recording, hints: Sequence[Hint]) -> list[Sighting]:
    seen = [look(one, other, h.here, h.there, mirror=h.mirror) for h in hints[:_FIRST_LOOKS]]
    if not any(seen):
        return []
    rest = (look(one, other, h.here, h.there, mirror=h.mirror) for h in hints[_FIRST_LOOKS:])
    return [s for s in (*seen, *rest) if s is not None]


def _unexplained(seen: Sequence[Sighting], place: Sequence[Sighting], runs: Sequence[Run]) -> list[Sighting]:
    """What is left to explain: of pictures that no run has placed. What `place` holds goes in any case."""
    done = {(s.here, s.mirror) for run in runs for s in run.sightings}
    tried = {id(s) for s in place}
    return [s for s in seen if id(s) not in tried and (s.here, s.mirror) not in done]


def _segment(one: Recording, other: Recording, run: Run) -> Segment:
    start, end = _ends(one, other, run, run.line)
    here, there = regions(one, other, run.sightings)
    fit = fitted(one, other, run, (start, end), weights(here, there))
    convincing = fit.correlation >= _CONVINCING
    line = fit.line if convincing else run.line
    start, end = _ends(one, other, run, line)
    low, high = unbroken(one, other, line, *_first_and_last(one, run))
    if convincing and max(start - low, high - end) <= _UNSEEN:
        whole = refine(one.motion, other.motion, (low, high), line, weights(here, there))
        if whole.correlation >= _SURE and abs(whole.line.there(low) - line.there(low)) <= 0.1:
            start = low if run.before is None or _moves_on(one, other, line, (low, start)) else start
            end = high if run.after is None or _moves_on(one, other, line, (end, high)) else end
    weight = weight_of(run)
    sound = sound_of(one.loudness, other.loudness, (start, end), line)
    told = signs(one, other, run, line, (start, end), weights(here, there), sound)
    why = moment(one, other, run, (start, end), fit.correlation, sound)
    why, likely = _verdict(why, weight, told)
    if one.still or other.still:
        why, likely = "a still picture", probability(weight)
    first = run.sightings[len(run.sightings) // 2].placement
    error = 0.1 if convincing else 0.5
    return Segment(
        start, end, line, error, COPY if why else SAME_SCENE, likely, weight,
        len(run.sightings), len(run.sightings) / run.looked, run.sightings[0].mirror,
        _turn(first.turn), here, there, sound, why, told,
    )  # fmt: skip


def _first_and_last(one: Recording, run: Run) -> tuple[float, float]:
    """The seconds here of the outer pictures that agree."""
    return float(one.seconds[run.sightings[0].here]), float(one.seconds[run.sightings[-1].here])


def _moves_on(one: Recording, other: Recording, line: Line, beyond: tuple[float, float]) -> bool:
    """Whether the movement agrees where pictures were tried in vain: behind a seam it is another's."""
    if one.motion is None or other.motion is None or beyond[1] - beyond[0] < _TOO_SHORT:
        return True
    everywhere = np.ones(one.motion.values.shape[1]), np.ones(other.motion.values.shape[1])
    return along(one.motion, other.motion, beyond, line, everywhere) >= _SURE


def _verdict(why: str, weight: float, told: Signs) -> tuple[str, float]:
    """`why` it is a copy, empty where it is but one scene; and how likely what is said is."""
    alike = probability(weight)
    copied = copy_probability(alike, told)
    return (why, copied) if why and copied >= LEAST_PROBABILITY else ("", alike)


def fitted(
    one: Recording, other: Recording, run: Run, here: tuple[float, float], cells: tuple[Floats, Floats]
) -> Fit:
    """The line by the motion curves of the stretch, or of its inside, or of all about it that is uncut, or
    farther off if long curves agree.

    Pictures that agree lie up to TOLERANCE from the line, so that a stretch may begin before a cut. And where
    but one or two agree, the stretch is too short to tell where it lies, half a second off or not.
    """
    near = refine(one.motion, other.motion, here, run.line, cells)
    first, last = _first_and_last(one, run)
    inside = first + TOLERANCE, last - TOLERANCE
    about = unbroken(one, other, run.line, first, last)
    tried = [(inside, REACH), (about, REACH), *([(here, FAR)] if here[1] - here[0] >= _LONG else [])]
    for stretch, reach in tried if near.correlation < _SURE else ():
        found = refine(one.motion, other.motion, stretch, run.line, cells, reach)
        if found.correlation >= max(_SURE, near.correlation + _BETTER):
            return found
    return near


def _turn(degrees: float) -> int:
    """Whole degrees, 0 to 359; a hand's few degrees about a quarter turn are none."""
    quarter = round(degrees / 90) * 90
    return round(quarter if abs(degrees - quarter) <= _HAND else degrees) % 360


def _ends(one: Recording, other: Recording, run: Run, line: Line) -> tuple[float, float]:
    """The first and last second here of a run, as well as samples and cuts tell."""
    if one.still:
        return 0.0, 0.0
    first, last = _first_and_last(one, run)
    if other.still:
        return first, min(one.duration, last + 1)
    low, high = max(0.0, line.here(0.0)), min(one.duration, line.here(other.duration))
    start = low if first - low <= _ENDS and run.before is None else _cut(one, other, line, first - 1, first)
    end = high if high - last <= _ENDS and run.after is None else _cut(one, other, line, last, last + 1)
    begin, finish = unbroken(one, other, line, first, last)
    inside = max(min(max(start, low), first), begin), min(max(min(end, high), last), finish)
    return inside if inside[0] < inside[1] else (first, last)


def _cut(one: Recording, other: Recording, line: Line, begin: float, end: float) -> float:
    """The moment here between `begin` and `end` at which either recording is cut; the middle if neither."""
    found = [jump(one.motion, begin, end)]
    if (cut := jump(other.motion, line.there(begin), line.there(end))) is not None:
        found.append((line.here(cut[0]), cut[1]))
    known = [f for f in found if f is not None]
    return max(known, key=lambda f: f[1])[0] if known else (begin + end) / 2


def _apart(found: Sequence[Segment]) -> Iterator[Segment]:
    """The weightiest first; none that says of the same seconds what another said: a hand looks back, too."""
    kept: list[Segment] = []
    for segment in sorted(found, key=lambda s: (-s.sightings * s.share, s.start)):
        if not any(_shared(segment, other) > _SHARED * (segment.end - segment.start) for other in kept):
            kept.append(segment)
            yield segment


def _shared(a: Segment, b: Segment) -> float:
    return min(a.end, b.end) - max(a.start, b.start)
