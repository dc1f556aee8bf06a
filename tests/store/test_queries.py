from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from tawthiq.record.bodies import Reject, TaskDone
from tawthiq.record.errors import NotFound
from tawthiq.record.item import Access, Role
from tawthiq.record.judgement import Verdict
from tawthiq.record.review import Standing
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import Layout
from tawthiq.store.queries import items_and_statements
from tests.store.samples import Small, cut, put, task, verdict, writing


def moments(index: Index) -> list[datetime]:
    return sorted({row.at for row in queries.statements(index, current=False)})


def test_items_come_with_how_they_came(small: Small) -> None:
    with open_index(small.layout) as index:
        video, note = queries.items(index)
        assert (video.item.digest, video.names) == (small.video, ("الأنصاري 16-08-2013.mp4",))
        assert (note.item.role, note.acquisitions) == (Role.NOTE, ())
        assert queries.items(index, role=Role.NOTE) == (note,)
        assert queries.item(index, small.video[:8]) == video


def test_statements_are_found_by_what_they_are_about_and_cite(small: Small) -> None:
    with open_index(small.layout) as index:
        about = queries.statements(index, item=small.video)
        assert [row.statement.property for row in about] == ["shot.cut", "observation", "acquisition"]
        assert [row.id for row in queries.statements(index, about=small.cut)] == [small.review]
        assert [row.id for row in queries.statements(index, citing=small.note)] == [small.post]
        assert [row.id for row in queries.statements(index, stage="watch.shots")] == [small.cut]
        assert [row.id for row in queries.statements(index, properties=("post",))] == [small.post]
        assert len(queries.statements(index, limit=2, offset=1)) == 2
        assert queries.statement(index, small.cut[:9]).standing is Standing.ACCEPTED


@pytest.mark.parametrize("name", ["", "abc", "zzzzzzzzzz", "0" * 64, "a" * 8])
def test_a_name_that_names_nothing_is_not_found(small: Small, name: str) -> None:
    with open_index(small.layout) as index, pytest.raises(NotFound):
        queries.statement(index, name)


def test_a_prefix_that_names_two_is_refused(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items_and_statements, "SHORTEST_PREFIX", 0)
    with open_index(small.layout) as index, pytest.raises(NotFound, match="more than one"):
        queries.item(index, "")


def test_the_record_is_read_as_of_any_day(small: Small) -> None:
    with open_index(small.layout) as index:
        first, second = moments(index)
        early = queries.counts(index, as_of=first)
        assert (early.items, early.statements, early.reviews, early.tasks) == (2, 4, 0, 0)
        assert queries.counts(index, as_of=second).reviews == 1
        assert queries.counts(index, as_of=first - timedelta(seconds=1)).items == 0
        (shot,) = queries.statements(index, properties=("shot.cut",), as_of=first)
        assert shot.standing is Standing.PROPOSED
        assert queries.items(index, as_of=first - timedelta(seconds=1)) == ()


def test_counts_rejects_and_tasks(small: Small) -> None:
    with open_index(small.layout) as index:
        counts = queries.counts(index)
        assert (counts.items, counts.statements, counts.proposals, counts.reviews) == (2, 5, 1, 1)
        assert (counts.rejects, counts.tasks, counts.unfinished, counts.disposals) == (1, 1, 0, 0)
        assert counts.by_property["shot.cut"] == 1
        assert queries.tasks_done(index) == {small.task: True}
        assert queries.tasks_done(index, "other") == {}
        assert queries.rejects(index) == (
            Reject("export.json", "/messages/4", "not a message", "intake.telegram"),
        )


def test_a_newer_run_replaces_an_older_one_but_for_what_a_person_reviewed(layout: Layout) -> None:
    with writing(layout) as record:
        video = put(record, b"film")
        record.add([video])
        runs = [task("shots", version, video.digest) for version in ("1", "2")]
        old = record.add(statements=[cut(video.digest, Fraction(n), runs[0].id) for n in range(3)]).ids
        record.add(statements=[verdict(old[1], Verdict.ACCEPT)], tasks=[TaskDone(runs[0])])
        before = queries.counts(record.index)
        new = record.add(
            statements=[cut(video.digest, Fraction(9), runs[1].id)], tasks=[TaskDone(runs[1])]
        ).ids
        shown = queries.statements(record.index, item=video.digest)
        assert {row.id for row in shown} == {old[1], *new}
        assert len(queries.statements(record.index, item=video.digest, current=False)) == 4
        as_then = queries.statements(record.index, item=video.digest, as_of=shown[0].at)
        assert {row.id for row in as_then} == set(old)
        assert before.unfinished == 0


def test_a_run_on_other_inputs_or_cut_short_replaces_nothing(layout: Layout) -> None:
    with writing(layout) as record:
        one, two, three = (put(record, name) for name in (b"1", b"2", b"3"))
        record.add([one, two, three])
        pairs = [
            (task("match", "1", one.digest, two.digest), True),
            (task("match", "1", one.digest, three.digest), True),
            (task("match", "2", one.digest, two.digest), False),
        ]
        for number, (work, complete) in enumerate(pairs):
            record.add(
                statements=[cut(one.digest, Fraction(number), work.id)],
                tasks=[TaskDone(work, complete=complete)],
            )
        assert len(queries.statements(record.index)) == 3
        everything = task("match", "3", one.digest, two.digest, three.digest)
        record.add(statements=[cut(one.digest, Fraction(9), everything.id)], tasks=[TaskDone(everything)])
        assert [row.statement.task for row in queries.statements(record.index)] == [
            pairs[2][0].id,
            everything.id,
        ]


def test_a_public_view_shows_nothing_stricter(layout: Layout) -> None:
    with writing(layout) as record:
        items = [put(record, access.encode(), access) for access in Access]
        record.add(items, [cut(item.digest, Fraction(1)) for item in items])
        for seen_by, held, told in zip(Access, (1, 2, 3), (0, 2, 3), strict=True):
            assert len(queries.items(record.index, seen_by=seen_by)) == held
            assert len(queries.statements(record.index, seen_by=seen_by)) == told
            assert queries.counts(record.index, seen_by=seen_by).statements == told
