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
"""Thousandths of a decibel under the loudest steady sound of a film: what is softer than that is not loud."""

Extent = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Lasting:
    """A property of what is heard over a span: the kinds that are asked for, and others that are no error.

    `stage` is the one that listens for it.
    """

    property: str
    stage: str
    asked: tuple[str, ...]
    allowed: tuple[str, ...] = ()


_IMPULSES_STAGE = "watch/tawthiq.impulses"
LASTING = (
    Lasting("sound.siren", "watch/tawthiq.tones", ("siren",)),
    Lasting("sound.drone", "watch/tawthiq.drone", ("engine",)),
    Lasting("sound.speech", "watch/tawthiq.speech", ("speech",), ("recitation", "chant", "shout")),
    Lasting("sound.chant", "watch/tawthiq.chant", ("recitation", "chant")),
)


def score_sounds(truth: Truth, found: Found) -> RoomScore:
    """Impulses by onset; sirens, engines, speech and chant by how much of each the record covers; words.

    Of each kind only what was listened for, by a stage or by a person who wrote it down.
    """
    films = tuple(each for each in truth.recordings if each.sound)
    measures, missed = list[Measure](), list[Missed]()
    if _listened(found, "sound.impulse", _IMPULSES_STAGE):
        impulses, unheard = _impulses(films, truth, found)
        measures, missed = [*impulses], [*unheard]
    for lasting in LASTING:
        if _listened(found, lasting.property, lasting.stage):
            measures += _covered(films, truth, found, lasting)
            missed += _unsaid(truth, found) if lasting.property == "sound.speech" else ()
    measures += _words(truth, found)
    return RoomScore("sounds", tuple(measures), tuple(missed)) if measures else not_attempted("sounds")


def _listened(found: Found, property: str, stage: str) -> bool:
    return found.has_run(stage) or any(found.by_people(property))


def _unsaid(truth: Truth, found: Found) -> Iterator[Missed]:
    """What was spoken and nowhere said to be speech."""
    for said in truth.sounds:
        if said.kind == "speech" and not _length(
            _both([_span(said)], _said(found, said.path, "sound.speech"))
        ):
            yield Missed(said.path, max(Fraction(0), said.onset), "speech", said.words)


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
    """The share found of its loud seconds, and of all at which it sounds; of those found, the share right.

    What is found rightly may be soft: a kind can be missed wherever it is loud and found elsewhere, which the
    second measure says.
    """
    name = lasting.property.removeprefix("sound.")
    loud = asked = found_all = hit_loud = hit = right = Fraction(0)
    for film in films:
        strong = _loud(truth, film, lasting.asked)
        sounding = _sounding(truth, film, lasting.asked)
        allowed = _sounding(truth, film, lasting.asked + lasting.allowed)
        said = _said(found, film.path, lasting.property)
        loud, asked, found_all = loud + _length(strong), asked + _length(sounding), found_all + _length(said)
        hit_loud, hit = hit_loud + _length(_both(strong, said)), hit + _length(_both(sounding, said))
        right += _length(_both(allowed, said))
    yield share(f"{name}: loud seconds found", round(hit_loud), round(loud))
    yield share(f"{name}: seconds found", round(hit), round(asked))
    yield share(f"{name}: found seconds right", round(right), round(found_all))


def share_sounding(truth: Truth, film: Recording, property: str, said: Extent) -> Fraction:
    """How much of the stretch `said` a film truly has what `property` says, however soft; 0 to 1."""
    kinds = next(each.asked + each.allowed for each in LASTING if each.property == property)
    return _length(_both(_sounding(truth, film, kinds), [said])) / (said[1] - said[0])


def _loud(truth: Truth, film: Recording, kinds: tuple[str, ...]) -> list[Extent]:
    """Where a film has a sound that is not much softer than what sounds there all along."""
    steady = [each for each in truth.steady if each.path == film.path]
    least = max((each.level_mdb - LOUD_WITHIN for each in steady), default=None)
    if any(each.kind in kinds and least is not None and each.level_mdb >= least for each in steady):
        return [(Fraction(0), film.seconds)]
    return _begun(truth, film, kinds, least)


def _sounding(truth: Truth, film: Recording, kinds: tuple[str, ...]) -> list[Extent]:
    """Where a film has such a sound at all, however soft."""
    if any(each.path == film.path and each.kind in kinds for each in truth.steady):
        return [(Fraction(0), film.seconds)]
    return _begun(truth, film, kinds)


def _begun(truth: Truth, film: Recording, kinds: tuple[str, ...], least: int | None = None) -> list[Extent]:
    """Where what has a beginning sounds; only what is as loud as `least`, if that is given."""
    spans = (
        _span(each)
        for each in truth.sounds
        if each.path == film.path and each.kind in kinds and (least is None or each.level_mdb >= least)
    )
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
