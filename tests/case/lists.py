"""Lists of the same invented people by two hands, Arabic CSV and Latin XLSX; notes about footage.

The Arabic list holds one row with more cells than the header (a comma nobody quoted), which must be
refused.
"""

import csv
import io
import random
import re
import zipfile
from datetime import datetime

import openpyxl

from tawthiq.drill.arabic import digits
from tawthiq.drill.names import Person
from tests.case.clock import CITY_EN
from tests.case.truth import ListRow

ARABIC_LIST = "lists/قائمة الأسماء.csv"
LATIN_LIST = "lists/missing-and-found.xlsx"
NOTES = "lists/footage-notes.csv"
SHEET = "Missing and found"

BOM = "\ufeff"

_ARABIC_STATUS = {
    "killed": "قُتل",
    "missing": "مفقود",
    "found alive": "وُجد حياً",
    "unknown": "غير معروف",
}
_SOURCES = ("المستوصف المختلق", "الجيران", "قناة أخبار قرية المثال")
_COLUMNS = ("الرقم", "الاسم الثلاثي", "العمر", "الجنس", "الحالة", "آخر مكان", "المصدر", "ملاحظات")
_LATIN_COLUMNS = ("No", "Full name", "Age", "Sex", "Status", "Last seen", "Source", "Notes")
_STATUSES = tuple(_ARABIC_STATUS)
_ZIP_DATE = (2013, 8, 18, 12, 0, 0)


def arabic_csv(seed: int, people: tuple[Person, ...]) -> tuple[str, list[ListRow]]:
    """UTF-8 text with BOM, CR LF; and which person each good row is. One row more must be refused."""
    rng = random.Random(f"arabic list {seed}")
    page = io.StringIO(newline="")
    write = csv.writer(page).writerow
    write(_COLUMNS)
    rows: list[ListRow] = []
    named: list[Person | None] = [*_some(rng, people, 18), None]
    named.append(named[2])
    for place, person in enumerate(named):
        if place == 9:
            write((place + 1, "عائلة", " أربعة أفراد", "؟", "؟", "؟", "؟", "؟", "؟", "تمرين", "مختلق"))
        status = _status(rng, person)
        rows.append(ListRow(ARABIC_LIST, place + (3 if place >= 9 else 2), _number(person), status))
        write(_arabic_row(rng, place + 1, person, status))
    return BOM + page.getvalue(), rows


def latin_xlsx(seed: int, people: tuple[Person, ...]) -> tuple[bytes, list[ListRow]]:
    """A workbook of one sheet, the same bytes for the same seed; and which person each row is."""
    rng = random.Random(f"latin list {seed}")
    book = openpyxl.Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = SHEET
    sheet.append(_LATIN_COLUMNS)
    rows: list[ListRow] = []
    for place, person in enumerate([*_some(rng, people, 15), None]):
        status = _status(rng, person)
        rows.append(ListRow(LATIN_LIST, place + 2, _number(person), status))
        sheet.append(_latin_row(rng, place + 1, person, status))
    return _undated(book), rows


def footage_notes(notes: list[tuple[str, str, str]]) -> str:
    """CSV text of (file name, what is seen, second) under a header."""
    page = io.StringIO(newline="")
    csv.writer(page).writerows([("file", "what", "second"), *notes])
    return page.getvalue()


def _some(rng: random.Random, people: tuple[Person, ...], count: int) -> list[Person]:
    """The first household whole, as it is asked for in the posts, and others."""
    return [*people[:4], *rng.sample(people[4:], count - 4)]


def _status(rng: random.Random, person: Person | None) -> str:
    """An unnamed body is dead; of a name, each list says what its hand heard."""
    return "killed" if person is None else rng.choice(_STATUSES)


def _number(person: Person | None) -> int | None:
    return None if person is None else person.number


def _arabic_row(rng: random.Random, number: int, person: Person | None, status: str) -> tuple[str, ...]:
    source = rng.choice(_SOURCES)
    state = _ARABIC_STATUS[status]
    if person is None:
        return (str(number), "جثة مجهولة الهوية", "٣٥ تقريباً", "ذكر", state, "", source, "قميص أزرق")
    name = person.arabic(rng.randrange(5))
    age = rng.choice((str(person.age), digits(person.age), ""))
    sex = "ذكر" if person.sex == "male" else "أنثى"
    return (str(number), name, age, sex, state, f"بناية {digits(person.household + 1)}", source, "")


def _latin_row(
    rng: random.Random, number: int, person: Person | None, status: str
) -> tuple[str | int | None, ...]:
    source = rng.choice(("Invented clinic", "Neighbours", "Phone call"))
    if person is None:
        return (number, "Unidentified body", None, "M", status, CITY_EN, source, "blue shirt")
    age = rng.choice((person.age, person.age + 1, digits(person.age)))
    sex = "M" if person.sex == "male" else "F"
    place = f"Building {person.household + 1}"
    name = person.latin(rng.randrange(4))
    return (number, name, age, sex, status, place, source, "invented drill")


def _undated(book: openpyxl.Workbook) -> bytes:
    """The workbook's bytes without the moment of writing, which openpyxl puts in two places."""
    made = datetime(*_ZIP_DATE)
    book.properties.created = made
    first, second = io.BytesIO(), io.BytesIO()
    book.save(first)
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(second, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                pattern = rb"(<dcterms:modified[^>]*>)[^<]*"
                content = re.sub(pattern, rb"\g<1>" + stamp, content)
            new.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return second.getvalue()
