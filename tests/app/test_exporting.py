"""The spreadsheet of everything: out, edited, and back, without a thing lost or added."""

import csv
import io
import shutil
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tawthiq.app.arriving import take_in
from tawthiq.app.building import build
from tawthiq.app.exporting import export
from tawthiq.app.progress import silent
from tawthiq.app.returning import take_back
from tawthiq.app.sources import known_source
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import Text
from tawthiq.store.layout import create_record, open_layout
from tests.app.case import Case, entries, held, items, rejects, stated
from tests.app.incident import SECRET_NAME, SECRET_WORDS, Made, make_incident, open_to_public
from tests.case import paths as at
from tests.record.strategies import statements
from tests.store.samples import access_mark, cut, put, said, writing

ARRIVED = {"acquisition", "file.time"}
KINDS = ["everything.xlsx", "everything"]


@pytest.fixture
def made(record: Path, case: Case) -> Made:
    return make_incident(record, case.digest(at.LONG))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("access", [Access.TEAM, Access.RESTRICTED])
def test_back_in_its_own_record_it_adds_nothing(
    record: Path, made: Made, tmp_path: Path, kind: str, access: Access
) -> None:
    before, lines = held(record), entries(record)
    done = export(record, tmp_path / "out" / kind, access)
    assert sum(done.rows.values()) > len(before.statements) / 2
    built = build([tmp_path / "out"], record)
    assert (built.new_items, built.new_statements) == (0, 0)
    assert held(record) == before
    assert entries(record) == lines


@st.composite
def grown(draw: st.DrawFn) -> list[Statement]:
    """Any lawful statements; what they cite is put right when they are added."""
    return draw(st.lists(statements(), min_size=1, max_size=6))


@settings(max_examples=6)
@given(grown(), st.sampled_from(KINDS))
def test_any_record_comes_back_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Statement], kind: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    layout = create_record(folder / "r", "any")
    with writing(layout) as record:
        first, second = put(record, b"one"), put(record, b"two")
        record.add([first, second])
        known: list[Digest] = []
        for statement in drawn:
            if statement.property == "access":
                continue
            about: Span | Mention = Span(first.digest, getattr(statement.about, "selectors", ()))
            if known and isinstance(statement.about, Mention):
                about = Mention(known[-1])
            cites = tuple(Span(second.digest, getattr(c, "selectors", ())) for c in statement.cites)
            known += record.add(statements=[replace(statement, about=about, cites=cites)]).ids
    before, lines = held(layout.root), entries(layout.root)
    export(layout.root, folder / "out" / kind, Access.RESTRICTED)
    with writing(layout) as record:  # without watching and matching, which want footage and real tracks
        arrived = take_in(known_source(layout, folder / "out", lambda name: None), record, silent)
        take_back([arrived], record, silent)
    assert arrived == ()
    assert (held(layout.root), entries(layout.root)) == (before, lines)


@pytest.mark.parametrize("kind", KINDS)
def test_a_thousand_rows_lose_and_add_nothing(tmp_path: Path, kind: str) -> None:
    layout = create_record(tmp_path / "r", "many")
    with writing(layout) as record:
        film = put(record, b"film")
        record.add([film], [cut(film.digest, Fraction(n, 7)) for n in range(1000)])
    done = export(layout.root, tmp_path / "out" / kind)
    assert done.rows["statements"] == 1000
    assert build([tmp_path / "out"], layout.root).new_statements == 0
    fresh = create_record(tmp_path / "fresh", "another")
    with writing(fresh) as record:
        put(record, b"film")
    built = build([tmp_path / "out"], fresh.root, vouched_by="R. Analyst")
    assert built.rejects == ()
    assert len(stated(fresh.root, "shot.cut")) == 1000
    again = build([tmp_path / "out"], fresh.root, vouched_by="R. Analyst")
    assert (again.new_items, again.new_statements) == (0, 0)


ANEW = tuple(f"('{each}'," for each in ("entity", "part-of", "event-time", "same-moment", "same-footage"))


def bodies(record: Path) -> list[str]:
    """Statements without the ids that they cite, in which two records differ."""
    rows = [r for r in stated(record, current=False) if "INTAKE" not in r.id]
    return sorted(
        repr(
            (r.statement.property, r.statement.said_by, r.statement.method, type(r.statement.value).__name__)
        )
        for r in rows
    )


def test_in_another_record_with_the_same_objects_all_statements_are_taken_over(
    record: Path, made: Made, tmp_path: Path
) -> None:
    export(record, tmp_path / "all.xlsx", Access.RESTRICTED)
    fresh = create_record(tmp_path / "fresh", "another")
    shutil.copytree(record / "objects", fresh.objects, dirs_exist_ok=True)
    build([tmp_path / "all.xlsx"], fresh.root, vouched_by="R. Analyst")
    expected, found = bodies(record), bodies(fresh.root)
    assert rejects(fresh.root) == rejects(record)
    assert set(items(record)) < set(items(fresh.root))
    missing = [each for each in expected if each not in found]
    assert missing == []
    # Which recordings were held against which is not exported, so a build says that anew.
    extra = [each for each in (Counter(found) - Counter(expected)).elements() if not each.startswith(ANEW)]
    assert len(extra) <= 4, f"only the sheet's own arrival and that somebody vouched for it: {extra}"
    (status,) = (r for r in stated(fresh.root, "person.buried") if r.statement.value == Text(SECRET_WORDS))
    assert status.access is Access.RESTRICTED
    with_id = {r.id for r in stated(fresh.root)}
    assert isinstance(status.statement.about, Mention)
    assert status.statement.about.statement in with_id


def test_another_record_takes_nothing_over_unless_somebody_vouches(record: Path, tmp_path: Path) -> None:
    export(record, tmp_path / "all.xlsx")
    fresh = create_record(tmp_path / "fresh", "another")
    shutil.copytree(record / "objects", fresh.objects, dirs_exist_ok=True)
    built = build([tmp_path / "all.xlsx"], fresh.root)
    assert built.new_items == 1
    assert {r.statement.property for r in stated(fresh.root)} <= {"acquisition", "file.time"}
    assert any("--vouch" in r.reason for r in built.rejects)


def edited(file: Path, sheet: str, row: int, **cells: str) -> None:
    book = load_workbook(file)
    page = book[sheet]
    columns = {str(cell.value): number for number, cell in enumerate(page[1], start=1)}
    for name, value in cells.items():
        page.cell(row, columns[name]).value = value
    book.save(file)


def test_what_she_writes_is_hers_and_cites_the_row(record: Path, case: Case, tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    export(record, file)
    edited(file, "items", 2, add_tag="arrival", add_note="=HYPERLINK(1)", add_by="Amal")
    edited(file, "statements", 5, add_note="ليس هذا المكان", add_by="Amal")
    before = {r.id for r in stated(record)}
    built = build([file], record)
    new = [r for r in stated(record) if r.id not in before]
    hers = [r for r in new if r.statement.property in {"tag", "note"}]
    assert {r.statement.value.text for r in hers if isinstance(r.statement.value, Text)} == {
        "arrival", "=HYPERLINK(1)", "ليس هذا المكان",
    }  # fmt: skip
    sheet = next(d for d, row in items(record).items() if "mine.xlsx" in row.names)
    for row in hers:
        assert row.statement.said_by.name == "Amal"
        assert row.statement.recorded_by.kind == "software"
        (cited,) = row.statement.cites
        assert isinstance(cited, Span)
        assert cited.item == sheet
    assert built.new_items == 1
    again = build([file], record)
    assert (again.new_items, again.new_statements) == (0, 0)


def test_what_she_changes_elsewhere_changes_nothing_and_is_told_of(record: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    export(record, file)
    edited(file, "statements", 3, value="another", add_note="so it is", add_by="")
    edited(file, "statements", 4, value="another")
    current = {r.statement for r in stated(record)}
    build([file], record)
    added = {r.statement.property for r in stated(record) if r.statement not in current}
    assert added <= {"acquisition", "file.time"}
    told = [(r.where, r.reason) for r in rejects(record) if r.path == "mine.xlsx"]
    assert ("statements row 3", "say in add_by who writes this") in told
    assert any("changed" in reason and "1 rows more" in reason for _, reason in told)


def test_a_row_that_was_made_up_is_not_taken(record: Path, tmp_path: Path) -> None:
    file = tmp_path / "forged.xlsx"
    export(record, file)
    book = load_workbook(file)
    page = book["statements"]
    columns = {str(cell.value): number for number, cell in enumerate(page[1], start=1)}
    cell = page.cell(2, columns["tawthiq:1"])
    cell.value = str(cell.value).replace('"method":"', '"language":"xx","method":"')
    book.save(file)
    before = {r.id for r in stated(record)}
    build([file], record)
    assert {r.statement.property for r in stated(record) if r.id not in before} <= {
        "acquisition",
        "file.time",
    }
    assert any("never held" in r.reason for r in rejects(record))


def leaks(folder: Path, secrets: list[str]) -> list[str]:
    """Secrets in any byte of what was written, workbooks unpacked."""
    import zipfile

    found = []
    for file in (p for p in folder.rglob("*") if p.is_file()):
        parts = [file.read_bytes()]
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as book:
                parts = [book.read(name) for name in book.namelist()]
        found += [s for s in secrets if any(s.encode() in part for part in parts)]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stricter_than_its_readers_may_see_is_in_it(
    record: Path, made: Made, case: Case, tmp_path: Path, kind: str
) -> None:
    film, other = case.digest(at.LONG), case.digest(at.SILENT)
    arrivals = [r for r in stated(record, "acquisition") if r.statement.about in (Span(film), Span(other))]
    with writing(open_layout(record)) as writer:
        opened = [r for r in arrivals if r.statement.about == Span(other)]
        open_to_public(writer, Span(other), *(Mention(r.id) for r in opened))
        writer.add(statements=[access_mark(Span(film), Access.RESTRICTED)])
    hidden = [SECRET_NAME, SECRET_WORDS, at.LONG, at.LONG_AGAIN, film, *made.secret]
    export(record, tmp_path / "team" / kind, Access.TEAM)
    assert leaks(tmp_path / "team", hidden) == []
    export(record, tmp_path / "public" / kind, Access.PUBLIC)
    every = [*items(record), *(r.id for r in stated(record))]
    closed = [name for name in case.before if name not in (at.SILENT, at.SILENT_AGAIN)]
    assert leaks(tmp_path / "public", [*hidden, *every, *closed]) == []
    assert at.SILENT in leaks(tmp_path / "public", [at.SILENT])
    export(record, tmp_path / "all" / kind, Access.RESTRICTED)
    assert SECRET_NAME in leaks(tmp_path / "all", hidden)


def test_a_restricted_sheet_that_comes_back_edited_is_kept_as_closely(
    record: Path, made: Made, tmp_path: Path
) -> None:
    file = tmp_path / "closed.xlsx"
    export(record, file, Access.RESTRICTED)
    edited(file, "items", 2, add_tag="x", add_by="Amal")
    build([file], record)
    (sheet,) = (row for row in items(record).values() if "closed.xlsx" in row.names)
    assert sheet.access is Access.RESTRICTED


TRAPS = ["=1+1", "+1", "-1", "@SUM(A1)", "0041", "12345678901234567890", "1/2", "2013-08-16", "_x0041_",
         "a\x00b\x0bc\x1f", "\ufffe\uffff", "ل" * 40_000, " padded ", "line\r\nline",
         "\u202eevil", '"quoted",;\t']  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_spreadsheets_spoil_comes_through(tmp_path: Path, kind: str) -> None:
    layout = create_record(tmp_path / "r", "traps")
    with writing(layout) as record:
        film = put(record, b"film")
        record.add([film], [said(Span(film.digest), text) for text in TRAPS])
    export(layout.root, tmp_path / "out" / kind)
    for file in (tmp_path / "out").rglob("*.xlsx"):
        for page in load_workbook(file):
            for row in page.iter_rows():
                for cell in row:
                    assert cell.data_type != "f"
                    assert len(str(cell.value or "")) <= 32_767
    for file in (tmp_path / "out").rglob("*.csv"):
        for cells in csv.reader(io.StringIO(file.read_text("utf-8-sig"))):
            assert not [c for c in cells if c.startswith(("=", "+", "-", "@"))]
            assert max(map(len, cells)) <= 32_767
    fresh = create_record(tmp_path / "fresh", "another")
    with writing(fresh) as record:
        put(record, b"film")
    assert build([tmp_path / "out"], layout.root).new_statements == 0
    build([tmp_path / "out"], fresh.root, vouched_by="Amal")
    values = [r.statement.value for r in stated(fresh.root, "observation")]
    assert sorted(v.text for v in values if isinstance(v, Text)) == sorted(TRAPS)


def test_a_sheet_saved_in_an_old_encoding_still_adds_nothing(record: Path, tmp_path: Path) -> None:
    """Excel's plain CSV turns what Windows-1256 lacks into question marks; what carries is ASCII."""
    export(record, tmp_path / "out")
    for file in (tmp_path / "out").iterdir():
        file.write_bytes(file.read_text("utf-8-sig").encode("cp1252", "replace"))
    before = {r.id for r in stated(record)}
    build([tmp_path / "out"], record)
    assert {r.statement.property for r in stated(record) if r.id not in before} <= {
        "acquisition",
        "file.time",
    }
    assert not any("never held" in r.reason or "altered" in r.reason for r in rejects(record))
