"""Watching one file without a record."""

from pathlib import Path

import pytest

from tawthiq.app.progress import Step
from tawthiq.app.watch_one import watch_file
from tawthiq.record.errors import MediaError, NotFound, NotMedia
from tests.app.case import Case, about, stated
from tests.case import paths as at


def _said(case: Case, path: str) -> set[tuple[str, str]]:
    watched = watch_file(case.folder / path)
    return {(s.property, repr(s.value)) for s in watched.harvest.statements}


OF_SEVERAL = {"same-footage", "likely-derived", "same-moment", "entity", "part-of", "event-time"}
"""What is found only by holding recordings against one another."""


@pytest.mark.parametrize("path", [at.LONG, at.DAMAGED, at.VOICE, at.PICTURE])
def test_it_says_what_a_build_would_say(case: Case, path: str) -> None:
    recorded = {
        (row.statement.property, repr(row.statement.value))
        for row in stated(case.record)
        if hasattr(row.statement.about, "item")
        and about(row) == case.digest(path)
        and row.statement.recorded_by.name != "tawthiq intake"
        and row.statement.property not in OF_SEVERAL
    }
    told = _said(case, path)
    assert recorded <= told
    assert {name for name, _ in told - recorded} <= {"derived-from"}


def test_the_last_good_second_of_a_damaged_film(case: Case) -> None:
    watched = watch_file(case.folder / at.DAMAGED)
    (reject,) = watched.harvest.rejects
    assert reject.reason.startswith("damaged: readable until")
    assert watched.end is not None
    assert not watched.end.complete


def test_it_tells_how_far_it_is_and_leaves_the_file_alone(case: Case) -> None:
    steps: list[Step] = []
    path = case.folder / at.LONG
    before = path.stat().st_mtime_ns
    watch_file(path, steps.append)
    assert {step.stage for step in steps} <= {"watching"}
    assert path.stat().st_mtime_ns == before


def test_what_cannot_be_watched_is_said_by_its_kind(case: Case, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        watch_file(tmp_path / "nowhere.mp4")
    with pytest.raises(NotFound):
        watch_file(tmp_path)
    for path in (*case.truth.not_media, at.ABOUT):
        with pytest.raises(NotMedia):
            watch_file(case.folder / path)
    (tmp_path / "empty.mp4").write_bytes(b"")
    with pytest.raises(NotMedia):
        watch_file(tmp_path / "empty.mp4")
    (tmp_path / "head.mp4").write_bytes((case.folder / at.LONG).read_bytes()[:64])
    with pytest.raises(MediaError):
        watch_file(tmp_path / "head.mp4")
