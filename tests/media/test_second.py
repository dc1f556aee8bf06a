"""The two children of a second pass, as processes."""

from pathlib import Path

import pytest

from tawthiq.engine.local import LocalExecutor
from tawthiq.media.second import MODEL_CAPS, PRELOAD, excerpt_task, reading_task, write_excerpts
from tawthiq.media.watching import Account, account_of
from tawthiq.record.canonical import JsonObject
from tawthiq.record.value import Text
from tests.media import clips

READER = "tests.media.second_readers:Counter"
EXECUTOR = LocalExecutor(1, preload=(*PRELOAD, "tests.media.second_readers"))


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Account:
    path = clips.save(tmp_path_factory.mktemp("cut"), clips.plain())
    settings: JsonObject = {"spans": [["0", "1/2"], ["1", "3/2"]], "rate": 8000}
    task = excerpt_task(path, "tawthiq.media.excerpts:SoundExcerpts", settings, key="a", seconds=60)
    return account_of(next(EXECUTOR.run([task])))


def _read(cut: Account, folder: Path, settings: JsonObject) -> Account:
    with (folder / "excerpts").open("wb") as file:
        write_excerpts(file, cut.tracks)
    return account_of(next(EXECUTOR.run([reading_task(folder / "excerpts", READER, settings, key="b")])))


def test_excerpts_go_from_the_one_to_the_other_and_nothing_gets_out(cut: Account, tmp_path: Path) -> None:
    assert cut.end is not None
    assert not cut.faults
    said = _read(cut, tmp_path, {"word": "samples"})
    assert not said.faults
    words = [found.draft.value for found in said.found]
    locked = "[]" if cut.end.locks.landlock else "['file', 'socket']"
    assert words == [Text(f"samples 4000 {locked}")] * 2
    assert [found.draft.selectors for found in said.found] == [t.header.selectors for t in cut.tracks]


def test_what_a_model_cannot_take_is_told_and_the_rest_goes_on(cut: Account, tmp_path: Path) -> None:
    said = _read(cut, tmp_path, {"word": "fail"})
    assert [fault.what for fault in said.faults] == ["ValueError: cannot take it"] * 2


def test_a_model_may_compute_longer_than_a_probe(cut: Account, tmp_path: Path) -> None:
    said = _read(cut, tmp_path, {"word": "limits"})
    assert {found.draft.value for found in said.found} == {Text(str(MODEL_CAPS.cpu_seconds))}


def test_a_file_that_is_no_footage_is_a_fault(tmp_path: Path) -> None:
    path = clips.save(tmp_path, b"not footage", "x.mp4")
    task = excerpt_task(path, "tawthiq.media.excerpts:SoundExcerpts", {"spans": []}, key="a", seconds=60)
    account = account_of(next(EXECUTOR.run([task])))
    assert account.faults
    assert not account.tracks
