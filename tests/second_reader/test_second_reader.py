"""The page on the record format is enough: a reader written from it reads what the product wrote."""

import dataclasses
import enum
import hashlib
import shutil
import typing
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.app.building import build
from tawthiq.app.sealing import Sealed, merge, seal, verify
from tawthiq.record import agent, area, measure, post, selector
from tawthiq.record import bodies as product_bodies
from tawthiq.record.canonical import canonical
from tawthiq.record.codec import to_json
from tawthiq.record.errors import RecordError
from tawthiq.record.item import Access, Item
from tawthiq.record.judgement import EntityKind, Introduction, Verdict
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Value
from tawthiq.record.vocabulary import PROPERTIES
from tawthiq.store import queries
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.merkle import leaf_hash, tree_root
from tests.drill.tiny import tiny_drill
from tests.second_reader import bodies, ed25519, heads
from tests.second_reader.reader import NotReadable, Reading, read
from tests.store.samples import access_mark, put, said, verdict, writing

ALL = Access.RESTRICTED


@dataclasses.dataclass(frozen=True)
class Told:
    """A built, annotated and sealed record; what the product says of it, and what the second reader reads."""

    folder: Path
    sealed: Sealed
    items: tuple[queries.ItemRow, ...]
    statements: tuple[queries.StatementRow, ...]
    rejects: list[bytes]
    tasks: dict[str, bool]
    reading: Reading


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    base = tmp_path_factory.mktemp("second")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(base / "home"))
        folder = build(
            [tiny_drill(tmp_path_factory) / "material"], base / "invented.record", title='قضية "one"\\two'
        ).record
        _annotate(folder)
        sealed = seal(folder, printed=True)
        with open_index(open_layout(folder)) as index:
            items = queries.items(index, seen_by=ALL)
            statements = queries.statements(index, current=False, seen_by=ALL)
            rejects = sorted(canonical(to_json(each)) for each in queries.rejects(index))
            tasks = {str(task): done for task, done in queries.tasks_done(index).items()}
    return Told(folder, sealed, items, statements, rejects, tasks, read(folder))


def _annotate(folder: Path) -> None:
    """What a person adds: a guarded note, an entity, verdicts, a mark of access, a field of their own."""
    with writing(open_layout(folder)) as record:
        record.add(items=[put(record, "سمعته من الجيران".encode(), Access.PUBLIC)])
        note = put(record, "سمعته من الجيران".encode(), Access.RESTRICTED)
        about = Span(note.digest, (selector.Quote("الجيران", prefix="من "),))
        met = Introduction(EntityKind.PERSON, "رجل")
        seen = said(about, 'said "so" \\ \t\x01\x7f é é \U0001f54a', access=ALL)
        entity = Statement(
            about, "entity", met, seen.said_by, seen.said_by, Method.JUDGED, (about,), access=ALL
        )
        added = record.add(items=[note], statements=[seen, entity, said(about, "5", "x.floor", ALL)])
        by = [Mention(each) for each in added.ids]
        proposal = queries.statements(record.index, properties=["media.duration"])[0].id
        record.add(statements=[verdict(proposal, Verdict.ACCEPT), access_mark(by[0], Access.TEAM, by[1])])


@pytest.fixture
def copy(told: Told, tmp_path: Path) -> Path:
    return Path(shutil.copytree(told.folder, tmp_path / "copy.record"))


def test_nothing_is_wrong_and_nothing_unknown_lies_about(told: Told) -> None:
    assert told.reading.problems == ()
    (writer,) = told.reading.lines
    known = {"CONTENTS.csv", "CONTENTS.html", "README.txt", "SEAL.html", "index.sqlite", f"log/{writer}/lock"}
    assert {each for each in told.reading.outside if not each.startswith("cache/")} == known


def test_title_page(told: Told) -> None:
    layout = open_layout(told.folder)
    assert told.reading.page["id"] == layout.id
    assert told.reading.page["title"] == layout.title == 'قضية "one"\\two'


def test_same_items(told: Told) -> None:
    theirs = {row.item.digest: row.item.size for row in told.items}
    assert len(theirs) > 40
    assert {digest: body["size"] for digest, body in told.reading.items.items()} == theirs
    mine = {digest: bodies.canonical(body) for digest, body in told.reading.items.items()}
    assert mine == {row.item.digest: canonical(to_json(row.item)) for row in told.items}
    assert "restricted" in {body.get("access") for body in told.reading.items.values()}


def test_same_statements(told: Told) -> None:
    mine = {key: bodies.canonical(body) for key, body in told.reading.statements.items()}
    assert len(mine) > 300
    assert mine == {row.id: canonical(to_json(row.statement)) for row in told.statements}


def test_same_entities_tasks_and_rejects(told: Told) -> None:
    assert set(told.reading.entities) == {r.id for r in told.statements if r.statement.property == "entity"}
    assert {key: body.get("complete", True) for key, body in told.reading.tasks.items()} == told.tasks
    assert told.rejects
    assert sorted(map(bodies.canonical, told.reading.rejects)) == told.rejects


def test_same_order_as_the_views(told: Told) -> None:
    mine = [e.body["digest"] for e in told.reading.entries if e.kind == "item" and e.body]
    assert list(dict.fromkeys(mine)) == [row.item.digest for row in told.items]


def test_same_head(told: Told) -> None:
    head, (mine,) = told.sealed.head.head, told.reading.heads
    assert (mine.digest, mine.words, mine.record) == (head.digest, told.sealed.words, head.record)
    assert mine.chains == {chain.writer: (chain.count, chain.root) for chain in head.chains}
    assert mine == heads.head_of(told.sealed.file.read_bytes())
    assert told.reading.anchored(mine)
    assert not told.reading.anchored(mine._replace(record="0" * 64))
    assert not told.reading.anchored(mine._replace(chains={"0" * 32: (1, "0" * 64)}))


def test_disposed_bodies_read_as_disposed_and_the_chain_holds(told: Told, copy: Path) -> None:
    """Here by another device: its disposal is in a second chain, and a second head names both."""
    words = next(row for row in told.statements if row.statement.property == "x.floor").id
    film = next(row.item.digest for row in told.items if row.item.media_type == "video/mp4")
    with writing(open_layout(copy)) as record:
        gone = record.dispose([words, film], reason="a family's wish", ordered_by="the council")
    seal(copy)
    reading = read(copy)
    assert reading.problems == ()
    assert reading.disposed == {(each.writer, each.n) for each in gone}
    assert told.reading.statements.keys() - reading.statements.keys() == {words}
    assert told.reading.items.keys() - reading.items.keys() == {film}
    assert len(reading.lines) == 2
    assert sorted(len(head.chains) for head in reading.heads) == [1, 2]
    assert all(reading.anchored(head) for head in (*told.reading.heads, *reading.heads))


def test_a_merged_record_reads_the_same(copy: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(copy, tmp_path / "other.record"))
    with writing(open_layout(other)) as record:
        record.dispose([queries.items(record.index)[0].item.digest], reason="order", ordered_by="a court")
    merge(copy, other)
    mine, theirs = read(copy), read(other)
    assert (mine.problems, mine.entries) == ((), theirs.entries)


def test_a_body_gone_without_a_disposal_is_a_problem(copy: Path) -> None:
    _rewrite(copy, "bodies", lambda lines: [*lines[:9], b"null", *lines[10:]])
    assert any("no disposal" in each for each in read(copy).problems)


def test_torn_tails_are_ignored(told: Told, copy: Path) -> None:
    (writer,) = told.reading.lines
    with (copy / "log" / writer / "000001.jsonl").open("ab") as log:
        log.write(b'{"at":"2026-01-01T00:00:00Z","com')
    with (copy / "bodies" / writer / "000001.jsonl").open("ab") as kept:
        kept.write(b'{"body":{},"salt":""}\n{"bo')
    assert read(copy) == told.reading


@pytest.mark.parametrize("part", ["log", "bodies", "objects", "record.toml", "checkpoints"])
@pytest.mark.parametrize("place", [0.02, 0.5, 0.97])
def test_a_flipped_byte_is_a_problem(copy: Path, part: str, place: float) -> None:
    path = max(_files(copy, part), key=lambda path: path.stat().st_size)
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[int(place * len(content))] ^= 1
    path.write_bytes(content)
    try:
        assert read(copy).problems
    except NotReadable:
        assert part == "record.toml"
    try:
        assert not verify(copy).whole
    except RecordError:
        assert part == "record.toml"


@pytest.mark.parametrize("part", ["objects", "bodies", "checkpoints"])
def test_a_missing_file_is_a_problem(copy: Path, part: str) -> None:
    _files(copy, part)[0].unlink()
    assert read(copy).problems


def test_a_dropped_or_moved_line_is_a_problem(copy: Path) -> None:
    for part in ("log", "bodies"):
        _rewrite(copy, part, lambda lines: [*lines[:20], lines[21], lines[20], *lines[22:]])
    assert any("not linked" in each for each in read(copy).problems)


def test_a_shortened_chain_is_not_the_one_that_was_signed(told: Told, copy: Path) -> None:
    for part in ("log", "bodies"):
        _rewrite(copy, part, lambda lines: [*lines[:100], b""])
    reading = read(copy)
    assert not reading.anchored(told.reading.heads[0])
    assert any("signed of another chain" in each for each in reading.problems)


def test_strangers_are_told_of(told: Told, copy: Path) -> None:
    (copy / "objects" / "ab").mkdir(exist_ok=True)
    (copy / "objects" / "ab" / "stray").write_bytes(b"")
    (copy / "log" / next(iter(told.reading.lines)) / "000003.jsonl").write_bytes(b"")
    reading = read(copy)
    assert "objects/ab/stray" in reading.outside
    assert [each.partition(":")[2] for each in reading.problems] == [" does not belong here"]


def test_a_newer_format_is_refused(copy: Path) -> None:
    page = copy / "record.toml"
    page.write_bytes(page.read_bytes().replace(b"format = 1", b"format = 2"))
    with pytest.raises(NotReadable, match="format 2"):
        read(copy)


def test_the_page_lists_the_properties_of_the_code() -> None:
    theirs = {p.term: (tuple(vars(v)["TAG"] for v in p.values), p.meaning) for p in PROPERTIES.values()}
    assert list(bodies.properties().items()) == list(theirs.items())


_CLASSES: dict[str, type] = {
    "item": Item,
    "writer": product_bodies.Writer,
    "task": product_bodies.TaskDone,
    "work": product_bodies.Task,
    "reject": product_bodies.Reject,
    "disposal": product_bodies.Disposal,
    "checkpoint": product_bodies.Checkpoint,
    "statement": Statement,
    "agent": agent.Agent,
    "frame": selector.Frame,
    "corner": area.Corner,
    "column": measure.Column,
    "attachment": post.Attachment,
}
_SHAPED = [(bodies.SHAPES[name], each) for name, each in _CLASSES.items()] + [
    (bodies.UNIONS[name][each.TAG], each)
    for name, union in (("value", Value), ("selector", selector.Selector), ("place", Citation))
    for each in typing.get_args(union)
]


@pytest.mark.parametrize(("shape", "kind"), _SHAPED, ids=[kind.__name__ for _, kind in _SHAPED])
def test_same_fields_defaults_and_choices(shape: str, kind: type) -> None:
    """What the second reader takes a body to hold, against the code: a field that one side lacks is news."""
    hints = typing.get_type_hints(kind)
    mine, theirs = bodies.fields(shape), {f.name: f.default for f in dataclasses.fields(kind)}
    assert {name: default for name, (_, default) in mine.items()} == {
        name: None if default is dataclasses.MISSING else _written(default)
        for name, default in theirs.items()
    }
    for name, hint in hints.items():
        if isinstance(hint, type) and issubclass(hint, enum.StrEnum):
            assert mine[name][0].split("|") == list(hint)


def _written(default: object) -> str:
    return "" if default in ("", (), None) else str(default).lower() if default is True else str(default)


def test_every_union_member_is_known() -> None:
    for name, union in (("value", Value), ("selector", selector.Selector), ("place", Citation)):
        assert set(bodies.UNIONS[name]) == {each.TAG for each in typing.get_args(union)}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
    max_leaves=8,
)


@given(_JSON)
def test_same_canonical_form(value: typing.Any) -> None:
    assert bodies.canonical(value) == canonical(value)
    assert bodies.parse(canonical(value)) == value


_REFUSED = (
    *(
        '{"b":1,"a":2}',
        '{"a": 1}',
        '{"a":1,"a":1}',
        '{"é":1}',
        "1.0",
        "1e3",
        "NaN",
        "-0",
        str(2**53),
        "",
        " 1",
    ),
    *('"\\u00e9"', '"\\/"', '"\\ud800"', '"\\u000A"', '"\\u000a"', "[" * 100_000),
)


@pytest.mark.parametrize("line", _REFUSED, ids=range(len(_REFUSED)))
def test_another_form_is_refused(line: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        bodies.parse(line.encode())


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("rational", ["0", "312/25", "-1/3", "205"], ["-0", "2/4", "4/1", "0/3", "1/0", "01", "1.5", 3]),
        ("measure", ["0", "12.48", "-0.5", "100"], ["-0", "1.0", "1.", ".5", "1e3", "+1", "00", 1]),
        (
            "time",
            ["2013-08-16T09:40:00Z", "2013-08-16T09:40:00.120000"],
            ["2013-08-16", "2013-08-16T09:40:00.12Z"],
        ),
    ],
)
def test_written_forms(kind: str, good: list[str], bad: list[object]) -> None:
    assert not [each for each in good if list(bodies.faults(kind, each, ""))]
    assert not [each for each in bad if not list(bodies.faults(kind, each, ""))]


def test_same_merkle_roots() -> None:
    lines = [b"%d" % n for n in range(20)]
    for n in range(1, 21):
        assert heads.root(lines[:n]) == tree_root([leaf_hash(line) for line in lines[:n]]).hex()
    assert heads.root([]) == hashlib.sha256().hexdigest()


def test_ed25519_as_rfc_8032_has_it() -> None:
    key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert ed25519.holds(key, b"\x72", signature)
    assert not ed25519.holds(key, b"\x73", signature)
    assert not ed25519.holds(key, b"\x72", signature[:-1] + b"\x10")
    assert not ed25519.holds(b"\xff" * 32, b"\x72", signature)


def _files(folder: Path, part: str) -> list[Path]:
    found = [path for path in sorted((folder / part).rglob("*")) if path.is_file() and path.name != "lock"]
    return found or [folder / part]


def _rewrite(folder: Path, part: str, change: Callable[[list[bytes]], list[bytes]]) -> None:
    (path,) = _files(folder, part)
    path.write_bytes(b"\n".join(change(path.read_bytes().split(b"\n"))))
