"""Attacks on a record, each by name. What an attack needs to be caught by is said beside it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from tawthiq.record.bodies import Reject, Writer
from tawthiq.record.digest import digest_of
from tawthiq.record.entry import EntryKind, parse_entry
from tawthiq.record.errors import NotWhole, RecordError, UsageError
from tawthiq.record.span import Mention
from tawthiq.record.statement import statement_id
from tawthiq.store.chain import read_chain
from tawthiq.store.chain_writer import ChainWriter, Content, content
from tawthiq.store.checkpoint import head_of, make_checkpoint
from tawthiq.store.device_key import DeviceKey, device_key
from tawthiq.store.findings import Verification
from tawthiq.store.head import SignedHead, signed_by
from tawthiq.store.layout import Layout, create_record, open_layout
from tawthiq.store.lines import sealed_body
from tawthiq.store.verify import verify
from tawthiq.store.words import to_groups, to_words
from tests.store.samples import TOOL, Small, cut, put, said, writing


@dataclass(frozen=True, slots=True)
class Sealed:
    layout: Layout
    head: SignedHead
    key: DeviceKey

    @property
    def log(self) -> Path:
        return self.layout.log / self.key.writer / "000001.jsonl"

    @property
    def bodies(self) -> Path:
        return self.layout.bodies / self.key.writer / "000001.jsonl"


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    layout = create_record(tmp_path / "s.record", "حلب")
    with writing(layout) as record:
        item = put(record, b"a film")
        added = record.add([item], [cut(item.digest, Fraction(5, 2))], [Reject("a", "b", "c", "d")])
        assert added.statements
        return Sealed(layout, make_checkpoint(record), record.key)


def outcome(sealed: Sealed, head: str | None = None) -> Verification | None:
    """What verification says; None where the folder is not even a record any more."""
    try:
        return verify(open_layout(sealed.layout.root), head)
    except RecordError:
        return None


def is_caught(sealed: Sealed, head: str | None = None) -> bool:
    told = outcome(sealed, head)
    return told is None or (told.verdict == "NOT WHOLE" and not told.whole and not told.anchored)


def test_a_whole_record_is_anchored_only_by_a_head_from_outside(sealed: Sealed) -> None:
    told = verify(sealed.layout)
    assert (told.findings, told.notes, told.whole, told.anchored) == ((), (), True, False)
    assert told.verdict == "WHOLE, UNANCHORED"
    digest = sealed.head.head.digest
    for outside in (sealed.head.text, digest, to_words(digest), to_groups(digest)):
        told = verify(sealed.layout, outside)
        assert told.anchored and told.since == 1
        assert told.verdict.startswith(f"WHOLE, ANCHORED to {digest[:16]} of ")
    checked = told.checked
    assert (checked.chains, checked.entries, checked.items, checked.size) == (1, 5, 1, 6)
    assert (checked.statements, checked.rejects, checked.heads) == (1, 1, 1)


def test_an_empty_record_is_not_verified(layout: Layout) -> None:
    assert verify(layout).verdict == "NOTHING TO VERIFY" and not verify(layout).whole
    with writing(layout):
        pass
    assert verify(layout).verdict == "NOTHING TO VERIFY" and not verify(layout).whole


OUTSIDE_THE_SEAL = {"README.txt", "index.sqlite", "cache", "tmp", "quarantine"}


def test_every_flipped_byte_of_the_sealed_set_is_caught(sealed: Sealed) -> None:
    silent = []
    for path in sorted(p for p in sealed.layout.root.rglob("*") if p.is_file()):
        where = path.relative_to(sealed.layout.root)
        if where.parts[0] in OUTSIDE_THE_SEAL or path.name == "lock":
            continue
        path.chmod(0o600)
        whole = path.read_bytes()
        for place in range(len(whole)):
            bit = 1 << (place * 5 + 3) % 8
            path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
            if not is_caught(sealed):
                silent.append((where.as_posix(), place))
        path.write_bytes(whole)
    # The time of the very last entry is sealed by the entry that follows it, and none does yet.
    log = sealed.log.read_bytes()
    last = log[:-1].rfind(b"\n") + 1
    assert {where for where, _ in silent} <= {sealed.log.relative_to(sealed.layout.root).as_posix()}
    assert all(last <= place < log.index(b'","commit"', last) for _, place in silent)
    assert verify(sealed.layout).whole


def test_what_lies_outside_the_seal_changes_nothing(sealed: Sealed) -> None:
    (sealed.layout.root / "README.txt").write_text("other")
    (sealed.layout.cache / "thumbnail.jpg").write_bytes(b"x")
    sealed.layout.index.write_bytes(b"x")
    assert verify(sealed.layout, sealed.head.text).anchored


Lines = list[bytes]


def damaged(lines: Lines) -> Iterator[tuple[str, Lines]]:
    for place in range(len(lines)):
        yield f"drop {place}", lines[:place] + lines[place + 1 :]
        yield f"duplicate {place}", lines[: place + 1] + lines[place:]
        yield f"cut to {place}", lines[:place]
        for other in range(place):
            swapped = list(lines)
            swapped[place], swapped[other] = swapped[other], swapped[place]
            yield f"swap {place} {other}", swapped


@pytest.mark.parametrize("both", [True, False])
def test_every_line_dropped_doubled_swapped_or_cut_is_caught(sealed: Sealed, both: bool) -> None:
    log, bodies = (p.read_bytes().splitlines(keepends=True) for p in (sealed.log, sealed.bodies))
    for (what, some), (_, others) in zip(damaged(log), damaged(bodies), strict=True):
        if both and what in {f"cut to {len(log) - 1}", f"drop {len(log) - 1}"}:
            continue  # what was logged after the head, nothing outside vouches for; see the next test
        sealed.log.write_bytes(b"".join(some))
        sealed.bodies.write_bytes(b"".join(others if both else bodies))
        assert is_caught(sealed, sealed.head.text), what
    sealed.log.write_bytes(b"".join(log))
    for what, others in damaged(bodies):
        sealed.bodies.write_bytes(b"".join(others))
        assert is_caught(sealed), what


def test_entries_after_the_head_are_counted_as_not_vouched_for(sealed: Sealed) -> None:
    with writing(sealed.layout) as record:
        record.add(rejects=[Reject("later", "", "", "")])
    assert verify(sealed.layout, sealed.head.text).since == 2


def rewritten(sealed: Sealed, key: DeviceKey, *, leave_out: int) -> None:
    """What an insider can do: every chain made anew without one entry, in good order."""
    lines = list(read_chain(sealed.layout, sealed.key.writer))
    kinds = [parse_entry(line.log).kind for line in lines]
    shutil.rmtree(sealed.layout.log)
    shutil.rmtree(sealed.layout.bodies)
    for head in sealed.layout.checkpoints.iterdir():
        head.unlink()
    with ChainWriter(sealed.layout, key) as chain:
        chain.append([content(EntryKind.WRITER, Writer(key.public, TOOL))])
        kept = [
            Content(kind, sealed_body(line.body or b""))
            for n, (kind, line) in enumerate(zip(kinds, lines, strict=True))
            if kind not in {EntryKind.WRITER, EntryKind.CHECKPOINT} and n != leave_out
        ]
        chain.append(kept)
    signed = signed_by(head_of(sealed.layout, sealed.head.head.at), key)
    (sealed.layout.checkpoints / signed.head.file_name).write_text(signed.text)


@pytest.mark.parametrize("with_key", [True, False])
def test_a_rewrite_of_everything_is_caught_by_any_head_from_outside(
    sealed: Sealed, with_key: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = sealed.key
    if not with_key:
        monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "another"))
        key = device_key(sealed.layout)
    rewritten(sealed, key, leave_out=3)
    told = verify(sealed.layout)
    assert told.whole and told.verdict == "WHOLE, UNANCHORED", "nothing inside can show it"
    digest = sealed.head.head.digest
    for outside in (sealed.head.text, digest, to_words(digest)):
        assert is_caught(sealed, outside)


def append(path: Path, text: bytes = b"\n") -> None:
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + text)


def film(sealed: Sealed) -> Path:
    path = next(sealed.layout.objects.glob("??/*"))
    path.chmod(0o600)
    return path


def head_file(sealed: Sealed) -> Path:
    return next(sealed.layout.checkpoints.iterdir())


def by_symlink(sealed: Sealed) -> None:
    path, away = film(sealed), sealed.layout.cache / "x"
    path.rename(away)
    path.symlink_to(away)


def stranger(sealed: Sealed) -> None:
    path = sealed.layout.objects / "00" / ("0" * 64)
    path.parent.mkdir()
    path.write_bytes(b"x")


def body_to_null(sealed: Sealed) -> None:
    lines = sealed.bodies.read_bytes().split(b"\n")
    sealed.bodies.write_bytes(b"\n".join([*lines[:2], b"null", *lines[3:]]))


def chain_removed(sealed: Sealed) -> None:
    shutil.rmtree(sealed.log.parent)
    shutil.rmtree(sealed.bodies.parent)


def chain_renamed(sealed: Sealed) -> None:
    for folder in (sealed.log.parent, sealed.bodies.parent):
        folder.rename(folder.with_name("0" * 32))


def edit(path: Path, old: bytes, new: bytes) -> None:
    path.write_bytes(path.read_bytes().replace(old, new))


ATTACKS: dict[str, Callable[[Sealed], object]] = {
    "object removed": lambda s: film(s).unlink(),
    "object cut": lambda s: film(s).write_bytes(b"a"),
    "object renamed": lambda s: film(s).rename(film(s).with_name("0" * 64)),
    "object in capitals": lambda s: film(s).rename(film(s).with_name(film(s).name.upper())),
    "object by symlink": by_symlink,
    "stranger in objects": lambda s: (s.layout.objects / "note.txt").write_bytes(b""),
    "stranger of the wrong name": stranger,
    "stranger in log": lambda s: (s.layout.log / "x.jsonl").write_bytes(b""),
    "stranger in chain": lambda s: s.log.with_name("000001.jsonl~").write_bytes(b""),
    "stranger in bodies": lambda s: s.bodies.with_name("000002.jsonl").write_bytes(b""),
    "stranger in checkpoints": lambda s: (s.layout.checkpoints / "a.txt").write_bytes(b""),
    "log with CRLF": lambda s: edit(s.log, b"\n", b"\r\n"),
    "log with BOM": lambda s: s.log.write_bytes(b"\xef\xbb\xbf" + s.log.read_bytes()),
    "empty line at the end": lambda s: append(s.log),
    "body to null": body_to_null,
    "a second moved": lambda s: edit(s.bodies, b'"5/2"', b'"7/2"'),
    "chain removed": chain_removed,
    "chain renamed": chain_renamed,
    "bodies removed": lambda s: s.bodies.unlink(),
    "head removed": lambda s: head_file(s).unlink(),
    "head renamed": lambda s: head_file(s).rename(head_file(s).with_name("a.head")),
    "head doubled": lambda s: shutil.copy(head_file(s), head_file(s).with_name("b.head")),
    "title page with a comment": lambda s: append(s.layout.root / "record.toml", b"# x\n"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_caught_from_inside(sealed: Sealed, attack: str) -> None:
    ATTACKS[attack](sealed)
    assert is_caught(sealed)


def appended(sealed: Sealed, *contents: Content) -> Verification:
    with ChainWriter(sealed.layout, sealed.key) as chain:
        chain.append(contents)
    return verify(sealed.layout, sealed.head.text)


def test_lawless_entries_of_a_key_holder_are_caught(sealed: Sealed) -> None:
    nowhere = digest_of(b"nowhere")
    for each in (
        content(EntryKind.STATEMENT, cut(nowhere, Fraction(1))),
        content(EntryKind.STATEMENT, Reject("a", "b", "c", "e")),
        content(EntryKind.WRITER, Reject("a", "b", "c", "e")),
    ):
        before = (sealed.log.read_bytes(), sealed.bodies.read_bytes())
        assert not appended(sealed, each).whole
        sealed.log.write_bytes(before[0])
        sealed.bodies.write_bytes(before[1])
    assert verify(sealed.layout).whole


def test_a_statement_may_not_cite_what_comes_after_it(sealed: Sealed) -> None:
    later = cut(digest_of(b"a film"), Fraction(9))
    early = said(Mention(statement_id(sealed.layout.salt, later)), "too early", "note")
    both = [content(EntryKind.STATEMENT, each) for each in (early, later)]
    found = appended(sealed, *both).findings
    assert [finding.line for finding in found] == [6] and "comes after" in found[0].what


def test_what_an_interrupted_run_left_is_a_note(sealed: Sealed) -> None:
    with writing(sealed.layout) as record:
        put(record, b"never logged")
    (sealed.layout.incoming / "w").mkdir(parents=True)
    (sealed.layout.incoming / "w" / "half").write_bytes(b"x")
    told = verify(sealed.layout)
    assert told.whole and len(told.notes) == 2


def test_an_outside_head_that_is_altered_is_an_error(sealed: Sealed) -> None:
    altered = sealed.head.text.replace(" 4 ", " 5 ")
    with pytest.raises(NotWhole):
        verify(sealed.layout, altered)
    with pytest.raises(UsageError):
        verify(sealed.layout, "no head at all")


def test_a_head_of_another_record_or_writer_does_not_anchor(sealed: Sealed, small: Small) -> None:
    with writing(small.layout) as record:
        other = make_checkpoint(record)
    assert is_caught(sealed, other.text)
    assert is_caught(sealed, other.head.digest)


def test_progress_is_told(sealed: Sealed) -> None:
    told: list[tuple[str, int, int]] = []
    verify(sealed.layout, progress=lambda *step: told.append(step))
    assert ("objects", 6, 6) in told
