"""Explaining a list's columns: a guess, a dry run, a confirmation, and the build that reads by it."""

import re
import shutil
from pathlib import Path

import pytest

from tawthiq.app.building import build
from tawthiq.app.mapping import explain
from tawthiq.record.errors import NotFound, SourceError
from tawthiq.record.selector import Row
from tawthiq.record.statement import Statement
from tests.app.case import Case, stated
from tests.case import paths as at


def _places(statement: Statement) -> list[Row]:
    return [s for span in statement.spans for s in span.selectors if isinstance(s, Row)]


@pytest.fixture(params=[at.ARABIC_LIST, at.LATIN_LIST, at.NOTES])
def given(request: pytest.FixtureRequest, case: Case, tmp_path: Path) -> Path:
    """A list of the case without its mapping."""
    (tmp_path / "lists").mkdir()
    path = case.folder / request.param
    return Path(shutil.copy(path, tmp_path / "lists" / f"given{path.suffix}"))


def test_a_dry_run_writes_nothing(given: Path) -> None:
    mapped = explain(given, rows=3)
    assert not mapped.mapping.is_confirmed
    assert mapped.file == given.with_name(given.name + ".mapping.toml")
    assert [p.name for p in given.parent.iterdir()] == [given.name]
    assert mapped.preview.headers


def test_a_confirmed_mapping_is_read_by_the_next_build(given: Path, tmp_path: Path) -> None:
    first = build([given.parent], tmp_path / "r")
    assert "not explained" in " ".join(r.reason for r in first.rejects)
    mapped = explain(given, confirm="R. Analyst (invented)")
    assert mapped.mapping.confirmed_by == "R. Analyst (invented)"
    assert mapped.file.is_file()
    assert explain(given).mapping == mapped.mapping
    again = build([given.parent], tmp_path / "r")
    rows = {s.number for row in stated(tmp_path / "r") for s in _places(row.statement)}
    rejected = {int(w[1]) for r in again.rejects if (w := re.match(r"row (\d+)", r.where))}
    tried = explain(given, rows=1000).preview.reading
    assert tried.found == len({number for number in rows | rejected if number > mapped.mapping.header})


@pytest.mark.parametrize("header", ["الاسم", "الاسم الكامل", "Name", "Full name"])
def test_names_are_guessed_from_headers_in_both_languages(header: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"{header},x\nInvented Person,y\n", "utf-8")
    mapped = explain(tmp_path / "list.csv")
    assert mapped.mapping.columns[header] == "person.name"
    names = [s for s in mapped.preview.reading.statements if s.property == "person.name"]
    assert len(names) == 1


def test_no_status_is_guessed_to_be_a_death(tmp_path: Path) -> None:
    """Words nobody has explained stay words."""
    (tmp_path / "list.csv").write_text("name,status\nInvented Person,gone\n", "utf-8")
    mapped = explain(tmp_path / "list.csv")
    assert mapped.mapping.status.get("gone", "") in {"", "unknown"}
    said = [s for s in mapped.preview.reading.statements if s.property == "person.status"]
    assert said == []


def test_what_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        explain(tmp_path / "nowhere.csv")
    with pytest.raises(NotFound):
        explain(tmp_path)
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(SourceError):
        explain(tmp_path / "list.xlsx")
    (tmp_path / "list.csv").write_text("name\nInvented Person\n")
    (tmp_path / "list.csv.mapping.toml").write_text('kind = "people"\n[columns]\n"name" = "person.nmae"\n')
    with pytest.raises(SourceError, match=r"person\.nmae"):
        explain(tmp_path / "list.csv")
