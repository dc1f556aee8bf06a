import shutil
import sqlite3
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawthiq.record.canonical import canonical
from tawthiq.record.entry import EntryKind
from tawthiq.record.item import Access
from tawthiq.record.judgement import Verdict
from tawthiq.record.span import Mention, Span
from tawthiq.store import index as database
from tawthiq.store import queries
from tawthiq.store.chain_writer import ChainWriter, Content
from tawthiq.store.device_key import device_key
from tawthiq.store.indexing import catch_up, open_index, reindex
from tawthiq.store.layout import Layout, create_record
from tests.store.rowsets import rowsets
from tests.store.samples import Small, access_mark, cut, put, said, verdict, writing

STEPS = st.lists(
    st.tuples(st.sampled_from(["cut", "say", "restrict", "open", "review", "item"]), st.integers(0, 9)),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(steps=STEPS)
def test_an_index_grown_step_by_step_equals_one_built_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    layout = create_record(tmp_path_factory.mktemp("r") / "r", "r")
    with writing(layout) as record:
        items = [put(record, b"a"), put(record, b"b", Access.PUBLIC)]
        ids = list(record.add(items, [cut(items[0].digest, Fraction(0))]).ids)
        for step, number in steps:
            target, about = ids[number % len(ids)], items[number % len(items)]
            match step:
                case "cut":
                    ids += record.add(statements=[cut(about.digest, Fraction(number, 7))]).ids
                case "say":
                    ids += record.add(statements=[said(Mention(target), f"حي {number}")]).ids
                case "restrict":
                    record.add(statements=[access_mark(Span(about.digest), Access.RESTRICTED)])
                case "open":
                    reason = Span(items[(number + 1) % len(items)].digest)
                    record.add(statements=[access_mark(Mention(target), Access.PUBLIC, reason)])
                case "review":
                    record.add(statements=[verdict(target, Verdict.ACCEPT)])
                case _:
                    items.append(put(record, bytes([number])))
                    record.add([items[-1]])
        grown = rowsets(record.index)
        reindex(record.index)
        assert rowsets(record.index) == grown


@pytest.mark.parametrize("damage", ["deleted", "not a database", "cut", "other version", "other record"])
def test_an_index_that_is_no_good_is_rebuilt(small: Small, damage: str) -> None:
    with open_index(small.layout) as index:
        whole = rowsets(index)
    path = small.layout.index
    match damage:
        case "deleted":
            path.unlink()
        case "not a database":
            path.write_bytes(b"x" * 9000)
        case "cut":
            content = path.read_bytes()
            path.write_bytes(content[:4096] + b"\0" * (len(content) - 4096))
        case "other version" | "other record":
            name = "version" if damage == "other version" else "record"
            with sqlite3.connect(path) as held:
                held.execute("UPDATE meta SET value = 'x' WHERE name = ?", (name,))
            held.close()
    with open_index(small.layout) as index:
        assert rowsets(index) == whole


def test_only_new_lines_are_read(small: Small) -> None:
    with open_index(small.layout) as index:
        assert catch_up(index) == 0
        with writing(small.layout) as record:
            record.add(statements=[cut(small.video, Fraction(3))])
        assert catch_up(index) == 0, "the writer brought the shared index up to date"
        whole = rowsets(index)
    small.layout.index.unlink()
    with open_index(small.layout) as index:
        assert rowsets(index) == whole


def test_a_chain_that_no_longer_extends_what_was_read_is_read_anew(small: Small) -> None:
    with writing(small.layout) as record:
        chain = record.writer
    log = small.layout.log / chain / "000001.jsonl"
    with open_index(small.layout) as index:
        before = queries.counts(index).statements
        log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:4]))
        catch_up(index)
        assert queries.counts(index).statements < before


def test_a_line_that_is_not_lawful_is_reported_and_the_rest_is_shown(small: Small) -> None:
    with ChainWriter(small.layout, device_key(small.layout)) as chain:
        for body in (canonical({"no": "statement"}), canonical({"about": "x", "property": 1})):
            chain.append([Content(EntryKind.STATEMENT, body)])
    with writing(small.layout) as record:
        record.add(statements=[cut(small.video, Fraction(3))])
        assert [d.n for d in queries.damage(record.index)] == [11, 12]
        assert queries.counts(record.index).statements == 6
    bodies = small.layout.bodies / record.writer / "000001.jsonl"
    lines = bodies.read_bytes().split(b"\n")
    bodies.write_bytes(b"\n".join([lines[0], b"{broken", *lines[2:]]))
    with open_index(small.layout) as index:
        reindex(index)
        assert [d.n for d in queries.damage(index)] == [2, 11, 12]


def test_a_record_on_read_only_media_gets_an_index_elsewhere(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.layout.index.unlink()
    monkeypatch.setattr(database, "access", lambda *_: False)
    with open_index(small.layout) as index:
        assert queries.counts(index).items == 2
        assert not small.layout.index.exists()


def test_two_chains_give_the_same_rows_in_whichever_order_they_are_met(layout: Layout) -> None:
    with writing(layout) as record:
        item = put(record, b"film")
        record.add([item], [cut(item.digest, Fraction(1))])
    from tawthiq.store.layout import open_layout
    from tawthiq.store.merge import merge

    shutil.copytree(layout.root, layout.root.parent / "copy")
    copy = open_layout(layout.root.parent / "copy")
    for number, each in enumerate((layout, copy)):
        with writing(each) as record:
            record.add(statements=[cut(item.digest, Fraction(n)) for n in (2 + number, 4, 5)])
    merge(layout, copy)
    merge(copy, layout)
    with open_index(layout) as one, open_index(copy) as two:
        assert rowsets(one) == rowsets(two)
        assert queries.counts(one).statements == 5
