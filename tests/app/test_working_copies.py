from collections.abc import Iterator
from pathlib import Path

import pytest

from tawthiq.app.building import build
from tawthiq.app.copy_making import copying_executor, make_copies, make_copy
from tawthiq.app.editing import Hand
from tawthiq.app.founding import TAWTHIQ
from tawthiq.app.item_edits import mark_access
from tawthiq.app.progress import silent
from tawthiq.app.working_copies import (
    STAGE,
    waits_for_copy,
    working_copies,
    working_copy,
)
from tawthiq.engine.executor import Ending, Outcome, Task
from tawthiq.media.specimen import Specimen, clip
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.digest import digest_of
from tawthiq.record.item import Access, Role
from tawthiq.record.span import Span
from tawthiq.record.value import Link
from tawthiq.store import queries
from tawthiq.store.layout import open_layout
from tawthiq.store.verify import verify
from tawthiq.store.writing import RecordWriter, open_for_writing
from tests.app.case import copied

TEN_BITS = clip(Specimen(times=(0, 0.04, 0.2, 0.24, 0.7, 1.5), pixel_format="yuv420p10le"))
PLAIN = clip(Specimen(seconds=1))
ME = Agent(AgentKind.PERSON, "R. Analyst (invented)")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copies")
    (folder / "in").mkdir()
    (folder / "in" / "ten-bits.mp4").write_bytes(TEN_BITS)
    (folder / "in" / "plain.mp4").write_bytes(PLAIN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        return build([folder / "in"], folder / "in.record").record


@pytest.fixture
def record(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RecordWriter]:
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
    with open_for_writing(open_layout(copied(built, tmp_path / "copy.record")), TAWTHIQ) as opened:
        yield opened


def test_only_what_browsers_do_not_play_is_copied_and_the_copy_says_of_what(record: RecordWriter) -> None:
    original = digest_of(TEN_BITS)
    assert set(working_copies(record.index, seen_by=Access.TEAM)) == {original}
    found = working_copy(record.index, original, seen_by=Access.TEAM)
    assert found
    said = queries.statement(record.index, found.statement).statement
    assert said.cites == (Span(found.copy), Span(original))
    assert isinstance(said.value, Link) and said.value.target == original
    assert "VP9" in said.value.role and "every frame" in said.value.role
    assert said.recorded_by.name == "tawthiq working copy"
    held = queries.item(record.index, found.copy).item
    assert (held.role, held.media_type) == (Role.WORKING_COPY, "video/mp4")
    assert record.objects.check(found.copy)
    assert verify(record.layout).whole
    assert not waits_for_copy(record.index, original, seen_by=Access.TEAM)


def test_made_once(record: RecordWriter) -> None:
    before = queries.entries(record.index)
    make_copies(record, copying_executor(), silent)
    make_copy(record, copying_executor(), digest_of(TEN_BITS), silent)
    assert queries.entries(record.index) == before


def test_one_is_made_of_anything_a_browser_asks_for(record: RecordWriter) -> None:
    make_copy(record, copying_executor(), digest_of(PLAIN), silent)
    assert working_copy(record.index, digest_of(PLAIN), seen_by=Access.TEAM)


def test_it_is_seen_by_those_who_see_the_original(record: RecordWriter) -> None:
    original = digest_of(TEN_BITS)
    found = working_copy(record.index, original, seen_by=Access.TEAM)
    assert found
    mark_access(Hand(record, ME), [original], Access.RESTRICTED)
    assert working_copy(record.index, original, seen_by=Access.TEAM) is None
    assert queries.item(record.index, found.copy, seen_by=Access.RESTRICTED).access is Access.RESTRICTED


class Ends:
    """An executor whose children end as they are told to, having said nothing."""

    def __init__(self, ending: Ending) -> None:
        self.ending = ending

    def run(self, tasks: list[Task], **_: object) -> Iterator[Outcome]:
        for task in tasks:
            yield Outcome(task, (), self.ending, "as the test has it", 1, 0)


def test_a_failure_is_told_where_it_was_and_not_tried_for_ever(record: RecordWriter) -> None:
    make_copy(record, Ends(Ending.FINISHED), digest_of(PLAIN), silent)  # type: ignore[arg-type]
    (reject,) = (r for r in queries.rejects(record.index) if r.stage == STAGE)
    assert reject.item == digest_of(PLAIN)
    assert "no working copy" in reject.reason
    before = queries.entries(record.index)
    make_copy(record, copying_executor(), digest_of(PLAIN), silent)
    assert queries.entries(record.index) == before


def test_a_child_that_died_is_tried_again(record: RecordWriter) -> None:
    make_copy(record, Ends(Ending.DIED), digest_of(PLAIN), silent)  # type: ignore[arg-type]
    assert working_copy(record.index, digest_of(PLAIN), seen_by=Access.TEAM) is None
    make_copy(record, copying_executor(), digest_of(PLAIN), silent)
    assert working_copy(record.index, digest_of(PLAIN), seen_by=Access.TEAM)
