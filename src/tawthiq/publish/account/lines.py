"""The account itself: a pure function from what is told of a recording to a few lines.

What lasts (speech, a siren, darkness) is told by stretches; what happens at a moment (a cut, a bang) in the
stretch it falls into; what a person says, in a line of its own. What a person wrote in place of a line
stands where that line stood: it cites the statements that it replaces.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from tawthiq.publish.account.heads import head_lines, unseen_line
from tawthiq.publish.account.sorts import Sort, sorted_out
from tawthiq.publish.account.stretches import Extent, Stretch, merged, overlap, stretches, without
from tawthiq.publish.account.told import Line, Origin, Part, Subject, Told
from tawthiq.publish.account.words import quoted
from tawthiq.record.digest import Digest
from tawthiq.record.media_time import MediaTime, clock
from tawthiq.record.selector import Region
from tawthiq.record.span import Mention, Span
from tawthiq.record.value import Term, Text, Unknown

_THROUGHOUT = Fraction(4, 5)
"""Part of a recording from which a state is told once, for all of it."""

_FIRST = (
    "sound.speech",
    "sound.chant",
    "trans",
    "text",
    "sound.impulse",
    "shot",
    "sound",
    "camera",
    "picture",
)
_ONE_RUN = Fraction(2)
"""Seconds of pause that do not make two of one."""

_RUNS_SHOWN = 2
_TIMES_SHOWN = 3
_MANY = 8
"""From so many moments in a stretch on, it is told from when to when they are, and no longer at which."""

_REPEATED = {"sound.impulse": "sound.impulse.repeated"}
"""What many of them may rather be: blows of people who dig."""

_AMONG_MANY = {"sound.impulse": "sound.impulse.among-many"}
"""And a few of them in one stretch of a recording that has many."""

_QUOTES_SHOWN = 2
_WHO = (Origin.SAID, Origin.REVIEWED, Origin.DISPUTED, Origin.FILE, Origin.MACHINE)
"""Whose word comes first in a line."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A told statement, how it is told, and the part of its time that no person has told anew."""

    told: Told
    sort: Sort
    extent: Extent


def account(subject: Subject, told: Iterable[Told]) -> tuple[Line, ...]:
    """The lines of `subject`: of the whole first, then by time, last what was not looked at."""
    standing = [each for each in told if each.stands]
    end = subject.duration or _last(standing)
    pieces = list(_pieces(standing, end))
    parts: dict[Stretch, list[Part]] = defaultdict(list)
    for stretch, of_one in _by_stretch(pieces, end):
        parts[stretch] += of_one
    written = [line for each in pieces if (line := _own_line(each))]
    timed = [Line(s.start, s.end, _in_order(found)) for s, found in parts.items() if found]
    bare = [s for s, found in parts.items() if not found and not _is_told(s, written)]
    nothing = (
        "nothing-else" if any(s.end - s.start == end for s in parts if s not in bare) else "nothing-found"
    )
    timed += [Line(s.start, s.end, (Part(nothing, (), None),)) for s in bare]
    timed += written
    timed.sort(key=lambda line: (line.start or 0, -(line.end or line.start or 0)))
    return (*head_lines(standing), *timed, *unseen_line(subject, standing))


def _last(told: Iterable[Told]) -> MediaTime:
    """The last second that anything points at."""
    spans = (each.statement.about for each in told)
    seconds = [s.seconds for s in spans if isinstance(s, Span) and s.seconds]
    return max((s.end or s.start for s in seconds), default=Fraction(0))


def _pieces(told: Sequence[Told], end: MediaTime) -> Iterator[_Piece]:
    holes: dict[Digest, list[Extent]] = defaultdict(list)
    for each in told:
        if sorted_out(each.statement) is Sort.OWN and (here := _extent(each, end)):
            for cited in each.statement.cites:
                if isinstance(cited, Mention):
                    holes[cited.statement].append(here)
    for each in told:
        sort, here = sorted_out(each.statement), _extent(each, end)
        if here and sort not in {Sort.HEAD, Sort.UNTOLD}:
            for left in without(here, holes[each.id]):
                yield _Piece(each, sort, left)


def _extent(told: Told, end: MediaTime) -> Extent | None:
    about = told.statement.about
    if not isinstance(about, Span):
        return None
    if about.seconds is None:
        return (Fraction(0), end)
    start = about.seconds.start
    stop = about.seconds.end
    if stop is None:
        stop = start if about.seconds.frame or sorted_out(told.statement) is not Sort.STATE else end
    return (start, stop)


def _own_line(piece: _Piece) -> Line | None:
    """The line of what a person says; by its own span, whoever else has written since."""
    value = piece.told.statement.value
    if piece.sort is not Sort.OWN:
        return None
    start, end = piece.extent
    slots = (("words", quoted(value.text) if isinstance(value, Text) else ""),)
    phrase = f"own.{piece.told.statement.property}"
    if isinstance(value, Unknown):
        phrase, slots = "own.unknown", (("words", quoted(value.why)),)
    return Line(start, None if start == end else end, (_part(phrase, slots, [piece.told]),))


def _by_stretch(pieces: Sequence[_Piece], end: MediaTime) -> Iterator[tuple[Stretch, list[Part]]]:
    """The parts of each stretch; first, where there are several, of what lasts throughout, told once."""
    states: dict[str, list[Extent]] = defaultdict(list)
    for each in pieces:
        if each.sort is Sort.STATE:
            states[phrase_of(each.told)].append(each.extent)
    lasting = [name for name, extents in states.items() if _lasts(extents, end)]
    always_there = _always(pieces, lasting, end)
    found = stretches({name: e for name, e in states.items() if name not in lasting}, end)
    moments = Counter(phrase_of(each.told) for each in pieces if each.sort is Sort.MOMENT)
    many = {name for name, count in moments.items() if count >= _MANY}
    if len(found) > 1 and always_there:
        always = Stretch(Fraction(0), end, tuple((name, True) for name in lasting))
        yield always, list(_told_parts(always, always_there, many))
        pieces = [p for p in pieces if p not in always_there]
    else:
        found = stretches(states, end)
    for stretch in found:
        here = [p for p in pieces if p.sort is not Sort.OWN and _falls_in(p.extent, stretch, end)]
        yield stretch, list(_told_parts(stretch, here, many))


def _always(pieces: Sequence[_Piece], lasting: Sequence[str], end: MediaTime) -> list[_Piece]:
    """What lasts throughout: states by those names, and the same words all along."""
    words: dict[str, list[Extent]] = defaultdict(list)
    for each in pieces:
        if each.sort is Sort.QUOTE and isinstance(each.told.statement.value, Text):
            words[each.told.statement.value.text].append(each.extent)
    always = {text for text, extents in words.items() if _lasts(extents, end)}
    return [
        p
        for p in pieces
        if (p.sort is Sort.STATE and phrase_of(p.told) in lasting)
        or (p.sort is Sort.QUOTE and getattr(p.told.statement.value, "text", None) in always)
    ]


def _lasts(extents: Sequence[Extent], end: MediaTime) -> bool:
    return sum(stop - start for start, stop in merged(extents)) >= _THROUGHOUT * end


def phrase_of(told: Told) -> str:
    """The key of the phrase for what is found: the property, with the term of those that have one."""
    said = told.statement
    if said.property == "transcription" and _on_screen(told):
        return "text-seen"
    if said.property == "translation" and told.origin is not Origin.SAID:
        return "translation-by-machine"
    return f"{said.property}.{said.value.term}" if isinstance(said.value, Term) else said.property


def _falls_in(extent: Extent, stretch: Stretch, end: MediaTime) -> bool:
    start, stop = extent
    if start == stop:
        return stretch.start <= start < stretch.end or (start >= end and stretch.end == end)
    return overlap(extent, (stretch.start, stretch.end)) > 0


def _told_parts(stretch: Stretch, pieces: Sequence[_Piece], many: Set[str]) -> Iterator[Part]:
    """The parts of a stretch; of what there are `many` in the recording, a few are told as some of them."""
    lasting = dict(stretch.states)
    for (sort, phrase, _, _), group in sorted(_grouped(pieces).items(), key=_importance):
        told = [each.told for each in group]
        if sort is Sort.QUOTE:
            yield _quotes(phrase, told)
        elif phrase in lasting:
            yield _state(phrase, group, stretch, mostly=lasting[phrase])
        elif begun := [p for p in group if stretch.start <= p.extent[0]]:
            yield _moments(phrase, begun, is_many=phrase in many)


def _state(phrase: str, pieces: Sequence[_Piece], stretch: Stretch, *, mostly: bool) -> Part:
    """What lasts, or comes and goes; with its times where it came once or twice."""
    told = [each.told for each in pieces]
    runs = merged((each.extent for each in pieces), _ONE_RUN)
    if mostly or len(runs) > _RUNS_SHOWN:
        return _part("throughout" if mostly else "sometimes", (("what_phrase", phrase),), told)
    inside = [(max(start, stretch.start), min(end, stretch.end)) for start, end in runs]
    both = ((clock(start), clock(end)) for start, end in inside)
    times = ", ".join(start if start == end else f"{start}–{end}" for start, end in both)
    return _part("spans", (("what_phrase", phrase), ("times", times)), told)


_Key: TypeAlias = tuple[Sort, str, Origin, tuple[str, ...]]
"""How it is told, its phrase, and on whose word."""


def _grouped(pieces: Iterable[_Piece]) -> Mapping[_Key, list[_Piece]]:
    groups: dict[_Key, list[_Piece]] = defaultdict(list)
    for each in pieces:
        groups[each.sort, phrase_of(each.told), each.told.origin, each.told.by].append(each)
    return groups


def _importance(named: tuple[_Key, list[_Piece]]) -> int:
    """What is told first in a line: voices and words, bangs, then the rest of the sound, then the picture."""
    _, phrase, _, _ = named[0]
    return next((n for n, begins in enumerate(_FIRST) if phrase.startswith(begins)), len(_FIRST))


def _moments(phrase: str, pieces: Sequence[_Piece], *, is_many: bool) -> Part:
    if is_many:
        phrase = (_REPEATED if len(pieces) >= _MANY else _AMONG_MANY).get(phrase, phrase)
    starts = [clock(each.extent[0]) for each in pieces]
    told = [each.told for each in pieces]
    if len(pieces) == 1:
        return _part("moment", (("what_phrase", phrase), ("time", starts[0])), told)
    if len(pieces) >= _MANY:
        times = f"{starts[0]}–{starts[-1]}"
    else:
        times = ", ".join(dict.fromkeys(starts[:_TIMES_SHOWN])) + ("…" if len(starts) > _TIMES_SHOWN else "")
    slots = (("what_phrase", phrase), ("count", str(len(pieces))), ("times", times))
    return _part("moments", slots, told)


def _quotes(phrase: str, told: Sequence[Told]) -> Part:
    texts = [each.statement.value.text for each in told if isinstance(each.statement.value, Text)]
    different = list(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))
    shown = " / ".join(quoted(text) for text in different[:_QUOTES_SHOWN])
    more = len(different) - _QUOTES_SHOWN
    slots = (("what_phrase", phrase), ("words", shown), ("more", str(more)))
    return _part("quotes-more" if more > 0 else "quotes" if different else "quotes-none", slots, told)


def _on_screen(told: Told) -> bool:
    about = told.statement.about
    return isinstance(about, Span) and any(isinstance(s, Region) for s in about.selectors)


def _part(phrase: str, slots: tuple[tuple[str, str], ...], told: Sequence[Told]) -> Part:
    ids = tuple(dict.fromkeys(each.id for each in told))
    return Part(phrase, slots, told[0].origin, told[0].by, ids)


def _is_told(stretch: Stretch, lines: Iterable[Line]) -> bool:
    """Whether one of `lines` is of all of `stretch`."""
    return any((n.start or 0) <= stretch.start and stretch.end <= (n.end or 0) for n in lines)


def _in_order(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda p: _WHO.index(p.origin) if p.origin else len(_WHO)))
