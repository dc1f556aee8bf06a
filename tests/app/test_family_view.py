from pathlib import Path

from tawthiq.app.building import build
from tawthiq.app.families import holding_order
from tawthiq.app.item_sheet import item_sheet
from tawthiq.record.item import Access
from tests.app.case import Case, reading


def test_a_family_says_what_only_each_of_its_members_has(case: Case) -> None:
    with reading(case.record) as index:
        sheet = item_sheet(index, case.digest("footage/VID_20130816_130200.mp4"))
        (family,) = sheet.families
        assert len(family) > 1
        assert sheet.row.item.digest in {member.item for member in family}
        for member in family:
            assert member.length is not None and member.unique is not None
            assert all(0 <= start < end <= float(member.length) + 0.01 for start, end in member.unique)
        longest = max(family, key=lambda member: member.length or 0)
        assert longest.unique  # the copies are excerpts of it
        assert item_sheet(index, sheet.row.item.digest, seen_by=Access.RESTRICTED).families == sheet.families


def test_what_came_with_an_earlier_source_stands_first(tmp_path: Path) -> None:
    for source, name in (("later in the alphabet", "a.txt"), ("earlier", "b.txt")):
        (tmp_path / source).mkdir()
        (tmp_path / source / name).write_text(f"words of {source}")
        build([tmp_path / source], tmp_path / "r")
    with reading(tmp_path / "r") as index:
        order = holding_order(index)
        called = {item: item_sheet(index, item).name for item in order}
    assert [called[item] for item in sorted(order, key=order.__getitem__)] == ["a.txt", "b.txt"]
