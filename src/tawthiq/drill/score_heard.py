"""What is to be heard: sounds with an onset, what lasts, and what was said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from tawthiq.drill.found import Found, seconds_of
from tawthiq.drill.scoring import Measure, Missed, RoomScore, middle, not_attempted, paired, share
from tawthiq.drill.truth import Truth
from tawthiq.drill.truth_footage import Recording, SoundEvent
from tawthiq.record.arabic import words
from tawthiq.record.value import Text

ONSET_WITHIN = Fraction(1, 10)
"""Seconds by which an impulse may be off and still be that impulse; how far it is off is a measure."""

IMPULSES = ("impulse", "hammering")
"""Kinds of the truth that an impulse detector may rightly find. Only the first is asked for."""

LOUD_WITHIN = 12_000
"""Thousandths of a decibel under the loudest steady sound of a film: what is softer is not asked for."""

Extent = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Lasting:
    """A property of what is heard over a span: the kinds that are asked for, and others that are no error."""

    property: str
    asked: tuple[str, ...]
    allowed: tuple[str, ...] = ()


LASTING = (
    Lasting("sound.siren", ("siren",)),
    Lasting("sound.drone", ("engine",)),
    Lasting("sound.speech", ("speech",), ("recitation", "chant", "shout")),
    Lasting("sound.chant", ("recitation", "chant")),
)


def score_sounds(truth: Truth, found: Found) -> RoomScore:
    """Impulses by onset; sirens, engines, speech and chant by how much of each the record covers; words."""
    if not found.has_run("watch/tawthiq.impulses"):
        return not_attempted("sounds")
    films = tuple(each for each in truth.recordings if each.sound)
    impulses, missed = _impulses(films, truth, found)
    covered = tuple(measure for lasting in LASTING for measure in _covered(films, truth, found, lasting))
    unheard = tuple(
        Missed(said.path, max(Fraction(0), said.onset), "speech", said.words)
        for said in truth.sounds
        if said.kind == "speech"
        and not _length(_both([_span(said)], _said(found, said.path, "sound.speech")))
    )
    return RoomScore("sounds", (*impulses, *covered, *_words(truth, found)), (*missed, *unheard))


def _impulses(
    films: tuple[Recording, ...], truth: Truth, found: Found
) -> tuple[tuple[Measure, ...], tuple[Missed, ...]]:
    right, of, said_right, said_all = 0, 0, 0, 0
    off, missed = list[float](), list[Missed]()
    for path in (film.path for film in films):
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


def _covered(films: tuple[Recording, ...], truth: Truth, found: Found, lasting: Lasting) -> Iterator[Measure]:
    """Of all seconds asked for the share found, of all found seconds the share that is true."""
    name = lasting.property.removeprefix("sound.")
    asked = found_all = hit = right = Fraction(0)
    for film in films:
        true = _asked(truth, film, lasting.asked)
        sounding = _sounding(truth, film, lasting.asked + lasting.allowed)
        said = _said(found, film.path, lasting.property)
        asked, found_all = asked + _length(true), found_all + _length(said)
        hit, right = hit + _length(_both(true, said)), right + _length(_both(sounding, said))
    yield share(f"{name}: seconds found", round(hit), round(asked))
    yield share(f"{name}: found seconds right", round(right), round(found_all))


def _asked(truth: Truth, film: Recording, kinds: tuple[str, ...]) -> list[Extent]:
    """Where a film has a sound that should be heard: every one that begins, and steady ones if loud."""
    steady = [each for each in truth.steady if each.path == film.path]
    loudest = max((each.level_mdb for each in steady), default=0)
    loud = any(each.kind in kinds and each.level_mdb >= loudest - LOUD_WITHIN for each in steady)
    return [(Fraction(0), film.seconds)] if loud else _begun(truth, film, kinds)


def _sounding(truth: Truth, film: Recording, kinds: tuple[str, ...]) -> list[Extent]:
    """Where a film has such a sound at all, however soft."""
    if any(each.path == film.path and each.kind in kinds for each in truth.steady):
        return [(Fraction(0), film.seconds)]
    return _begun(truth, film, kinds)


def _begun(truth: Truth, film: Recording, kinds: tuple[str, ...]) -> list[Extent]:
    spans = (_span(each) for each in truth.sounds if each.path == film.path and each.kind in kinds)
    return _both(_union(spans), [(Fraction(0), film.seconds)])


def _span(sound: SoundEvent) -> Extent:
    return sound.onset, sound.onset + sound.seconds


def _said(found: Found, path: str, property: str) -> list[Extent]:
    return _union(s for row in found.said_of(path, property) if (s := seconds_of(row)))


def _union(spans: Iterable[Extent]) -> list[Extent]:
    joined: list[Extent] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _both(one: list[Extent], other: list[Extent]) -> list[Extent]:
    """The stretches that lie in both."""
    met = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return [(start, end) for start, end in met if start < end]


def _length(spans: list[Extent]) -> Fraction:
    return sum((end - start for start, end in spans), Fraction(0))


def _words(truth: Truth, found: Found) -> tuple[Measure, ...]:
    """Of the words spoken in whole in the films, those written down beside them; none if nobody wrote any."""
    if not found.has_run("second/speech") and not any(found.by_people("transcription")):
        return ()
    films = {each.path: each.seconds for each in truth.recordings}
    right = of = 0
    for said in truth.sounds:
        start, end = _span(said)
        if said.kind == "speech" and start >= 0 and end <= films[said.path]:
            wanted = words(said.words)
            held = _held(found, said.path, start, end)
            right, of = right + sum(word in held for word in wanted), of + len(wanted)
    return (share("words heard right", right, of),)


def _held(found: Found, path: str, start: Fraction, end: Fraction) -> set[str]:
    held = set[str]()
    for row in found.said_of(path, "transcription"):
        value, seconds = row.statement.value, seconds_of(row)
        if isinstance(value, Text) and seconds and seconds[0] < end and start < seconds[1]:
            held |= set(words(value.text))
    return held
