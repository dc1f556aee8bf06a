"""One item or statement by its id, and finding by words."""

from pathlib import Path

import pytest

from tawthiq.app.building import build
from tawthiq.app.showing import ShownItem, ShownStatement, find, show
from tawthiq.record.errors import NotFound
from tawthiq.record.span import Span
from tests.app.case import Case, items, stated
from tests.case import paths as at


def test_an_item_by_the_first_digits_of_its_digest(case: Case) -> None:
    digest = case.digest(at.LONG)
    for name in (digest, digest[:8]):
        shown = show(case.record, name)
        assert isinstance(shown, ShownItem)
        assert shown.row.item.digest == digest
        assert shown.path.read_bytes() == (case.folder / at.LONG).read_bytes()
    assert isinstance(shown, ShownItem)
    said = {row.statement.property for row in shown.statements}
    assert {"acquisition", "media.duration", "key-frame", "track.hash", "observation"} <= said
    starts = [
        row.statement.about.seconds.start
        for row in shown.statements
        if isinstance(row.statement.about, Span) and row.statement.about.seconds
    ]
    assert starts == sorted(starts)


def test_a_statement_and_the_spans_it_rests_on(case: Case) -> None:
    (copy,) = stated(case.record, "same-footage")
    shown = show(case.record, copy.id)
    assert isinstance(shown, ShownStatement)
    assert {span.item for span in shown.rests_on} == {case.digest(at.TRIMMED), case.digest(at.LONG)}
    assert shown.about_it == ()


def test_what_rests_on_a_statement_rests_on_its_spans(case: Case) -> None:
    status = stated(case.record, "person.status")[0]
    shown = show(case.record, status.id)
    assert isinstance(shown, ShownStatement)
    assert {span.item for span in shown.rests_on} <= {
        case.digest(at.ARABIC_LIST),
        case.digest(at.LATIN_LIST),
    }
    assert shown.rests_on


def test_what_was_said_about_a_person_is_shown_with_the_person(case: Case) -> None:
    introduced = stated(case.record, "entity")[0]
    shown = show(case.record, introduced.id)
    assert isinstance(shown, ShownStatement)
    assert {"person.name", "person.status"} <= {row.statement.property for row in shown.about_it}


@pytest.mark.parametrize("name", ["0" * 64, "abc", "", "not hexadecimal", "../../etc/passwd"])
def test_what_names_nothing_is_not_found(case: Case, name: str) -> None:
    with pytest.raises(NotFound):
        show(case.record, name)


def test_a_restricted_item_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "Invented Person.vcf").write_text("BEGIN:VCARD\nFN:Invented Person\nEND:VCARD\n")
    build([tmp_path / "Invented Person.vcf"], tmp_path / "r")
    (digest,) = items(tmp_path / "r")
    with pytest.raises(NotFound):
        show(tmp_path / "r", digest)
    assert find(tmp_path / "r", "Invented Person", 10) == ()


def test_words_are_found_however_they_are_spelt(case: Case) -> None:
    expected = find(case.record, "الركام", 50)
    assert expected
    for spelling in ("الرُّكام", "الركـــام", "ركام"):
        assert {hit.statement for hit in expected} <= {
            hit.statement for hit in find(case.record, spelling, 50)
        }
    assert len(find(case.record, "الركام", 1)) == 1
    assert find(case.record, "nowherefound", 50) == ()
