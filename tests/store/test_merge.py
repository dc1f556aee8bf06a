import shutil
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest

from tawthiq.record.entry import EntryKind
from tawthiq.record.errors import NotWhole, RecordBusy, UsageError
from tawthiq.record.item import Access
from tawthiq.record.span import Span
from tawthiq.store import durable
from tawthiq.store import merge as module
from tawthiq.store.chain import writers
from tawthiq.store.chain_writer import ChainWriter, chain_lock, content
from tawthiq.store.checkpoint import make_checkpoint
from tawthiq.store.device_key import device_key
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import Layout, create_record, open_layout
from tawthiq.store.merge import Merged, merge
from tawthiq.store.verify import verify
from tests.store.rowsets import rowsets
from tests.store.samples import Small, access_mark, cut, put, said, writing

SEALED = ("objects", "log", "bodies", "checkpoints")


def contents(layout: Layout) -> dict[str, bytes]:
    """Every sealed file of a record but locks."""
    files = (
        p for part in SEALED for p in (layout.root / part).rglob("*") if p.is_file() and p.name != "lock"
    )
    return {p.relative_to(layout.root).as_posix(): p.read_bytes() for p in files}


def copy_of(layout: Layout, name: str) -> Layout:
    shutil.copytree(layout.root, layout.root.parent / name)
    return open_layout(layout.root.parent / name)


@pytest.fixture
def apart(small: Small) -> tuple[Layout, ...]:
    """Three copies, each worked on by its own device: one adds, one restricts and seals, one disposes."""
    copies = tuple(copy_of(small.layout, name) for name in ("a", "b", "c"))
    with writing(copies[0]) as record:
        record.add([put(record, b"a's film")], [said(Span(small.video), "seen by a")])
        record.add(statements=[cut(small.video, Fraction(7))])
    with writing(copies[1]) as record:
        film = put(record, b"b's film")
        record.add([film], [access_mark(Span(small.video), Access.RESTRICTED), cut(small.video, Fraction(7))])
        make_checkpoint(record)
    with writing(copies[2]) as record:
        record.dispose([small.post, small.note], reason="the family asked", ordered_by="Amal")
        record.add(statements=[said(Span(small.video), "seen by c")])
    return copies


def merged(copies: Sequence[Layout], order: Sequence[int], name: str) -> Layout:
    target = copy_of(copies[order[0]], name)
    for number in order[1:]:
        merge(target, copies[number])
    return target


def test_the_order_of_merges_does_not_matter_and_nothing_is_lost(apart: tuple[Layout, ...]) -> None:
    results = []
    for order in permutations(range(3)):
        layout = merged(apart, order, "m" + "".join(map(str, order)))
        assert verify(layout).findings == ()
        with open_index(layout) as index:
            results.append((contents(layout), rowsets(index)))
    assert all(result == results[0] for result in results)
    assert len(writers(layout)) == 4
    names = {Path(name).name for name in results[0][0]}
    for copy in apart[:2]:
        kept = {Path(name).name for name in contents(copy) if not name.startswith("objects")}
        assert kept <= names


def test_a_merge_done_twice_does_nothing(apart: tuple[Layout, ...]) -> None:
    ours, other, _ = apart
    told = merge(ours, other)
    assert told.entries and told.objects == 1 and told.heads == 1 and len(told.chains) == 1
    before = contents(ours)
    assert merge(ours, other) == Merged()
    assert contents(ours) == before


def test_a_disposal_in_either_copy_wins(apart: tuple[Layout, ...], small: Small) -> None:
    for ours, other in ((apart[0], apart[2]), (apart[2], apart[1])):
        merge(ours, other)
        held = b"".join(contents(ours).values())
        assert "الكلاسة".encode() not in held and "كتبته بيدي".encode() not in held
        assert verify(ours).findings == ()


def test_another_record_is_refused(small: Small, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        merge(small.layout, create_record(tmp_path / "other", "other"))


def test_a_copy_that_is_not_whole_changes_nothing(apart: tuple[Layout, ...]) -> None:
    ours, other, _ = apart
    film = next(other.objects.glob("??/*"))
    film.chmod(0o600)
    film.write_bytes(b"altered")
    before = contents(ours)
    with pytest.raises(NotWhole):
        merge(ours, other)
    assert contents(ours) == before


def test_a_fork_names_writer_and_line_and_changes_nothing(small: Small) -> None:
    other = copy_of(small.layout, "fork")
    with writing(small.layout) as record:
        record.add(statements=[cut(small.video, Fraction(1))])
    key = device_key(small.layout)
    (other.log / key.writer / "lock").unlink(missing_ok=True)
    with ChainWriter(other, key) as chain:
        position = chain.position
        chain.append([content(EntryKind.STATEMENT, cut(small.video, Fraction(2)))])
    before = contents(small.layout)
    with pytest.raises(NotWhole, match=f"{key.writer} forks at entry {position.n + 1}"):
        merge(small.layout, other)
    assert contents(small.layout) == before


def test_a_chain_being_written_is_left_alone(apart: tuple[Layout, ...]) -> None:
    (theirs,) = set(writers(apart[1])) - set(writers(apart[0]))
    before = contents(apart[0])
    with chain_lock(apart[0], theirs), pytest.raises(RecordBusy):
        merge(apart[0], apart[1])
    assert contents(apart[0]) == before


@pytest.mark.parametrize("dies_after", range(8))
def test_a_merge_cut_short_leaves_a_whole_record_and_is_finished_by_the_next(
    apart: tuple[Layout, ...], monkeypatch: pytest.MonkeyPatch, dies_after: int
) -> None:
    ours, other, _ = apart
    calls = [0]

    def place(*args: object, **kwargs: object) -> None:
        calls[0] += 1
        if calls[0] > dies_after:
            raise KeyboardInterrupt
        durable.place(*args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as dying:
        dying.setattr(module, "place", place)
        try:
            merge(ours, other)
        except KeyboardInterrupt:
            lacking = (
                "bodies go on where the log has ended",
                "does not belong here",
                "is not in checkpoints/",
            )
            assert all(finding.what.endswith(lacking) for finding in verify(ours).findings)
    merge(ours, other)
    assert verify(ours).findings == ()
