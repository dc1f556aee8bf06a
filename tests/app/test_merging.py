"""Two laptops that worked apart: merged either way round, the record gives the same answers."""

import shutil
from pathlib import Path

import pytest

from tawthiq.app.building import build
from tawthiq.app.sealing import merge, seal, verify
from tawthiq.record.errors import UsageError
from tawthiq.store.layout import create_record
from tests.app.case import Case, copied, held, items
from tests.case import paths as at


@pytest.fixture
def apart(case: Case, tmp_path: Path) -> tuple[Path, Path]:
    """One empty record, copied, and built apart: the films on one laptop, the chats and lists on another."""
    origin = create_record(tmp_path / "origin.record", "built apart").root
    one, other = copied(origin, tmp_path / "one.record"), copied(origin, tmp_path / "other.record")
    films, words = tmp_path / "films", tmp_path / "words"
    for path, folder in ((at.LONG, films), (at.PICTURE, films), (at.TRIMMED, words), (at.STATEMENT, words)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(case.folder / path, folder / path)
    shutil.copytree(case.folder / "lists", words / "lists")
    shutil.copytree((case.folder / at.TRIMMED_AGAIN).parents[1], words / "chat")
    build([films], one)
    build([words], other)
    return one, other


def test_either_way_round_gives_the_same_answers(apart: tuple[Path, Path], tmp_path: Path) -> None:
    one, other = apart
    first, second = copied(one, tmp_path / "first.record"), copied(other, tmp_path / "second.record")
    merge(first, other)
    merge(second, one)
    assert held(first) == held(second)
    assert set(items(first)) == set(items(one)) | set(items(other))
    assert held(first).statements == held(one).statements | held(other).statements
    assert held(first).rejects == held(one).rejects | held(other).rejects
    for record in (first, second):
        assert verify(record).verdict == "WHOLE, UNANCHORED"
    assert merge(first, second).entries == 0


def test_building_on_after_a_merge_finds_what_neither_laptop_could(
    apart: tuple[Path, Path], tmp_path: Path
) -> None:
    one, other = apart
    empty = tmp_path / "nothing-new"
    empty.mkdir()
    merge(one, other)
    merge(other, one)
    families = [build([empty], record).families for record in (one, other)]
    assert families[0] == families[1]
    assert len(families[0]) == 1, "the long film came to one laptop, the cut out of it to the other"


def test_a_head_kept_before_the_merge_still_holds_after_it(apart: tuple[Path, Path], tmp_path: Path) -> None:
    one, other = apart
    page = tmp_path / "page.txt"
    page.write_text(" ".join(seal(one).words))
    merge(one, other)
    assert verify(one, page).anchored


def test_another_record_is_refused_and_nothing_changes(case: Case, apart: tuple[Path, Path]) -> None:
    before = held(apart[0])
    with pytest.raises(UsageError, match="not a copy"):
        merge(apart[0], case.record)
    assert held(apart[0]) == before
