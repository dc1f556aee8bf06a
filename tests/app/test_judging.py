"""Verdicts of people: each with its reason, each a statement, each taken back by another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tawthiq.app import judging
from tawthiq.app.editing import take_back
from tawthiq.app.entity_edits import Basis, say_of
from tawthiq.app.incident_edits import make_incident
from tawthiq.app.observing import observe
from tawthiq.record.agent import person
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.review import Standing
from tawthiq.record.span import Span
from tawthiq.record.statement import Modality
from tawthiq.record.value import Text, Verdict
from tawthiq.store import queries
from tests.app.edited import Desk, opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as desk:
        yield desk


def row(desk: Desk, name: Digest) -> queries.StatementRow:
    return queries.statement(desk.record.index, name)


def test_all_but_accepting_needs_a_reason_and_the_same_verdict_can_be_given_again(desk: Desk) -> None:
    seen = observe(desk.hand, Span(desk.clips[0]), "smoke over the roofs")
    with pytest.raises(LawBroken, match="say why"):
        judging.judge(desk.hand, row(desk, seen), Verdict.REJECT, " ")
    for verdict in (Verdict.ACCEPT, Verdict.REJECT, Verdict.ACCEPT):
        judging.judge(desk.hand, row(desk, seen), verdict, "looked again")
    assert row(desk, seen).standing is Standing.ACCEPTED
    assert len(queries.verdicts(desk.record.index, [seen])[seen]) == 3


def test_a_correction_can_be_taken_back_and_made_again(desk: Desk) -> None:
    seen = observe(desk.hand, Span(desk.clips[0]), "دخان")
    assert row(desk, seen).statement.language == "ar"
    edit = judging.correct(desk.hand, row(desk, seen), "غبار", "it is dust")
    better = edit.statements[0]
    assert row(desk, seen).standing is Standing.CORRECTED
    assert row(desk, better).statement.value == Text("غبار", "ar")
    back = take_back(desk.hand, edit)
    assert row(desk, seen).standing is not Standing.CORRECTED
    assert row(desk, better).standing is Standing.WITHDRAWN
    take_back(desk.hand, back)
    assert row(desk, seen).standing is Standing.CORRECTED


def test_what_was_written_down_for_somebody_stays_theirs_when_the_writing_is_corrected(desk: Desk) -> None:
    _, incident = make_incident(desk.hand, "invented incident", desk.clips[:1])
    medic = person("a medic (invented)")
    basis = Basis((Span(desk.clips[0]),), source=medic, modality=Modality.DENIES)
    said = say_of(desk.hand, incident, "account.weapon", Text("no roket"), basis).statements[0]
    better = judging.correct(desk.hand, row(desk, said), "no rocket", "misspelt").statements[0]
    now = row(desk, better).statement
    assert (now.said_by, now.recorded_by, now.modality) == (medic, desk.hand.by, Modality.DENIES)


def test_only_words_can_be_corrected_and_not_into_nothing(desk: Desk) -> None:
    seen = observe(desk.hand, Span(desk.clips[0]), "smoke")
    with pytest.raises(LawBroken, match="needs the words"):
        judging.correct(desk.hand, row(desk, seen), " ", "why")
    (arrival,) = queries.statements(desk.record.index, item=desk.clips[0], properties=("acquisition",))[:1]
    with pytest.raises(LawBroken, match="only words"):
        judging.correct(desk.hand, arrival, "x", "y")
