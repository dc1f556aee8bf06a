"""A new analyser is all that is run; what older records say was done counts, and gives way whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tawthiq.app.analysers import maker_of
from tawthiq.app.arriving import take_in
from tawthiq.app.founding import TAWTHIQ
from tawthiq.app.progress import silent
from tawthiq.app.sources import known_source
from tawthiq.app.watch_tasks import Watchings
from tawthiq.app.watching import footage, local_executor, watch_all
from tawthiq.media.specimen import Specimen, clip
from tawthiq.record.bodies import Task, TaskDone, parameters_digest
from tawthiq.record.digest import Digest
from tawthiq.store import queries
from tawthiq.store.layout import create_record
from tawthiq.store.writing import RecordWriter, open_for_writing

SHOTS, HASHES = "tawthiq.watch.shots:Shots", "tawthiq.watch.hashes:Hashes"
EXECUTOR = local_executor(1)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RecordWriter]:
    """A record with one clip that nobody watched."""
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
    material = tmp_path / "material"
    material.mkdir()
    (material / "clip.mp4").write_bytes(clip(Specimen(seconds=2, cuts=(1,))))
    layout = create_record(tmp_path / "a.record", "watched")
    with open_for_writing(layout, TAWTHIQ) as writer:
        take_in(known_source(layout, material, lambda name: None), writer, silent, external=False)
        yield writer


def _item(record: RecordWriter) -> Digest:
    (watched,) = footage(record)
    return watched.item.digest


def _whole_run(record: RecordWriter, *versions: str) -> Task:
    """The completion that earlier versions of the code left: one task of all analysers."""
    task = Task("watch", " ".join(versions), parameters_digest({"analysers": []}), (_item(record),))
    record.add(tasks=[TaskDone(task)])
    return task


def _written(name: str) -> str:
    maker = maker_of(name)
    return f"{maker.name}/{maker.version}"


def _counts(record: RecordWriter) -> dict[str, int]:
    return dict(queries.counts(record.index).by_property)


def test_another_analyser_adds_its_own_findings_and_nothing_else(record: RecordWriter) -> None:
    watch_all(record, EXECUTOR, silent, (SHOTS,))
    before = _counts(record)
    assert before["shot.cut"] == 1
    assert "track.hash" not in before
    watch_all(record, EXECUTOR, silent, (SHOTS, HASHES))
    assert _counts(record) == before | {"track.hash": 1}


def test_what_was_watched_by_all_is_not_watched_again(record: RecordWriter) -> None:
    watch_all(record, EXECUTOR, silent, (SHOTS, HASHES))
    assert Watchings(record.index, (SHOTS, HASHES)).missing(_item(record)) is None
    before = queries.tasks_done(record.index)
    watch_all(record, EXECUTOR, silent, (SHOTS, HASHES))
    assert queries.tasks_done(record.index) == before


def test_a_task_names_its_own_statements_and_items(record: RecordWriter) -> None:
    watch_all(record, EXECUTOR, silent, (SHOTS, HASHES))
    (hashes,) = queries.statements(record.index, stage="watch/tawthiq.hashes")
    assert hashes.statement.property == "track.hash"
    (cut,) = queries.statements(record.index, stage="watch/tawthiq.shots")
    assert cut.statement.property == "shot.cut"


def test_an_old_task_of_all_counts_for_those_it_names(record: RecordWriter) -> None:
    _whole_run(record, _written(SHOTS))
    missing = Watchings(record.index, (SHOTS, HASHES)).missing(_item(record))
    assert missing is not None
    assert (missing.analysers, list(missing.tasks)) == ((HASHES,), ["tawthiq.hashes"])
    assert missing.closing is None


def test_an_old_task_by_older_versions_gives_way_whole(record: RecordWriter) -> None:
    _whole_run(record, "tawthiq.shots/0", _written(HASHES))
    watch_all(record, EXECUTOR, silent, (SHOTS, HASHES))
    assert {"shot.cut", "track.hash", "track.frames", "media.duration"} <= _counts(record).keys()
    assert queries.code_versions(record.index, "watch") == {_item(record): "by analyser"}
    assert Watchings(record.index, (SHOTS, HASHES)).missing(_item(record)) is None
