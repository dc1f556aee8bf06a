"""Rows of the table: what each cell rests on, who may see it, and edits as they show."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from tawthiq.app import item_edits
from tawthiq.app.incident_edits import make_incident, remove_items, split
from tawthiq.app.incident_view import incident_lines, incident_view
from tawthiq.app.table_families import covered
from tawthiq.app.table_view import table_rows
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.record.review import Standing
from tawthiq.record.value import Text
from tests.app.case import Case, reading
from tests.app.edited import CLIPS, Desk, entries, opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as desk:
        yield desk


def test_a_row_of_her_list_stands_beside_its_file(desk: Desk) -> None:
    rows = desk.rows()
    assert [rows[clip].names for clip in desk.clips] == [(name,) for name in CLIPS]
    (beside,) = rows[desk.clips[0]].list_rows
    assert (beside.name, beside.number) == ("notes.csv", 2)
    assert [claim.words for claim in beside.said] == ["a street, smoke"]
    assert not rows[desk.clips[1]].list_rows


def test_only_what_a_person_wrote_down_makes_an_item_watched(desk: Desk) -> None:
    assert not any(row.watched_by for row in desk.rows().values())


def test_an_access_mark_hides_the_row_and_can_be_lowered_with_a_reason_and_set_again(desk: Desk) -> None:
    first = desk.clips[:1]
    item_edits.tag(desk.hand, first, "smoke")
    for _ in range(2):
        item_edits.mark_access(desk.hand, first, Access.RESTRICTED)
        assert first[0] not in desk.rows(Access.TEAM)
        with pytest.raises(LawBroken, match="why"):
            item_edits.mark_access(desk.hand, first, Access.PUBLIC)
        item_edits.mark_access(desk.hand, first, Access.PUBLIC, "the family asked for it")
        assert first[0] in desk.rows(Access.PUBLIC)


def test_filling_down_copies_what_people_said_and_no_proposal(desk: Desk) -> None:
    source, *rest = desk.clips
    item_edits.tag(desk.hand, [source], "ركام")
    item_edits.set_place(desk.hand, [source], Text("الكلاسة"))
    item_edits.fill_down(desk.hand, source, rest)
    rows = desk.rows()
    assert desk.tags() == [["ركام"]] * 3
    assert {claim.words for clip in rest for claim in rows[clip].places} == {"الكلاسة"}


def test_a_new_place_takes_the_place_of_ones_own_and_not_of_anothers(desk: Desk) -> None:
    first = desk.clips[:1]
    item_edits.set_place(desk.other(), first, Text("the market"))
    item_edits.set_place(desk.hand, first, Text("the bridge"))
    item_edits.set_place(desk.hand, first, Text("between the blocks"))
    assert {c.words for c in desk.rows()[first[0]].places} == {"the market", "between the blocks"}


def test_an_incident_of_items_can_lose_some_and_be_split(desk: Desk) -> None:
    index = desk.record.index
    _, incident = make_incident(desk.hand, "حادثة السوق", desk.clips)
    lines = entries(desk)
    assert make_incident(desk.hand, "حادثة السوق", desk.clips)[1] == incident
    assert entries(desk) == lines
    remove_items(desk.hand, incident, desk.clips[2:])
    _, second = split(desk.hand, incident, desk.clips[1:2], "the second strike")
    first_view, second_view = incident_view(index, incident), incident_view(index, second)
    assert first_view and [row.item.digest for row in first_view.items] == [desk.clips[0]]
    assert second_view and [row.item.digest for row in second_view.items] == [desk.clips[1]]
    assert first_view.not_said[:2] == ("place", "time")
    assert [(line.entity.label, line.items) for line in incident_lines(index)] == [
        ("حادثة السوق", 1),
        ("the second strike", 1),
    ]
    assert desk.rows()[desk.clips[0]].incidents == ((incident, "حادثة السوق"),)


def test_an_incident_is_made_of_something(desk: Desk) -> None:
    with pytest.raises(LawBroken, match="select some"):
        make_incident(desk.hand, "nothing", [])


def test_a_restricted_item_of_an_incident_is_not_in_it_for_others(desk: Desk) -> None:
    _, incident = make_incident(desk.hand, "x", desk.clips[:2])
    item_edits.mark_access(desk.hand, desk.clips[:1], Access.RESTRICTED)
    for line in incident_lines(desk.record.index, seen_by=Access.TEAM):
        assert line.items <= 1
    assert not incident_view(desk.record.index, incident, seen_by=Access.PUBLIC)


def test_the_case_has_its_family_under_the_earliest_held_with_what_is_unique(case: Case) -> None:
    with reading(case.record) as index:
        rows = table_rows(index)
    related = [row for row in rows if row.family]
    assert len(related) == 2
    (earliest,) = [row for row in related if row.family and row.family.earliest == row.item.digest]
    assert earliest.length == max(row.length or 0 for row in related)  # they came together
    for row in related:
        assert row.family and row.family.size == 2 and row.family.proposed
        assert row.length and row.family.unique is not None and 0 <= row.family.unique <= row.length
    assert any(row.family and row.family.unique for row in related)
    films = [row for row in rows if row.item.media_type.startswith("video/") and row.length]
    assert sum(bool(row.thumbnail) for row in films) > len(films) / 2
    assert any(row.list_rows for row in rows)


def test_stretches_that_overlap_are_counted_once() -> None:
    stretches = [(Fraction(0), Fraction(4)), (Fraction(2), Fraction(3)), (Fraction(3), Fraction(6))]
    assert covered(stretches) == 6
    assert covered([*stretches, (Fraction(8), Fraction(9))]) == 7
    assert covered([]) == 0


def test_what_software_proposes_is_shown_as_proposed(case: Case) -> None:
    with reading(case.record) as index:
        times = [claim for row in table_rows(index) for claim in row.times]
    assert times and all(claim.standing in {Standing.STATED, Standing.PROPOSED} for claim in times)
