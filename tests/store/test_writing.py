from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import pytest

from tawthiq.record.agent import software
from tawthiq.record.bodies import TaskDone
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.errors import LawBroken, NotFound
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Method, Statement, statement_id
from tawthiq.record.value import Term
from tawthiq.store import queries
from tawthiq.store import writing as module
from tawthiq.store.chain import read_chain
from tawthiq.store.indexing import open_index, reindex
from tawthiq.store.layout import Layout
from tawthiq.store.search import search
from tawthiq.store.verify import verify
from tawthiq.store.writing import RecordWriter, statement_ids
from tests.store.rowsets import rowsets
from tests.store.samples import ANALYST, Small, access_mark, arrival, cut, fill, put, said, task, writing


def count(record: RecordWriter) -> int:
    return sum(1 for _ in read_chain(record.layout, record.writer))


def test_adding_twice_adds_nothing(layout: Layout) -> None:
    first = fill(layout)
    with writing(layout) as record:
        before = count(record)
    assert fill(layout) == first
    with writing(layout) as record:
        assert count(record) == before


def test_what_is_cited_must_be_in_the_record_or_earlier_in_the_batch(layout: Layout) -> None:
    with writing(layout) as record:
        before, item = count(record), put(record, b"video")
        one = cut(item.digest, Fraction(1))
        two = said(Mention(statement_id(layout.salt, one)), "I see it too", "note")
        for wrong in ({"statements": [one]}, {"items": [item], "statements": [two, one]}):
            with pytest.raises(LawBroken):
                record.add(**wrong)
        assert count(record) == before
        added = record.add(items=[item], statements=[one, two])
        assert added.ids == added.statements == statement_ids(layout, (one, two))
        assert added.items == (item.digest,)


def test_an_item_whose_bytes_are_not_held_is_refused(layout: Layout) -> None:
    with writing(layout) as record:
        digest, size = record.objects.put_bytes(b"video")
        for item in (Item(digest_of(b"other"), 5, "video/mp4"), Item(digest, size + 1, "video/mp4")):
            with pytest.raises(LawBroken):
                record.add(items=[item])


def test_a_statement_inherits_the_strictest_access(layout: Layout) -> None:
    with writing(layout) as record:
        hidden, open_ = put(record, b"hidden", Access.RESTRICTED), put(record, b"open", Access.PUBLIC)
        one = cut(hidden.digest, Fraction(1))
        about = Mention(statement_id(layout.salt, one))
        two = said(about, "of a statement of this batch", "note")
        done = TaskDone(task("s", "1", hidden.digest), statements=statement_ids(layout, (one,)))
        added = record.add([hidden, open_], [one, two, cut(open_.digest, Fraction(1))], tasks=[done])
        rows = [queries.statement(record.index, i, seen_by=Access.RESTRICTED) for i in added.ids]
    assert [row.access for row in rows] == [Access.RESTRICTED, Access.RESTRICTED, Access.TEAM]
    assert rows[1].statement.about == Mention(added.ids[0]), "ids of the batch are raised with it"
    assert added.ids[0] != statement_id(layout.salt, one)
    assert verify(layout).whole


def test_a_stricter_mark_on_known_bytes_is_kept(layout: Layout) -> None:
    with writing(layout) as record:
        item = put(record, b"video")
        record.add([item])
        assert record.add([put(record, b"video", Access.PUBLIC)]).items == ()
        assert record.add([put(record, b"video", Access.RESTRICTED)]).items == (item.digest,)
        with pytest.raises(NotFound):
            queries.item(record.index, item.digest)


def test_restricting_a_video_hides_all_that_was_made_from_it(small: Small) -> None:
    with writing(small.layout) as record:
        record.add(statements=[access_mark(Span(small.video), Access.RESTRICTED)])
        seen = queries.statements(record.index, current=False)
        assert {row.id for row in seen} == {small.post}
        assert search(record.index, "concrete") == ()
        assert queries.counts(record.index).items == 1
        record.add(statements=[access_mark(Span(small.video), Access.TEAM, Span(small.note))])
        assert len(queries.statements(record.index, current=False, seen_by=Access.TEAM)) == 7
        before = dump(record)
        reindex(record.index)
        assert dump(record) == before


def dump(record: RecordWriter) -> dict[str, list[tuple[object, ...]]]:
    return rowsets(record.index)


def test_opening_access_needs_a_person_and_a_reason(small: Small) -> None:
    about = Span(small.video)
    tool = software("t", "1")
    by_tool = Statement(about, "access", Term("public"), tool, tool, Method.PARSED, (about,))
    nonsense = Statement(about, "access", Term("everyone"), ANALYST, ANALYST, Method.JUDGED, (about,))
    with writing(small.layout) as record:
        for wrong in (access_mark(about, Access.PUBLIC), by_tool, nonsense):
            with pytest.raises(LawBroken):
                record.add(statements=[wrong])


def test_an_unfinished_task_may_be_finished_later(layout: Layout) -> None:
    with writing(layout) as record:
        video = put(record, b"video")
        work = task("watch", "1", video.digest)
        assert record.add([video], tasks=[TaskDone(work, complete=False)]).tasks == (work.id,)
        assert queries.tasks_done(record.index) == {work.id: False}
        assert record.add(tasks=[TaskDone(work)]).tasks == (work.id,)
        assert queries.tasks_done(record.index) == {work.id: True}
        assert record.add(tasks=[TaskDone(work, note="again")]).tasks == ()


def test_what_is_disposed_of_is_gone_and_the_chain_still_verifies(small: Small) -> None:
    layout = small.layout
    with writing(layout) as record:
        told = record.dispose([small.post, small.video], reason="the family asked", ordered_by="Amal")
        assert {d.item for d in told} == {None, small.video}
        assert small.video not in record.objects
        assert search(record.index, "حي") == ()
        assert queries.disposals(record.index) == told
        with pytest.raises(LawBroken):
            record.add([put(record, b"moving pictures " * 40)])
        assert small.video not in record.objects
    held = b"".join(p.read_bytes() for p in layout.bodies.rglob("*.jsonl"))
    assert "الكلاسة".encode() not in held and held.count(b"null\n") == 2
    checked = verify(layout)
    assert checked.findings == () and checked.checked.disposed == 2
    with open_index(layout) as index:
        assert queries.counts(index).items == 1


def test_a_disposal_cut_short_is_finished_at_the_next_open(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with (
        monkeypatch.context() as dying,
        pytest.raises(KeyboardInterrupt),
        writing(small.layout) as record,
    ):
        dying.setattr(module, "carry_out", die)
        record.dispose([small.video], reason="the family asked", ordered_by="Amal")
    with open_index(small.layout) as index, pytest.raises(NotFound):
        queries.item(index, small.video)
    with writing(small.layout) as record:
        assert small.video not in record.objects
    assert verify(small.layout).findings == ()


def test_disposal_says_who_and_why_and_of_what(small: Small) -> None:
    with writing(small.layout) as record:
        with pytest.raises(LawBroken):
            record.dispose([small.video], reason="", ordered_by="Amal")
        with pytest.raises(NotFound):
            record.dispose([Digest("0" * 64)], reason="why", ordered_by="Amal")


def test_an_external_item_is_recorded_where_it_lies(layout: Layout, tmp_path: Path) -> None:
    far = tmp_path / "far.mp4"
    far.write_bytes(b"far away")
    with writing(layout) as record:
        item = Item(digest_of(b"far away"), 8, "video/mp4", Role.EVIDENCE, external=str(far))
        record.add([item], [arrival(item.digest, "far.mp4")])
    assert verify(layout).whole
    far.write_bytes(b"far aways"[:8].replace(b"y", b"z"))
    assert [f.what for f in verify(layout).findings] == ["its bytes do not hash to its name: it was altered"]


def test_threads_that_share_a_writer_take_turns(layout: Layout) -> None:
    with writing(layout) as record:
        film = put(record, b"film")
        record.add([film])

        def add(number: int) -> None:
            record.add(statements=[cut(film.digest, Fraction(number % 40))])

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(add, range(80)))
        assert queries.counts(record.index).statements == 40
    assert verify(layout).whole
