"""What is hidden from an asker is in no row, not even as the digest that an opened statement cites."""

from dataclasses import replace
from pathlib import Path

import pytest

from tawthiq.app.showing import ShownStatement, find, show
from tawthiq.app.status import status
from tawthiq.record.bodies import Reject, TaskDone
from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound
from tawthiq.record.item import Access, Item
from tawthiq.record.post import Attachment, Post
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import EntityKind, Introduction, Link
from tawthiq.store import queries
from tawthiq.store.layout import Layout
from tawthiq.store.told import told_of
from tawthiq.store.withheld import WITHHELD
from tests.store.samples import ANALYST, TOOL, access_mark, arrival, put, said, task, writing


def introduced(item: Item, label: str, access: Access = Access.TEAM) -> Statement:
    value = Introduction(EntityKind.INCIDENT, label)
    span = Span(item.digest)
    return Statement(span, "entity", value, ANALYST, ANALYST, Method.JUDGED, (span,), access=access)


def test_what_points_at_something_hidden_is_hidden(layout: Layout) -> None:
    with writing(layout) as record:
        film, closed = put(record, b"film"), put(record, b"closed", Access.RESTRICTED)
        post = Post("see this", attachments=(Attachment("secret-name.mp4", closed.digest),))
        record.add([film, closed])
        secret = record.add(statements=[introduced(film, "Secret cellar", Access.RESTRICTED)]).ids[0]
        span = Span(film.digest)
        told = Statement(span, "post", post, TOOL, TOOL, Method.PARSED, (span,))
        part = Statement(span, "part-of", Link(secret), ANALYST, ANALYST, Method.JUDGED, (span,))
        record.add(statements=[told, part])
        assert queries.statements(record.index) == ()
        assert len(queries.statements(record.index, seen_by=Access.RESTRICTED)) == 3


def test_an_opened_statement_does_not_name_the_hidden_thing_it_cites(layout: Layout) -> None:
    with writing(layout) as record:
        closed, reason = put(record, b"closed", Access.RESTRICTED), put(record, b"reason")
        record.add([closed, reason])
        told = record.add(statements=[said(Span(closed.digest), "thirty dug out by night")]).ids[0]
        record.add(statements=[access_mark(Mention(told), Access.TEAM, Span(reason.digest))])
        (row,) = (r for r in queries.statements(record.index) if r.id == told)
        assert closed.digest not in repr(row)
        assert row.statement.cites == (Span(WITHHELD),)
        (glance,) = told_of(record.index, [told], seen_by=Access.TEAM)
        assert closed.digest not in repr(glance) and glance.item == WITHHELD
        everything = queries.statement(record.index, told, seen_by=Access.RESTRICTED)
        assert everything.statement.cites == (Span(closed.digest),)
    (hit,) = find(layout.root, "dug out", 9)
    assert hit.item is None
    shown = show(layout.root, told)
    assert isinstance(shown, ShownStatement)
    assert closed.digest not in repr(shown)
    assert find(layout.root, "dug out", 9, Access.PUBLIC) == ()
    with pytest.raises(NotFound):
        show(layout.root, told, Access.PUBLIC)


def test_rejects_have_the_mark_of_their_item_and_no_hidden_name(layout: Layout) -> None:
    with writing(layout) as record:
        film, closed = put(record, b"film"), put(record, b"closed", Access.RESTRICTED)
        mine = replace(arrival(closed.digest, "witness.vcf"), access=Access.RESTRICTED)
        record.add(
            [film, closed],
            [arrival(film.digest, "film.mp4"), mine],
            [
                Reject("witness.vcf", "", "odd", "intake", closed.digest),
                Reject("witness.vcf", "", "could not be read", "intake"),
                Reject("film.mp4", "", "odd", "intake", film.digest),
                Reject("gone.mp4", "", "could not be read", "intake"),
            ],
        )
        shown = {a: [r.path for r in queries.rejects(record.index, seen_by=a)] for a in Access}
        assert shown[Access.PUBLIC] == []
        assert shown[Access.TEAM] == ["film.mp4", "gone.mp4"]
        assert len(shown[Access.RESTRICTED]) == 4
        counted = [queries.counts(record.index, seen_by=a).rejects for a in Access]
        assert counted == [0, 2, 4]


def test_tasks_on_hidden_items_are_not_counted(layout: Layout) -> None:
    with writing(layout) as record:
        items = [put(record, access.encode(), access) for access in Access]
        record.add(items, tasks=[TaskDone(task("watch", "1", item.digest)) for item in items])
        assert [queries.counts(record.index, seen_by=a).tasks for a in Access] == [1, 2, 3]


def test_a_status_for_the_public_says_nothing_of_what_is_hidden(layout: Layout) -> None:
    with writing(layout) as record:
        closed = put(record, b"closed", Access.RESTRICTED)
        record.add([closed], [arrival(closed.digest, "witness.mp4")], [Reject("a", "", "b", "intake")])
    found = status(Path(layout.root), seen_by=Access.PUBLIC)
    assert (found.items, found.statements, found.rejects, found.damage) == (0, 0, (), ())
    assert "witness" not in repr(found)


def test_the_zeros_name_no_item() -> None:
    assert Digest("0" * 64) == WITHHELD
