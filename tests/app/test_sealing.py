"""Sealing, verifying and reindexing a record that was built, as the commands do it."""

import re
from pathlib import Path

import pytest

from tawthiq.app.building import build
from tawthiq.app.progress import Step
from tawthiq.app.sealing import PAGE, reindex, seal, verify
from tawthiq.app.status import status
from tawthiq.record.errors import NotARecord, NotFound, NotWhole, UsageError
from tests.app.case import entries, held


def _note(folder: Path, words: str = "said later") -> Path:
    path = folder / "later.txt"
    path.write_text(words, "utf-8")
    return path


def test_a_head_is_kept_as_a_file_and_said_in_words(record: Path) -> None:
    sealed = seal(record)
    assert sealed.file.parent == record / "checkpoints"
    assert sealed.file.is_file()
    assert len(sealed.words) == 16
    assert sealed.page is None
    assert not (record / PAGE).exists()
    assert status(record).sealed_at == sealed.head.head.at


def test_the_printed_page_holds_the_head_three_ways_and_asks_for_nothing(record: Path) -> None:
    sealed = seal(record, printed=True)
    assert sealed.page == record / PAGE
    page = sealed.page.read_text("utf-8")
    text = re.sub(r"<[^>]+>|\s", "", page)
    assert sealed.head.head.digest in text
    assert all(word in page for word in sealed.words)
    assert "<svg" in page
    assert not re.search(r"""(src|href)=["']?https?:""", page)


def test_a_sealed_record_is_anchored_and_says_how_much_is_younger(record: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.head"
    kept.write_bytes(seal(record).file.read_bytes())
    before = entries(record)
    assert verify(record, kept).anchored
    build([_note(tmp_path)], record)
    verification = verify(record, kept)
    assert verification.anchored
    assert verification.since >= entries(record) - before > 0


def test_a_record_rewritten_after_the_seal_is_not_anchored(record: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.head"
    kept.write_bytes(seal(record).file.read_bytes())
    for log in (record / "log").rglob("*.jsonl"):
        lines = log.read_bytes().splitlines(keepends=True)
        log.write_bytes(b"".join(lines[:-3]))
    verification = verify(record, kept)
    assert not verification.whole
    assert not verification.anchored
    assert verification.verdict == "NOT WHOLE"


def test_what_is_no_head_is_refused(record: Path, tmp_path: Path) -> None:
    seal(record)
    with pytest.raises(NotFound):
        verify(record, tmp_path / "nowhere.head")
    with pytest.raises((UsageError, NotWhole)):
        verify(record, _note(tmp_path, "these are no words of a head"))


def test_verifying_tells_how_far_it_is(record: Path) -> None:
    steps: list[Step] = []
    verify(record, progress=steps.append)
    assert steps
    assert all(step.total is None or 0 <= step.done <= step.total for step in steps)


def test_verifying_changes_nothing(record: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in record.rglob("*") if p.is_file()}
    verify(record)
    assert {p: p.stat().st_mtime_ns for p in record.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize("damaged", [b"", b"no database at all" * 100])
def test_an_index_that_is_gone_or_damaged_is_built_anew(record: Path, damaged: bytes) -> None:
    before = held(record)
    for part in record.glob("index.sqlite*"):
        part.unlink()
    if damaged:
        (record / "index.sqlite").write_bytes(damaged)
    assert reindex(record) == entries(record)
    assert held(record) == before


def test_a_folder_that_is_no_record_is_left_alone(tmp_path: Path) -> None:
    for act in (seal, verify, reindex):
        with pytest.raises(NotARecord):
            act(tmp_path)
    assert not list(tmp_path.iterdir())
