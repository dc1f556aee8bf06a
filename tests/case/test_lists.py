import csv
import io
from collections import Counter

import openpyxl
import pytest

from tests.case import lists
from tests.case.people import people


def test_the_same_seed_gives_the_same_bytes() -> None:
    persons = people(16)
    assert lists.arabic_csv(16, persons) == lists.arabic_csv(16, persons)
    assert lists.latin_xlsx(16, persons) == lists.latin_xlsx(16, persons)
    assert lists.arabic_csv(16, persons)[0] != lists.arabic_csv(17, people(17))[0]


@pytest.mark.parametrize("seed", range(6))
def test_each_good_row_of_the_arabic_list_is_its_person(seed: int) -> None:
    persons = people(seed)
    text, rows = lists.arabic_csv(seed, persons)
    assert text.startswith(lists.BOM)
    records = list(csv.reader(io.StringIO(text.removeprefix(lists.BOM), newline="")))
    broken = [n for n, record in enumerate(records, 1) if len(record) != len(records[0])]
    assert len(broken) == 1
    assert {row.row for row in rows} == set(range(2, len(records) + 1)) - set(broken)
    for row in rows:
        name = records[row.row - 1][1]
        if row.person is None:
            assert name == "جثة مجهولة الهوية"
        else:
            assert name in {persons[row.person].arabic(spelling) for spelling in range(5)}


@pytest.mark.parametrize("seed", range(6))
def test_each_row_of_the_workbook_is_its_person(seed: int) -> None:
    persons = people(seed)
    content, rows = lists.latin_xlsx(seed, persons)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[lists.SHEET]
    records = list(sheet.iter_rows(values_only=True))
    assert len(records) == len(rows) + 1
    for row in rows:
        name, status = records[row.row - 1][1], records[row.row - 1][4]
        assert status == row.status
        if row.person is not None:
            assert name in {persons[row.person].latin(spelling) for spelling in range(4)}


def test_someone_is_twice_in_one_list_and_many_in_both() -> None:
    persons = people(16)
    arabic = Counter(row.person for row in lists.arabic_csv(16, persons)[1])
    latin = Counter(row.person for row in lists.latin_xlsx(16, persons)[1])
    assert sorted(arabic.values())[-2:] == [1, 2]
    assert max(latin.values()) == 1
    assert len(set(arabic) & set(latin)) >= 10
    assert arabic[None] == latin[None] == 1


def test_ages_are_in_both_kinds_of_digits() -> None:
    text, _ = lists.arabic_csv(16, people(16))
    ages = [row.split(",")[2] for row in text.splitlines()[1:]]
    assert any(age.isascii() and age.isdigit() for age in ages)
    assert any(age.isdigit() and not age.isascii() for age in ages)


def test_notes_are_a_table() -> None:
    assert lists.footage_notes([("a.mp4", "smoke, people", "3")]).splitlines() == [
        "file,what,second",
        'a.mp4,"smoke, people",3',
    ]
