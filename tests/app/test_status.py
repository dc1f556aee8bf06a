"""The status of a record: its counts, today and as of a day."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tawthiq import __version__
from tawthiq.app.building import build
from tawthiq.app.families import standing_copies
from tawthiq.app.status import status
from tawthiq.record.agent import person, software
from tawthiq.record.errors import NotARecord
from tawthiq.record.span import Mention
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Review, Verdict
from tawthiq.store.layout import open_layout
from tawthiq.store.writing import open_for_writing
from tests.app.case import Case


def test_it_counts_what_the_build_counted(case: Case) -> None:
    found, built = status(case.record), case.built
    assert (found.items, found.acquisitions, found.statements) == (
        built.items,
        built.acquisitions,
        built.statements,
    )
    assert (found.rejects, found.families) == (built.rejects, built.families)
    assert found.proposals == built.proposals > 0
    assert (found.reviews, found.unfinished, found.disposals, found.damage) == (0, 0, 0, ())
    assert found.sealed_at is None
    assert sum(found.by_property.values()) == found.statements


def test_before_a_record_was_built_it_held_nothing(case: Case) -> None:
    found = status(case.record, datetime(2013, 8, 16, tzinfo=UTC))
    assert (found.items, found.acquisitions, found.statements, found.proposals) == (0, 0, 0, 0)


def test_an_earlier_day_is_as_it_was_after_more_came(case: Case, record: Path, tmp_path: Path) -> None:
    day = datetime.now(UTC) + timedelta(milliseconds=1)
    while datetime.now(UTC) <= day:
        pass
    (tmp_path / "note.txt").write_text("said later")
    build([tmp_path / "note.txt"], record)
    now, then = status(record), status(record, day)
    assert (then.items, then.acquisitions, then.statements) == (
        case.built.items,
        case.built.acquisitions,
        case.built.statements,
    )
    assert now.items == then.items + 1


def test_a_copy_that_a_person_rejected_is_no_family_any_more(record: Path) -> None:
    analyst = person("invented analyst")
    with open_for_writing(open_layout(record), software("tawthiq", __version__)) as writer:
        (copy,) = standing_copies(writer.index)
        about = Mention(copy.id)
        review = Review(Verdict.REJECT, "another street")
        writer.add(statements=[Statement(about, "review", review, analyst, analyst, Method.JUDGED, (about,))])
    found = status(record)
    assert (found.families, found.reviews) == ((), 1)


def test_a_folder_that_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(NotARecord, match=r"record\.toml"):
        status(tmp_path)
