"""Draft accounts from a record, and the line a person writes instead."""

from fractions import Fraction
from pathlib import Path

import pytest

from tawthiq.app.accounting import drafted, rewrite, rewritten
from tawthiq.app.founding import TAWTHIQ
from tawthiq.publish.account.told import Look
from tawthiq.publish.account.words import line_words
from tawthiq.record.agent import person
from tawthiq.record.digest import digest_of
from tawthiq.record.errors import LawBroken, NotFound
from tawthiq.store.layout import open_layout
from tawthiq.store.writing import open_for_writing
from tests.app.case import Case, copied
from tests.case import paths as at

ANALYST = person("invented analyst")


def _english(case: Case, path: str) -> str:
    return "\n".join(line_words(line, "en") for line in drafted(case.record, case.digest(path)).lines)


def test_the_long_film_tells_the_cut_and_what_was_not_looked_at(case: Case) -> None:
    told = _english(case, at.LONG)
    assert "cut at 0:07" in told
    assert "noted: وصول الكاميرا إلى الركام" in told
    assert "not looked at: words spoken" in told


def test_each_kind_of_material_says_what_there_is_not(case: Case) -> None:
    assert "there is no sound" in _english(case, at.SILENT)
    assert "there is no picture" not in _english(case, at.LONG)
    assert "damaged: readable until" in _english(case, at.DAMAGED)
    assert dict(drafted(case.record, case.digest(at.VOICE)).subject.looks)["pictures"] is Look.NOT_THERE
    assert dict(drafted(case.record, case.digest(at.PICTURE)).subject.looks) == {"pictures": Look.DONE}


def test_a_line_that_a_person_writes_stands_instead(case: Case, tmp_path: Path) -> None:
    folder, item = copied(case.record, tmp_path / "copy.record"), case.digest(at.LONG)
    line = next(x for x in drafted(folder, item).lines if "cut" in line_words(x, "en"))
    assert line.start is not None
    said = rewritten(
        item,
        "he reaches the rubble",
        ANALYST,
        instead_of=line.ids,
        start=line.start,
        end=line.end,
        language="en",
    )
    with open_for_writing(open_layout(folder), TAWTHIQ) as record:
        row = rewrite(record, said)
    after = drafted(folder, item).lines
    assert not any("cut" in line_words(x, "en") for x in after)
    written = next(x for x in after if row.id in x.ids)
    assert (written.start, written.end) == (line.start, line.end)
    assert line_words(written, "en").endswith("noted: he reaches the rubble [by: invented analyst]")
    assert not row.statement.is_proposal


def test_what_is_not_in_the_record_cannot_be_replaced(case: Case, tmp_path: Path) -> None:
    folder = copied(case.record, tmp_path / "copy.record")
    said = rewritten(case.digest(at.LONG), "x", ANALYST, instead_of=[digest_of(b"?")], start=Fraction(0))
    with open_for_writing(open_layout(folder), TAWTHIQ) as record, pytest.raises(LawBroken):
        rewrite(record, said)
    with pytest.raises(NotFound):
        drafted(case.record, "00000000")
