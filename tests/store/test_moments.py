from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tawthiq.record.agent import person
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access, Item
from tawthiq.record.judgement import Review, Verdict
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Quantity, Term, Text, Value
from tawthiq.store import queries
from tawthiq.store.layout import create_record
from tawthiq.store.moments import standing_seconds
from tawthiq.store.told import told
from tawthiq.store.writing import RecordWriter, open_for_writing
from tests.store.samples import TOOL

ANALYST = person("R. Analyst (invented)")


def film_with_cuts(record: RecordWriter) -> tuple[Digest, tuple[Digest, ...]]:
    """A film, and the statements of its cuts at 7, 3 and 5 1/3 seconds."""
    stored = record.objects.put_bytes(b"film")
    record.add([Item(stored.digest, stored.size, "video/mp4")])
    seconds = (Fraction(7), Fraction(3), Fraction(16, 3))
    spans = [Span(stored.digest, (Seconds(each),)) for each in seconds]
    made = [
        Statement(span, "shot.cut", Quantity(Decimal("0.9"), "1"), TOOL, TOOL, Method.MEASURED, (span,))
        for span in spans
    ]
    return stored.digest, record.add(statements=made).ids


def judged(record: RecordWriter, about: Mention | Span, term: str, value: Value) -> None:
    record.add(statements=[Statement(about, term, value, ANALYST, ANALYST, Method.JUDGED, (about,))])


def test_seconds_are_those_that_the_statements_say_ascending(tmp_path: Path) -> None:
    with open_for_writing(create_record(tmp_path / "r.record", "r"), TOOL) as record:
        film, _ = film_with_cuts(record)
        found = standing_seconds(record.index, "shot.cut", [film, Digest("0" * 64)])
        assert found == {film: [3.0, pytest.approx(16 / 3), 7.0]}
        assert not standing_seconds(record.index, "speech", [film])
        assert not standing_seconds(record.index, "shot.cut", [])


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_people_overrule_is_left_out_as_everywhere(tmp_path: Path, verdict: Verdict) -> None:
    with open_for_writing(create_record(tmp_path / "r.record", "r"), TOOL) as record:
        film, cuts = film_with_cuts(record)
        if verdict not in {Verdict.CORRECT, Verdict.WITHDRAW}:
            judged(record, Mention(cuts[0]), "review", Review(verdict, "as the test has it"))
        found = standing_seconds(record.index, "shot.cut", [film])[film]
        stand = [row for row in told(record.index, ("shot.cut",)) if row.stands]
        assert len(found) == len(stand)
        assert (7.0 in found) is (cuts[0] in {row.id for row in stand})


def test_what_is_hidden_from_the_asker_is_left_out(tmp_path: Path) -> None:
    with open_for_writing(create_record(tmp_path / "r.record", "r"), TOOL) as record:
        film, cuts = film_with_cuts(record)
        judged(record, Mention(cuts[1]), "access", Term("restricted"))
        seen = {
            access: standing_seconds(record.index, "shot.cut", [film], seen_by=access) for access in Access
        }
        assert 3.0 in seen[Access.RESTRICTED][film]
        assert 3.0 not in seen[Access.TEAM][film]


def test_whatever_could_change_a_view_is_counted_as_written(tmp_path: Path) -> None:
    with open_for_writing(create_record(tmp_path / "r.record", "r"), TOOL) as record:

        def written() -> tuple[int, ...]:
            return queries.written_of(record.index, ("shot.cut", "review"))

        before = written()
        film, cuts = film_with_cuts(record)
        after = written()
        judged(record, Span(film), "note", Text("smoke"))
        assert before != after == written()
        judged(record, Mention(cuts[0]), "review", Review(Verdict.REJECT, "as the test has it"))
        assert written() != after
