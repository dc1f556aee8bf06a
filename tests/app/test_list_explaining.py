"""A list explained in the browser: kept as a mapping of its own, read at once, and by every later build."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tawthiq.app.building import build
from tawthiq.app.desk import Desk, at_desk
from tawthiq.app.editing import Hand
from tawthiq.app.item_edits import mark_access
from tawthiq.app.list_explaining import (
    explain_held,
    list_held,
    list_shown,
    mapping_of,
    status_words,
    tried,
)
from tawthiq.app.list_rows import list_rows
from tawthiq.intake.mapping import ColumnMapping
from tawthiq.record.agent import person
from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound, SourceError
from tawthiq.record.item import Access
from tawthiq.record.value import Text
from tawthiq.store import queries
from tests.app.case import rejects, stated

ME = person("R. Analyst (invented)")
LIST = "name,fate,seen\nخالد (مختلق),gone,by the bakery\nMona (invented),missing,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a list of people and one of files, none of them explained."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "people.csv").write_text(LIST, "utf-8")
    (folder / "note.txt").write_text("words of a note", "utf-8")
    (folder / "files.csv").write_text("file,shows\nnote.txt,a page\nlost.mp4,nothing\n", "utf-8")
    return folder


@pytest.fixture
def desk(folder: Path, tmp_path: Path) -> Iterator[Desk]:
    build([folder], tmp_path / "r")
    with at_desk(tmp_path / "r") as opened:
        yield opened


def _item(desk: Desk, name: str) -> Digest:
    rows = queries.items(desk.index, seen_by=Access.RESTRICTED)
    return next(row.item.digest for row in rows if name in row.names)


def _explained(desk: Desk, name: str, **columns: str) -> ColumnMapping:
    guessed = mapping_of(list_held(desk.record, _item(desk, name)))
    return replace(guessed, columns={**guessed.columns, **columns})


def test_what_the_headings_seem_to_mean_is_shown_and_nothing_is_kept(desk: Desk) -> None:
    before = queries.entries(desk.index)
    document = list_held(desk.record, _item(desk, "people.csv"))
    mapping = mapping_of(document)
    assert not mapping.is_confirmed
    assert (mapping.columns["name"], mapping.columns["fate"]) == ("person.name", "person.status")
    shown = list_shown(document, mapping)
    assert shown.headers == ("name", "fate", "seen")
    assert shown.rows[0] == (2, ("خالد (مختلق)", "gone", "by the bakery"))
    assert status_words(document, mapping) == ("gone", "missing")
    assert [r.where for r in tried(document, mapping).reading.rejects] == ["row 2, column 'fate'"]
    assert queries.entries(desk.index) == before


def test_a_confirmed_list_is_read_at_once_and_its_reject_is_gone(desk: Desk, folder: Path) -> None:
    assert [r.where for r in queries.rejects(desk.index) if r.path == "people.csv"] == [""]
    mapping = replace(_explained(desk, "people.csv", seen="person.last-seen"), status={"missing": "missing"})
    reading = explain_held(Hand(desk.record, ME), _item(desk, "people.csv"), mapping)
    assert (reading.found, reading.lost) == (2, 0)
    unread = [r.where for r in queries.rejects(desk.index) if r.path == "people.csv"]
    assert unread == ["row 2, column 'fate'"]
    assert queries.counts(desk.index).rejects == len(queries.rejects(desk.index))
    now = mapping_of(list_held(desk.record, _item(desk, "people.csv")))
    assert now.confirmed_by == ME.name
    assert {p.name for p in folder.iterdir()} == {"people.csv", "note.txt", "files.csv"}


def test_a_second_word_takes_the_place_of_the_first(desk: Desk) -> None:
    hand, item = Hand(desk.record, ME), _item(desk, "people.csv")
    for status in ("killed", "missing"):
        explain_held(hand, item, replace(_explained(desk, "people.csv"), status={"gone": status}))
    said = queries.statements(desk.index, properties=("person.status",))
    assert [row.statement.value.term for row in said] == ["missing"]  # type: ignore[union-attr]


def test_a_row_stands_beside_its_file_and_a_file_that_is_not_there_is_told(desk: Desk) -> None:
    mapping = _explained(desk, "files.csv", shows="observation")
    explain_held(Hand(desk.record, ME), _item(desk, "files.csv"), mapping)
    beside = list_rows(desk.index)[_item(desk, "note.txt")]
    assert [(row.number, row.said[0].value) for row in beside] == [(2, Text("a page"))]
    unread = [(r.where, r.reason) for r in queries.rejects(desk.index) if r.path == "files.csv"]
    assert unread == [("row 3", "lost.mp4: no such footage was given")]


def test_a_list_of_another_source_names_footage_of_this_one(tmp_path: Path, folder: Path) -> None:
    build([folder], tmp_path / "r")
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "hers.csv").write_text("file,shows\nnote.txt,seen by her\n", "utf-8")
    build([lists], tmp_path / "r")
    with at_desk(tmp_path / "r") as desk:
        mapping = _explained(desk, "hers.csv", shows="observation")
        explain_held(Hand(desk.record, ME), _item(desk, "hers.csv"), mapping)
    again = build([folder, lists], tmp_path / "r")
    assert again.new_statements == 0
    assert [r.statement.value for r in stated(tmp_path / "r", "observation")] == [Text("seen by her")]
    assert [r.path for r in rejects(tmp_path / "r")] == ["files.csv", "people.csv"]


def test_what_is_no_list_is_not_explained(desk: Desk) -> None:
    with pytest.raises(NotFound):
        list_held(desk.record, Digest("0" * 64))
    hand, before = Hand(desk.record, ME), queries.entries(desk.index)
    with pytest.raises(SourceError):
        explain_held(hand, _item(desk, "note.txt"), _explained(desk, "people.csv"))
    assert queries.entries(desk.index) == before


def test_to_who_tries_it_a_hidden_file_is_one_that_was_not_given(desk: Desk) -> None:
    hand = Hand(desk.record, ME)
    mark_access(hand, [_item(desk, "note.txt")], Access.RESTRICTED, "as the test has it")
    mapping = _explained(desk, "files.csv", shows="observation")
    for seen_by, unread in ((Access.RESTRICTED, ["row 3"]), (Access.TEAM, ["row 2", "row 3"])):
        document = list_held(desk.record, _item(desk, "files.csv"), seen_by=seen_by)
        assert [reject.where for reject in tried(document, mapping).reading.rejects] == unread
