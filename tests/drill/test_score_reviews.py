"""What people made of proposals, held against the truth."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tawthiq.drill import debrief
from tawthiq.drill.score_reviews import score_reviews
from tawthiq.drill.scoring import RoomScore
from tawthiq.drill.truth import Truth, families
from tawthiq.drill.truth_footage import Box, Copy, Cut, Segment, SoundEvent, SoundIs, Steady
from tawthiq.drill.truth_footage import Span as Stretch
from tawthiq.record.review import Standing
from tawthiq.record.value import Overlap, Quantity, Value
from tawthiq.store.queries import StatementRow
from tests.drill.told import film, found, item_of, recording, row, span, truth

F = Fraction
PATHS = ("a.mp4", "b.mp4", "copy.mp4", "other.mp4")
SURE = Quantity(Decimal("0.9"), "1")
WHOLE = Box(F(0), F(0), F(100), F(100))
ACCEPT, REFUSE, FIX, SPLIT = Standing.ACCEPTED, Standing.REJECTED, Standing.CORRECTED, Standing.DISPUTED


def _true() -> Truth:
    segment = Segment(
        Stretch("copy.mp4", F(0), F(10)), Stretch("a.mp4", F(20), F(30)), F(1), SoundIs.SAME, WHOLE, WHOLE
    )
    copies = (Copy("copy.mp4", (segment,), ("excerpt",)),)
    return truth(
        files=tuple(map(film, PATHS)),
        recordings=(recording("a.mp4", 0), recording("b.mp4", 30, camera="b")),
        copies=copies,
        families=families(copies),
        cuts=(Cut("a.mp4", F(12)),),
        sounds=(SoundEvent("a.mp4", "blow", "hammering", F(5), F(1), 1000, -20_000, F(5)),),
        steady=(Steady("b.mp4", "siren", "siren", -20_000),),
    )


def _said(
    property: str, value: Value, path: str, start: Fraction, end: Fraction | None = None
) -> StatementRow:
    return row(property, value, span(path, start, end))


def _same(property: str, path: str, other: str, offset: int) -> StatementRow:
    return _said(property, Overlap(item_of(other), F(0), F(10), F(offset), Decimal("0.1")), path, F(0), F(10))


RIGHT = (
    _same("same-footage", "copy.mp4", "a.mp4", 20),
    _same("same-moment", "b.mp4", "a.mp4", 30),
    _said("shot.cut", SURE, "a.mp4", F("12.1")),
    _said("sound.impulse", SURE, "a.mp4", F("5.05")),
    _said("sound.siren", SURE, "b.mp4", F(3), F(9)),
)
WRONG = (
    _same("same-footage", "copy.mp4", "a.mp4", 3),
    _same("same-footage", "copy.mp4", "other.mp4", 0),
    _same("same-moment", "b.mp4", "a.mp4", 25),
    _said("shot.cut", SURE, "a.mp4", F(40)),
    _said("sound.impulse", SURE, "a.mp4", F(8)),
    _said("sound.siren", SURE, "a.mp4", F(3), F(9)),
)
UNTOLD = (
    _said("sound.loudness", SURE, "a.mp4", F(3)),
    _said("sound.siren", SURE, "other.mp4", F(3), F(9)),
)


def _scored(*judged: tuple[StatementRow, Standing]) -> RoomScore:
    rows = tuple(replace(row, standing=standing) for row, standing in judged)
    return score_reviews(_true(), found(paths=PATHS, judged=rows))


def _counts(room: RoomScore, name: str) -> tuple[int | None, int]:
    assert all(debrief.named(each, "ar") for each in room.measures)
    assert all(debrief.said("missed", each.what, "ar") for each in room.missed)
    measure = next(each for each in room.measures if each.name == name)
    return measure.right, measure.of


def test_nothing_judged_is_not_attempted() -> None:
    assert not _scored().attempted


@pytest.mark.parametrize("each", RIGHT, ids=lambda each: each.statement.property)
def test_accepting_what_is_so_is_right_and_refusing_it_is_not(each: StatementRow) -> None:
    assert _counts(_scored((each, ACCEPT)), "right proposals accepted") == (1, 1)
    for verdict in (REFUSE, FIX):
        refused = _scored((each, verdict))
        assert _counts(refused, "right proposals accepted") == (0, 1)
        assert [missed.what for missed in refused.missed] == ["refused-right"]


@pytest.mark.parametrize("each", WRONG, ids=lambda each: each.statement.property)
def test_refusing_what_is_not_so_is_right_and_accepting_it_is_not(each: StatementRow) -> None:
    for verdict in (REFUSE, FIX):
        assert _counts(_scored((each, verdict)), "wrong proposals refused") == (1, 1)
    accepted = _scored((each, ACCEPT))
    assert _counts(accepted, "wrong proposals refused") == (0, 1)
    (missed,) = accepted.missed
    assert (missed.what, missed.detail) == ("accepted-wrong", each.statement.property)
    assert missed.path in PATHS


@pytest.mark.parametrize("each", UNTOLD, ids=lambda each: each.statement.property)
def test_what_the_truth_is_silent_on_is_counted_and_not_scored(each: StatementRow) -> None:
    scored = _scored((each, ACCEPT), (each, REFUSE), (each, SPLIT))
    assert _counts(scored, "judged, the truth does not say") == (None, 2)
    assert _counts(scored, "judged differently by two people") == (None, 1)
    assert scored.missed == ()
