"""What is to be heard: sounds with an onset, and voices."""

from collections.abc import Iterator
from fractions import Fraction

from tawthiq.drill.found import Found, seconds_of
from tawthiq.drill.scoring import Measure, Missed, RoomScore, middle, not_attempted, paired, share
from tawthiq.drill.truth import Truth

ONSET_WITHIN = Fraction(1, 10)
"""Seconds by which an impulse may be off and still be that impulse; how far it is off is a measure."""

IMPULSES = ("impulse", "hammering")
"""Kinds of the truth that an impulse detector may rightly find. Only the first is asked for."""

SPANS = {"sound.siren": ("siren",), "sound.drone": ("engine",), "sound.speech": ("speech",),
         "sound.chant": ("recitation", "chant")}  # fmt: skip
"""What is found over a span, and the kinds of the truth that it is."""


def score_sounds(truth: Truth, found: Found) -> RoomScore:
    """Impulses by onset; sirens, engines, speech and chant by how much of each the record covers."""
    if not found.has_run("watch/tawthiq.impulses"):
        return not_attempted("sounds")
    impulses, missed = _impulses(truth, found)
    covered = tuple(m for term, kinds in SPANS.items() for m in _covered(truth, found, term, kinds))
    return RoomScore("sounds", (*impulses, *covered), missed)


def _impulses(truth: Truth, found: Found) -> tuple[tuple[Measure, ...], tuple[Missed, ...]]:
    right, of, said_right, said_all = 0, 0, 0, 0
    off, missed = list[float](), list[Missed]()
    for path in sorted({s.path for s in truth.sounds}):
        asked = [s.onset for s in truth.sounds if s.path == path and s.kind == "impulse"]
        allowed = [s.onset for s in truth.sounds if s.path == path and s.kind in IMPULSES]
        said = [s[0] for row in found.said_of(path, "sound.impulse") if (s := seconds_of(row))]
        pairs = paired(asked, said, ONSET_WITHIN)
        right, of = right + len(pairs), of + len(asked)
        said_right += sum(any(abs(f - t) <= ONSET_WITHIN for t in allowed) for f in said)
        said_all += len(said)
        off += [float(abs(t - f)) for t, f in pairs]
        hit = {t for t, _ in pairs}
        missed += [Missed(path, t, "bang") for t in asked if t not in hit]
    measures = (
        share("impulses: recall", right, of),
        share("impulses: precision", said_right, said_all),
        middle("impulses: off, median", off, "s"),
    )
    return measures, tuple(missed)


def _covered(truth: Truth, found: Found, term: str, kinds: tuple[str, ...]) -> Iterator[Measure]:
    """Of all true seconds the share found, of all found seconds the share that is true."""
    name = term.removeprefix("sound.")
    true_all = found_all = both = Fraction(0)
    for path in sorted({s.path for s in truth.sounds}):
        true = _union(
            (s.onset, s.onset + s.seconds) for s in truth.sounds if s.path == path and s.kind in kinds
        )
        said = _union(s for row in found.said_of(path, term) if (s := seconds_of(row)))
        true_all += _length(true)
        found_all += _length(said)
        both += sum((max(Fraction(0), min(b, d) - max(a, c)) for a, b in true for c, d in said), Fraction(0))
    yield share(f"{name}: seconds found", round(both), round(true_all))
    yield share(f"{name}: found seconds right", round(both), round(found_all))  # fmt: skip


def _union(spans: "Iterator[tuple[Fraction, Fraction]]") -> list[tuple[Fraction, Fraction]]:
    joined: list[tuple[Fraction, Fraction]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _length(spans: list[tuple[Fraction, Fraction]]) -> Fraction:
    return sum((end - start for start, end in spans), Fraction(0))
