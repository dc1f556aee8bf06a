"""Cameras on one clock: offsets in microphone arrival time, and whether the stated intervals hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from tawthiq.drill.found import Found, seconds_of
from tawthiq.drill.score_copies import Claimed, claims
from tawthiq.drill.scoring import Missed, RoomScore, count, middle, not_attempted, share
from tawthiq.drill.truth import Truth
from tawthiq.drill.truth_footage import Recording
from tawthiq.record.span import Span
from tawthiq.record.value import Overlap

HIT = 0.1
"""Seconds: an offset that far from a sound's true difference of arrival is the right one (facts: sync)."""

SHORTEST = Fraction(5)
"""Seconds of common time that a pair must have to be asked for at all."""

_ANY = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two recordings of one moment, and what is true of them: second t of `a` is `b_at(t)` of `b`."""

    a: Recording
    b: Recording
    common: Fraction
    arrivals: tuple[tuple[Fraction, Fraction], ...]

    def off(self, claim: Claimed) -> float:
        """Seconds between what is claimed and the nearest true difference of arrival."""
        if self.arrivals:
            return float(min(abs(claim.rate * a + claim.offset - b) for a, b in self.arrivals))
        return self.clock_off(claim)

    def clock_off(self, claim: Claimed) -> float:
        """Seconds between what is claimed and the true clocks, half way through what is claimed."""
        at = (claim.starts + claim.ends) / 2
        world = self.a.begins + at / (1 + Fraction(self.a.drift_ppm, 10**6))
        true = (world - self.b.begins) * (1 + Fraction(self.b.drift_ppm, 10**6))
        return float(abs(claim.rate * at + claim.offset - true))


def pairs_of(truth: Truth, least: Fraction = SHORTEST) -> Iterator[Pair]:
    """The pairs of recordings that heard one event at one time for `least` seconds."""
    for a, b in combinations(truth.recordings, 2):
        common = min(a.begins + a.seconds, b.begins + b.seconds) - max(a.begins, b.begins)
        if (a.event, a.scene) == (b.event, b.scene) and a.sound and b.sound and common >= least:
            yield Pair(a, b, common, _arrivals(truth, a.path, b.path))


def any_pair(truth: Truth) -> dict[tuple[str, str], Pair]:
    """The pairs of recordings of one event that overlap at all, by their paths."""
    return {(pair.a.path, pair.b.path): pair for pair in pairs_of(truth, _ANY)}


def _arrivals(truth: Truth, a: str, b: str) -> tuple[tuple[Fraction, Fraction], ...]:
    """Onsets of the sounds that both heard begin."""
    begun = [sound for sound in truth.sounds if sound.onset >= 0]
    there = {(s.source, s.made_at): s.onset for s in begun if s.path == b}
    return tuple(
        (s.onset, there[s.source, s.made_at]) for s in begun if s.path == a and (s.source, s.made_at) in there
    )


def score_clocks(truth: Truth, found: Found) -> RoomScore:
    """Pairs put right, false pairs, error of arrival, coverage and width of the stated intervals."""
    said = tuple(claims(found, "same-moment"))
    if not said and not found.compared_sounds:
        return not_attempted("clocks")
    pairs = tuple(pairs_of(truth))
    best = {p: min((p.off(c) for c in said if (c.here, c.there) == (p.a.path, p.b.path)), default=None)
            for p in pairs}  # fmt: skip
    right = [off for off in best.values() if off is not None and off <= HIT]
    held, widths = _intervals(pairs, found)
    return RoomScore(
        "clocks",
        (
            share("pairs", len(right), len(pairs)),
            count("false pairs", len(_false(truth, said))),
            middle("off in arrival, median", right, "s"),
            share("intervals that hold the clock", held, len(widths)),
            middle("width of the intervals, median", widths, "s"),
        ),
        tuple(
            Missed(p.a.path, max(Fraction(0), p.b.begins - p.a.begins), "moment", p.b.path)
            for p, off in best.items()
            if off is None or off > HIT
        ),
    )


def _false(truth: Truth, said: tuple[Claimed, ...]) -> set[frozenset[str]]:
    """Pairs of recordings said to be of one moment that are not, or only by offsets that are wrong.

    Who shares too little to be asked for may be found all the same.
    """
    known = {r.path for r in truth.recordings}
    claimed = {frozenset((c.here, c.there)) for c in said if {c.here, c.there} <= known and c.here != c.there}
    short = any_pair(truth)
    right = {
        frozenset((c.here, c.there))
        for c in said
        if (pair := short.get((c.here, c.there))) is not None and pair.off(c) <= HIT
    }
    return claimed - right


def _intervals(pairs: tuple[Pair, ...], found: Found) -> tuple[int, list[float]]:
    """How many stated intervals hold the true clock, and how wide each is, in seconds.

    What is stated of the instants of the scene, where it is stated apart from what is of their arrivals.
    """
    held, widths = 0, list[float]()
    by_path = {(p.a.path, p.b.path): p for p in pairs}
    for row in found.of("same-moment"):
        value, about, seconds = row.statement.value, row.statement.about, seconds_of(row)
        if not isinstance(value, Overlap) or not isinstance(about, Span) or seconds is None:
            continue
        for here in found.paths.get(about.item, ()):
            for there in found.paths.get(value.other, ()):
                claim = Claimed(here, there, *seconds, value.rate, value.offset)
                turned = (there, here) in by_path
                pair = by_path.get((there, here) if turned else (here, there))
                if pair is not None:
                    stated = float(value.scene_error or value.error)
                    held += pair.clock_off(claim.turned() if turned else claim) <= stated
                    widths.append(2 * stated)
    return held, widths
