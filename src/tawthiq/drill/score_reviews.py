"""Reviews: what people accepted and refused of the machine's proposals, held against the truth."""

from collections.abc import Callable
from fractions import Fraction

from tawthiq.drill.found import Found, seconds_of
from tawthiq.drill.score_clocks import HIT, any_pair
from tawthiq.drill.score_copies import claimed, is_kin, told_of
from tawthiq.drill.score_heard import IMPULSES, LASTING, ONSET_WITHIN, share_sounding
from tawthiq.drill.score_people import people_of
from tawthiq.drill.score_seen import CUT_WITHIN
from tawthiq.drill.scoring import Missed, RoomScore, count, not_attempted, share
from tawthiq.drill.truth import Truth
from tawthiq.record.review import Standing
from tawthiq.record.span import Mention, Span
from tawthiq.record.value import Link
from tawthiq.store.queries import StatementRow

HALF = Fraction(1, 2)
"""Of the seconds of a lasting sound that must be true for it to be right."""

Told = Callable[[Truth, Found, StatementRow], bool | None]
"""Whether a proposal is right; None where the truth does not say."""


def score_reviews(truth: Truth, found: Found) -> RoomScore:
    """Right proposals that were accepted, wrong ones that were not, and what the truth says nothing about.

    A correction refuses what it corrects. What two people judged differently is counted and not scored.
    """
    if not found.judged:
        return not_attempted("reviews")
    settled = [row for row in found.judged if row.standing is not Standing.DISPUTED]
    told = [(row, is_right(truth, found, row)) for row in settled]
    right, wrong = ([row for row, said in told if said is which] for which in (True, False))
    lost = [row for row in right if not _accepted(row)]
    let_through = [row for row in wrong if _accepted(row)]
    return RoomScore(
        "reviews",
        (
            share("right proposals accepted", len(right) - len(lost), len(right)),
            share("wrong proposals refused", len(wrong) - len(let_through), len(wrong)),
            count("judged, the truth does not say", len(settled) - len(right) - len(wrong)),
            count("judged differently by two people", len(found.judged) - len(settled)),
        ),
        (
            *(_missed(found, row, "accepted-wrong") for row in let_through),
            *(_missed(found, row, "refused-right") for row in lost),
        ),
    )


def is_right(truth: Truth, found: Found, row: StatementRow) -> bool | None:
    """Whether what a proposal says is so; None where the truth does not say."""
    judge = _JUDGES.get(row.statement.property)
    return None if judge is None else judge(truth, found, row)


def _accepted(row: StatementRow) -> bool:
    return row.standing is Standing.ACCEPTED


def _missed(found: Found, row: StatementRow, what: str) -> Missed:
    about, seconds = row.statement.about, seconds_of(row)
    paths = found.paths.get(about.item, ()) if isinstance(about, Span) else ()
    return Missed(next(iter(paths), ""), seconds[0] if seconds else None, what, row.statement.property)


def _footage(truth: Truth, found: Found, row: StatementRow) -> bool | None:
    """Of one source, and where the truth has a segment of the two, at its seconds."""
    known = {file.path for file in truth.files}
    said = [claim for claim in claimed(found, row) if {claim.here, claim.there} <= known]
    if not said:
        return None
    between = [s for copy in truth.copies for s in copy.segments
               if any({s.a.path, s.b.path} == {claim.here, claim.there} for claim in said)]  # fmt: skip
    if between:
        return any(told_of(segment, said) for segment in between)
    return any(is_kin(truth, claim.here, claim.there) for claim in said)


def _moment(truth: Truth, found: Found, row: StatementRow) -> bool | None:
    """Two cameras of one event, set on each other's seconds to within `HIT`."""
    known = {recording.path for recording in truth.recordings}
    said = [claim for claim in claimed(found, row) if {claim.here, claim.there} <= known]
    pairs = any_pair(truth)
    near = [pair.off(c) <= HIT for c in said if (pair := pairs.get((c.here, c.there))) is not None]
    return any(near) if said else None


def _cut(truth: Truth, found: Found, row: StatementRow) -> bool | None:
    at, paths = _where(found, row)
    if at is None or not paths & ({file.path for file in truth.files} - set(truth.real)):
        return None
    return any(cut.path in paths and abs(cut.at - at[0]) <= CUT_WITHIN for cut in truth.cuts)


def _bang(truth: Truth, found: Found, row: StatementRow) -> bool | None:
    at, paths = _where(found, row)
    if at is None or not paths & {recording.path for recording in truth.recordings}:
        return None
    heard = (sound.onset for sound in truth.sounds if sound.path in paths and sound.kind in IMPULSES)
    return any(abs(onset - at[0]) <= ONSET_WITHIN for onset in heard)


def _lasting(truth: Truth, found: Found, row: StatementRow) -> bool | None:
    at, paths = _where(found, row)
    films = [recording for recording in truth.recordings if recording.path in paths]
    if at is None or not films or at[0] == at[1]:
        return None
    return any(share_sounding(truth, film, row.statement.property, at) >= HALF for film in films)


def _person(truth: Truth, found: Found, row: StatementRow) -> bool | None:
    about, value = row.statement.about, row.statement.value
    who = people_of(truth, found)
    if not isinstance(about, Mention) or not isinstance(value, Link):
        return None
    one, other = who.get(about.statement), who.get(value.target)
    return None if one is None or other is None else one.number == other.number


def _where(found: Found, row: StatementRow) -> tuple[tuple[Fraction, Fraction] | None, set[str]]:
    about = row.statement.about
    return seconds_of(row), set(found.paths.get(about.item, ())) if isinstance(about, Span) else set()


_JUDGES: dict[str, Told] = {
    "same-footage": _footage,
    "same-moment": _moment,
    "shot.cut": _cut,
    "sound.impulse": _bang,
    "same-as": _person,
    **{lasting.property: _lasting for lasting in LASTING},
}
"""By property, how a proposal is held against the truth."""

PROPERTIES = tuple(_JUDGES)
"""The properties of proposals that a truth can say anything about."""
