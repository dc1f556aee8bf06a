"""The laws of editing: nothing is removed, undo gives the former view, and its undo the edit again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.app import item_edits
from tawthiq.app.editing import Edit, Hand, take_back
from tawthiq.record.review import Standing
from tawthiq.record.value import Text, Unknown
from tawthiq.store import queries
from tests.app.edited import Desk, entries, opened

Act = Callable[[Desk, Hand], Edit]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as desk:
        yield desk


@dataclass(frozen=True)
class Named:
    """An act that hypothesis can print."""

    name: str
    clips: tuple[int, ...]
    words: str

    def do(self, desk: Desk, hand: Hand) -> Edit:
        items = [desk.clips[at] for at in self.clips]
        match self.name:
            case "tag":
                return item_edits.tag(hand, items, self.words)
            case "untag":
                return item_edits.untag(hand, items, self.words)
            case "place":
                return item_edits.set_place(hand, items, Text(self.words))
            case "unknown":
                return item_edits.set_time(hand, items, Unknown(self.words))
            case _:
                return item_edits.fill_down(hand, items[0], items[1:])


ACTS = st.builds(
    Named,
    st.sampled_from(["tag", "untag", "place", "unknown", "fill"]),
    st.lists(st.integers(0, 2), min_size=1, max_size=3, unique=True).map(tuple),
    st.sampled_from(["ركام", "smoke"]),
)


def view(desk: Desk) -> list[list[str]]:
    """What the table shows of each clip, however often it was said and unsaid."""
    held = (Standing.STATED, Standing.ACCEPTED)
    rows = desk.rows()
    return [
        sorted(
            f"{c.property} {c.value} {c.said_by.name} {c.standing in held}"
            for c in (*rows[clip].tags, *rows[clip].places, *rows[clip].times)
        )
        for clip in desk.clips
    ]


@settings(max_examples=10)
@given(st.lists(st.tuples(ACTS, st.booleans()), max_size=4), ACTS, st.booleans())
def test_undo_gives_the_former_view_and_undoing_that_the_edit(
    tmp_path_factory: pytest.TempPathFactory, before: list[tuple[Named, bool]], act: Named, second: bool
) -> None:
    with opened(tmp_path_factory.mktemp("law")) as desk:
        for each, by_second in before:
            each.do(desk, desk.other() if by_second else desk.hand)
        hand = desk.other() if second else desk.hand
        former = view(desk)
        edit = act.do(desk, hand)
        edited, lines = view(desk), entries(desk)
        undone = take_back(hand, edit)
        assert view(desk) == former
        redone = take_back(hand, undone)
        assert view(desk) == edited
        take_back(hand, redone)
        assert view(desk) == former
        assert entries(desk) >= lines


@settings(max_examples=6)
@given(st.lists(ACTS, min_size=1, max_size=5))
def test_edits_only_ever_add(tmp_path_factory: pytest.TempPathFactory, acts: list[Named]) -> None:
    with opened(tmp_path_factory.mktemp("law")) as desk:
        held: set[str] = set()
        for act in acts:
            take_back(desk.hand, act.do(desk, desk.hand))
            now = {row.id for row in queries.statements(desk.record.index, current=False)}
            assert held <= now
            held = now


def test_tags_on_many_items_are_one_edit(desk: Desk) -> None:
    edit = item_edits.tag(desk.hand, desk.clips, "ركام")
    assert len(edit.turns) == 3
    assert desk.tags() == [["ركام"]] * 3
    assert item_edits.tag(desk.hand, desk.clips, "ركام") == Edit()


def test_a_tag_taken_off_and_put_on_again_holds(desk: Desk) -> None:
    item_edits.tag(desk.hand, desk.clips[:1], "smoke")
    item_edits.untag(desk.hand, desk.clips[:1], "smoke")
    assert desk.tags()[0] == []
    item_edits.tag(desk.hand, desk.clips[:1], "smoke")
    assert desk.tags()[0] == ["smoke"]


def test_untagging_what_another_confirmed_leaves_a_dispute(desk: Desk) -> None:
    edit = item_edits.tag(desk.hand, desk.clips[:1], "smoke")
    take_back(desk.hand, take_back(desk.hand, edit))
    item_edits.untag(desk.other(), desk.clips[:1], "smoke")
    (claim,) = desk.rows()[desk.clips[0]].tags
    assert claim.standing is Standing.DISPUTED


def test_every_edit_cites_what_is_in_the_record(desk: Desk) -> None:
    item_edits.set_place(desk.hand, desk.clips[:2], Text("بين البنايتين"), known_from="I lived there")
    rows = queries.statements(desk.record.index, properties=("place",))
    notes = {row.item.digest for row in queries.items(desk.record.index) if row.item.role == "note"}
    assert len(rows) == 2
    for row in rows:
        cited = {span.item for span in row.statement.spans}
        assert len(cited & notes) == 1
        assert len(cited & set(desk.clips)) == 1
