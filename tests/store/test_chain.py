import errno
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawthiq.record.bodies import Writer
from tawthiq.record.canonical import canonical
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.entry import Body, Entry, EntryKind, commitment, parse_body, parse_entry
from tawthiq.record.errors import NotWhole, RecordBusy, RecordError
from tawthiq.store.chain import START, Position, extends, read_chain, segments, writers
from tawthiq.store.chain_writer import ChainWriter, Content, content
from tawthiq.store.device_key import device_key
from tawthiq.store.durable import WriteFailed
from tawthiq.store.layout import Layout, open_layout
from tawthiq.store.lines import body_line, entry_line, read_entry, sealed_body
from tests.store.samples import TOOL, put, writing

JSON = st.dictionaries(st.text("abc_", min_size=1), st.text() | st.integers(-9, 9) | st.lists(st.text()))
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda t: t.replace(tzinfo=UTC))


@given(JSON, st.binary(min_size=32, max_size=32))
def test_the_assembled_body_line_is_the_canonical_one(body: dict[str, object], salt: bytes) -> None:
    law = Body(salt.hex(), body)  # type: ignore[arg-type]
    line = body_line(canonical(law.body), salt.hex())
    assert line == law.line and parse_body(line) == law
    assert sealed_body(line) == canonical(law.body)


@given(st.integers(1, 2**50), TIMES, st.sampled_from(EntryKind), st.binary())
def test_the_assembled_entry_line_is_the_canonical_one(
    n: int, at: datetime, kind: EntryKind, seed: bytes
) -> None:
    entry = Entry(n, digest_of(seed), at, kind, digest_of(seed + b"!"))
    assert entry_line(entry) == entry.line
    assert read_entry(entry.line) == parse_entry(entry.line) == entry


def note(text: str) -> Content:
    return Content(EntryKind.REJECT, canonical({"text": text}))


def opened(layout: Layout, segment_bytes: int = 64 << 20) -> ChainWriter:
    return ChainWriter(layout, device_key(layout), segment_bytes=segment_bytes)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(batches=st.lists(st.lists(st.text(), max_size=4), max_size=5), limit=st.integers(1, 900))
def test_chains_link_commit_and_read_back(layout: Layout, batches: list[list[str]], limit: int) -> None:
    with opened(layout, limit) as chain:
        begun = chain.position
        entries = [e for batch in batches for e in chain.append([note(text) for text in batch])]
        end = chain.position
    lines = list(read_chain(layout, chain.writer, begun))
    assert [line.log for line in lines] == [e.line for e in entries]
    bodies = [parse_body(line.body or b"") for line in lines]
    assert [b.body["text"] for b in bodies if b] == [text for batch in batches for text in batch]
    assert [commitment(b) for b in bodies if b] == [e.commit for e in entries]
    if lines:
        assert lines[-1].position == end
        assert [entries[i].prev for i in range(1, len(lines))] == [digest_of(ln.log) for ln in lines[:-1]]
    with opened(layout, limit) as again:
        assert again.position == end and extends(layout, again.writer, end)


def test_segments_close_when_they_are_full(layout: Layout) -> None:
    with opened(layout, 500) as chain:
        for number in range(9):
            chain.append([note(str(number))])
    assert len(segments(layout.log / chain.writer)) > 2
    assert segments(layout.log / chain.writer) == segments(layout.bodies / chain.writer)
    assert [line.position.n for line in read_chain(layout, chain.writer)] == list(range(1, 10))


@pytest.mark.parametrize("part", ["log", "bodies"])
def test_a_torn_tail_is_passed_over_and_cut_at_the_next_open(layout: Layout, part: str) -> None:
    with opened(layout) as chain:
        chain.append([note("one"), note("two")])
    last = getattr(layout, part) / chain.writer / "000001.jsonl"
    whole = last.read_bytes()
    last.write_bytes(whole + b'{"at":"20')
    assert len(list(read_chain(layout, chain.writer))) == 2
    with opened(layout) as again:
        assert last.read_bytes() == whole
        again.append([note("three")])
    assert [line.position.n for line in read_chain(layout, chain.writer)] == [1, 2, 3]


def test_bodies_beyond_the_log_were_never_acknowledged(layout: Layout) -> None:
    with opened(layout) as chain:
        chain.append([note("one")])
    bodies = layout.bodies / chain.writer / "000001.jsonl"
    whole = bodies.read_bytes()
    bodies.write_bytes(whole + b"null\nnull\n")
    (layout.bodies / chain.writer / "000002.jsonl").write_bytes(b"null\n")
    assert len(list(read_chain(layout, chain.writer))) == 1
    with opened(layout):
        assert bodies.read_bytes() == whole
        assert segments(layout.bodies / chain.writer) == (1,)


def test_nothing_is_added_to_a_chain_that_lost_bodies(layout: Layout) -> None:
    with opened(layout) as chain:
        chain.append([note("one"), note("two")])
    (layout.bodies / chain.writer / "000001.jsonl").write_bytes(b"null\n")
    with pytest.raises(NotWhole):
        opened(layout)


def test_two_writers_at_once_are_refused(layout: Layout) -> None:
    with writing(layout), pytest.raises(RecordBusy), writing(layout):
        pass
    with writing(layout):
        pass


FAULTS = [
    (call, nth, code)
    for call in ("fsync", "write")
    for nth in range(1, 5)
    for code in (errno.EIO, errno.ENOSPC)
]


@pytest.mark.parametrize("call, nth, code", FAULTS)
def test_a_refusing_disk_leaves_a_whole_chain(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, call: str, nth: int, code: int
) -> None:
    with opened(layout) as chain:
        chain.append([content(EntryKind.WRITER, Writer("00" * 32, TOOL))])
        real, seen = getattr(os, call), [0]

        def fail(*args: object) -> object:
            seen[0] += 1
            if seen[0] == nth:
                if call == "write" and nth % 2:
                    real(args[0], bytes(args[1])[:7])  # type: ignore[call-overload]
                raise OSError(code, os.strerror(code))
            return real(*args)

        acknowledged = 1
        with monkeypatch.context() as broken:
            broken.setattr(os, call, fail)
            try:
                for _ in range(3):
                    acknowledged = chain.append([note("a"), note("b")])[-1].n
            except WriteFailed:
                with pytest.raises(RecordError):
                    chain.append([note("no more")])
    with opened(layout) as again:
        assert again.position.n == acknowledged
        again.append([note("after")])
    lines = list(read_chain(layout, again.writer))
    assert [parse_entry(line.log).n for line in lines] == list(range(1, acknowledged + 2))
    assert all(line.body is not None for line in lines)


def test_a_copy_elsewhere_writes_a_chain_of_its_own(layout: Layout, tmp_path: Path) -> None:
    with writing(layout) as record:
        first = record.writer
    shutil.copytree(layout.root, tmp_path / "copy")
    with writing(open_layout(tmp_path / "copy")) as record:
        assert record.writer != first
    assert writers(open_layout(tmp_path / "copy")) == tuple(sorted((first, record.writer)))


def test_a_folder_put_back_from_a_backup_does_not_fork_its_chain(layout: Layout, tmp_path: Path) -> None:
    with writing(layout) as record:
        first = record.writer
    shutil.copytree(layout.root, tmp_path / "backup")
    with writing(layout) as record:
        record.add(items=[put(record, b"later")])
    shutil.rmtree(layout.root)
    shutil.move(tmp_path / "backup", layout.root)
    with writing(layout) as record:
        assert record.writer != first
    with writing(layout) as again:
        assert again.writer == record.writer


def test_positions_know_when_a_chain_was_cut(layout: Layout) -> None:
    with opened(layout) as chain:
        chain.append([note("one"), note("two")])
    log = layout.log / chain.writer / "000001.jsonl"
    assert extends(layout, chain.writer, chain.position) and extends(layout, chain.writer, START)
    log.write_bytes(log.read_bytes()[: chain.position.start])
    assert not extends(layout, chain.writer, chain.position)
    assert not extends(layout, "0" * 32, Position(n=1, end=5, tail=Digest("0" * 64)))
