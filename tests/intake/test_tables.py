import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tawthiq.intake.dates import Order
from tawthiq.intake.mapping import ColumnMapping, TableKind, confirmed, read_mapping, write_mapping
from tawthiq.intake.propose import dry_run, propose_mapping
from tawthiq.intake.reading import Reading
from tawthiq.intake.tables import Tables, read_by
from tawthiq.record.agent import AgentKind
from tawthiq.record.area import Circle
from tawthiq.record.digest import digest_of
from tawthiq.record.errors import LawBroken, MappingNeeded, SourceError
from tawthiq.record.measure import Tally
from tawthiq.record.post import Post
from tawthiq.record.selector import Row, Seconds
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Method, Modality
from tawthiq.record.value import Introduction, Link, Term, Text, Unknown
from tests.intake.given import document, keep, of, put, value

PEOPLE = {
    "Name": "person.name",
    "Status": "person.status",
    "Age": "person.age",
    "Seen": "person.last-seen",
    "Date": "time",
    "House": "household",
    "Source": "source",
}
STATUS = {"شهيد": "killed", "missing": "missing"}


def mapping(columns: dict[str, str], kind: TableKind = TableKind.PEOPLE, **more: Any) -> ColumnMapping:
    return confirmed(ColumnMapping(kind=kind, columns=columns, **more), "R. Analyst", "2026-11-24")


def read(root: Path, content: str | bytes, explained: ColumnMapping, name: str = "list.csv") -> Reading:
    put(root, name, content)
    put(root, f"{name}.mapping.toml", write_mapping(explained))
    return Tables().read(document(root, name))


def workbook(rows: Sequence[Any], sheet: str = "Sheet1", *others: str) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(row)
    for other in others:
        book.create_sheet(other).append(["elsewhere"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_person_is_introduced_and_spoken_of(tmp_path: Path) -> None:
    text = "Name,Status,Age,House\nليلى  سمير,شهيد,٣٤,12\n"
    columns = {c: PEOPLE[c] for c in ("Name", "Status", "Age", "House")}
    reading = read(tmp_path, text, mapping(columns, status=STATUS, publisher="Local council"))
    person, household = of(reading, "entity")
    assert person.about == Span(digest_of(text.encode()), (Row(2),))
    assert isinstance(person.value, Introduction)
    assert person.value.label == "ليلى  سمير"
    identify = document(tmp_path, "list.csv").identify
    assert all(s.about == Mention(identify(person)) for s in of(reading, "person.name"))
    (status,) = of(reading, "person.status")
    assert (status.value, status.method, status.modality) == (Term("killed"), Method.PARSED, Modality.ASSERTS)
    assert status.spans[0].selectors == (Row(2, column="Status"),)
    assert (status.said_by.kind, status.said_by.name) == (AgentKind.GROUP, "Local council")
    assert not status.is_proposal
    assert value(reading, "person.age") == Tally(34, 34, stated="٣٤")
    (member,) = of(reading, "household.member")
    assert member.about == Mention(identify(household))
    assert member.value == Link(identify(person))


def test_the_person_who_confirmed_the_columns_is_cited(tmp_path: Path) -> None:
    reading = read(tmp_path, "Name\nA\n", mapping({"Name": "person.name"}))
    note = of(reading, "note")[0]
    assert note.said_by.name == "R. Analyst"
    assert note.spans[0].item == digest_of((tmp_path / "list.csv.mapping.toml").read_bytes())


def test_a_household_is_introduced_once(tmp_path: Path) -> None:
    reading = read(tmp_path, "House\n7\n7\n8\n", mapping({"House": "household"}))
    labels = [s.value.label for s in of(reading, "entity") if isinstance(s.value, Introduction)]
    assert labels == ["unnamed person, row 2", "7", "unnamed person, row 3", "unnamed person, row 4", "8"]
    assert len(of(reading, "household.member")) == 3


def test_an_unnamed_body_is_a_person_of_its_own(tmp_path: Path) -> None:
    columns = {c: PEOPLE[c] for c in ("Name", "Status")}
    reading = read(tmp_path, "Name,Status\n,شهيد\nمجهول الهوية,شهيد\n", mapping(columns, status=STATUS))
    assert isinstance(value(reading, "person.name"), Unknown)
    labels = {s.value.label for s in of(reading, "entity") if isinstance(s.value, Introduction)}
    assert labels == {"unnamed body, row 2", "unnamed body, row 3"}


def test_an_unexplained_status_is_a_reject_and_a_note(tmp_path: Path) -> None:
    columns = {c: PEOPLE[c] for c in ("Name", "Status")}
    reading = read(
        tmp_path,
        "Name,Status\nA,تحت الأنقاض\nB,unknown\nC,\nD,غير معروف\n",
        mapping(columns, status=STATUS),
    )
    assert [s.value for s in of(reading, "person.status")] == [Term("unknown"), Term("unknown")]
    assert "Status: تحت الأنقاض" in [s.value.text for s in of(reading, "note") if isinstance(s.value, Text)]
    assert [r.where for r in reading.rejects] == ["row 2, column 'Status'"]
    assert (reading.found, reading.lost) == (4, 0)


def test_rows_that_name_a_source_report(tmp_path: Path) -> None:
    columns = {c: PEOPLE[c] for c in ("Name", "Status", "Source")}
    reading = read(
        tmp_path, "Name,Status,Source\nA,missing,a neighbour\nB,missing,\n", mapping(columns, status=STATUS)
    )
    assert [s.modality for s in of(reading, "person.status")] == [Modality.REPORTS, Modality.ASSERTS]
    assert of(reading, "person.status")[0].said_by.kind is AgentKind.UNKNOWN
    assert value(reading, "x.source") == Text("a neighbour")


def test_blank_rows_are_counted_and_quoted_lines_are_one_row(tmp_path: Path) -> None:
    reading = read(tmp_path, 'Name\n\n"A\nB"\n , \nC\n', mapping({"Name": "person.name"}))
    where = [s.spans[0].selectors[0] for s in of(reading, "person.name")]
    assert where == [Row(3, column="Name"), Row(5, column="Name")]
    assert reading.found == 2


def test_dates_keep_their_words_and_both_readings_unless_the_mapping_says(tmp_path: Path) -> None:
    text = "Date\n03/04/2013\n2013-08-16 16:40\n16/08/2013\nFriday noon\n1434/10/9\n31/02/2013\nunknown\n"
    reading = read(tmp_path, text, mapping({"Date": "time"}))
    times: list[Any] = [s.value for s in of(reading, "time")]
    assert (times[0].earliest.month, times[0].latest.month, times[0].zone) == (3, 4, "")
    assert times[1].latest.minute == 41
    assert (times[3].earliest, times[3].stated) == (None, "Friday noon")
    assert (times[4].earliest, times[4].stated) == (None, "1434/10/9")
    assert isinstance(times[5], Unknown)
    assert [r.where for r in reading.rejects] == ["row 7, column 'Date'"]
    explained = mapping({"Date": "time"}, zone="Asia/Damascus", date_order=Order.DAY_FIRST)
    assert value(read(tmp_path, "Date\n03/04/2013\n", explained), "time").earliest == datetime(
        2013, 4, 2, 21, tzinfo=UTC
    )


def test_an_hour_that_the_clock_repeats_keeps_both(tmp_path: Path) -> None:
    explained = mapping({"Date": "time"}, zone="Asia/Damascus")
    repeated = value(read(tmp_path, "Date\n2013-10-24 23:30:00\n", explained), "time")
    assert (repeated.latest - repeated.earliest).total_seconds() == 3600


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        ("الاسم;Age\nليلى;3\n".encode("utf-8-sig"), None),
        ("الاسم\tAge\nليلى\t3\n".encode("utf-16"), None),
        ("الاسم,Age\nليلى,3\n".encode("cp1256"), "Windows-1256"),
    ],
)
def test_encodings_and_delimiters(tmp_path: Path, content: bytes, remark: str | None) -> None:
    reading = read(tmp_path, content, mapping({"الاسم": "person.name", "Age": "person.age"}))
    assert value(reading, "person.name") == Text("ليلى")
    assert value(reading, "person.age") == Tally(3, 3, stated="3")
    assert [r.reason for r in reading.rejects if remark is None or remark not in r.reason] == []
    assert bool(reading.rejects) is (remark is not None)


def test_one_bad_byte_does_not_turn_a_list_into_nonsense(tmp_path: Path) -> None:
    content = ("الاسم\n" + "ليلى\n" * 30).encode() + b"\xff\n"
    reading = read(tmp_path, content, mapping({"الاسم": "person.name"}))
    assert [s.value for s in of(reading, "person.name")] == [Text("ليلى")] * 30
    assert [r.where for r in reading.rejects] == ["", "row 32"]


def test_broken_rows_are_located(tmp_path: Path) -> None:
    columns = {c: PEOPLE[c] for c in ("Name", "Age")}
    reading = read(tmp_path, 'Name,Age\nA,1\nB,2,3\n"C"x,3\nD\nE,4\n"F,5\nG,6\n', mapping(columns))
    assert [r.where for r in reading.rejects] == ["row 3", "row 4", "row 7"]
    assert "never closes" in reading.rejects[-1].reason
    assert len(of(reading, "person.name")) == 3
    assert (reading.found, reading.lost) == (6, 3)


def test_a_list_without_a_confirmed_mapping_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "list.csv", "Name\nA\n")
    reading = Tables().read(document(tmp_path, "list.csv"))
    assert reading.statements == ()
    assert reading.rejects[0].reason.startswith("columns not explained")
    assert MappingNeeded.mend in reading.rejects[0].reason
    proposed = propose_mapping(document(tmp_path, "list.csv"))
    put(tmp_path, "list.mapping.toml", write_mapping(proposed))
    again = Tables().read(document(tmp_path, "list.csv"))
    assert again.statements == ()
    assert "nobody confirmed" in again.rejects[0].reason


def test_a_mapping_given_by_hand_must_be_confirmed(tmp_path: Path) -> None:
    put(tmp_path, "list.csv", "Name\nA\n")
    listed = document(tmp_path, "list.csv")
    assert len(of(read_by(listed, mapping({"Name": "person.name"})), "person.name")) == 1
    with pytest.raises(MappingNeeded):
        read_by(listed, ColumnMapping(TableKind.PEOPLE, {"Name": "person.name"}))


def test_a_mapping_for_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingNeeded):
        read(tmp_path, "Nom\nA\n", mapping({"Name": "person.name"}))


def test_columns_nobody_explained_are_reported_once(tmp_path: Path) -> None:
    reading = read(tmp_path, "Name,Phone\nA,1\nB,2\n", mapping({"Name": "person.name"}))
    assert [r.where for r in reading.rejects] == ["column 'Phone'"]


def test_a_workbook_is_read_by_sheet_and_row(tmp_path: Path) -> None:
    rows = [
        ["List of the fallen"],
        ["Name", "Date", "Age", "Status"],
        ["A", datetime(2013, 8, 16), 34.0, "missing"],
    ]
    columns = {c: PEOPLE[c] for c in ("Name", "Date", "Age", "Status")}
    explained = mapping(columns, header=2, status=STATUS)
    reading = read(tmp_path, workbook(rows, "قائمة", "Other"), explained, "list.xlsx")
    (name,) = of(reading, "person.name")
    assert name.spans[0].selectors == (Row(3, "قائمة", "Name"),)
    assert value(reading, "person.age") == Tally(34, 34, stated="34")
    assert (value(reading, "time").latest - value(reading, "time").earliest).days == 1
    assert {r.reason for r in reading.rejects} == {"sheets not read: Other", "above the header, not read"}


def test_formulas_are_not_run(tmp_path: Path) -> None:
    rows = [["Name", "Age"], ["A", "=1+1"], ['=HYPERLINK("http://x.example","B")', 3]]
    columns = {c: PEOPLE[c] for c in ("Name", "Age")}
    reading = read(tmp_path, workbook(rows), mapping(columns), "list.xlsx")
    assert [r.where for r in reading.rejects] == ["row 2, column 'Age'", "row 3, column 'Name'"]
    assert "formulas are not run" in reading.rejects[0].reason
    assert len(of(reading, "person.age")) == 1


def test_a_workbook_that_is_none_is_an_error(tmp_path: Path) -> None:
    whole = workbook([["Name"], ["A"]])
    for broken in (b"PK\x03\x04nonsense", whole[:-200], whole[:300] + whole[340:]):
        with pytest.raises(SourceError):
            read(tmp_path, broken, mapping({"Name": "person.name"}), "list.xlsx")


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    import zipfile

    lol = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    source, target = io.BytesIO(workbook([["Name"], ["A"]])), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            held = old.read(info)
            if info.filename.endswith("sheet1.xml"):
                held = lol.encode() + held[held.index(b"<worksheet") :]
            new.writestr(info.filename, held)
    with pytest.raises(SourceError):
        read(tmp_path, target.getvalue(), mapping({"Name": "person.name"}), "list.xlsx")


def test_an_age_that_became_a_date_is_refused(tmp_path: Path) -> None:
    rows = [["Age"], [datetime(2013, 5, 3)]]
    reading = read(tmp_path, workbook(rows), mapping({"Age": "person.age"}), "list.xlsx")
    assert "took for a date" in reading.rejects[0].reason


FOOTAGE = {
    "File": "file",
    "SHA256": "digest",
    "Link": "url",
    "From": "start",
    "To": "end",
    "What": "observation",
    "Toll": "account.toll",
    "Who": "author",
}


def footage(root: Path, rows: str, **more: Any) -> Reading:
    put(root, "in/film.mp4", b"film")
    header, *_ = rows.split("\n")
    columns = {c: FOOTAGE[c] for c in header.split(";")}
    return read(root, rows, mapping(columns, TableKind.FOOTAGE, **more))


def test_notes_on_footage_cite_the_row_and_are_about_the_second(tmp_path: Path) -> None:
    reading = footage(
        tmp_path,
        "File;From;To;What;Toll;Who\nfilm.mp4;3:25-3:45;;men climb;30-35;Nadia\nin/film.mp4;٢٠٥;;x;;\n",
    )
    (first, second) = of(reading, "observation")
    film = digest_of(b"film")
    assert first.about == Span(film, (Seconds(205, 225),))  # type: ignore[arg-type]
    assert second.about == Span(film, (Seconds(205),))  # type: ignore[arg-type]
    assert first.said_by.name == "Nadia"
    assert first.spans[-1].selectors == (Row(2, column="What"),)
    assert value(reading, "account.toll") == Tally(30, 35, stated="30-35")


def test_footage_is_joined_by_digest_and_address_too(tmp_path: Path) -> None:
    digest = digest_of(b"film")
    reading = footage(tmp_path, f"SHA256;What\nSHA-256:{digest.upper()};x\n{digest};y\n")
    assert len(of(reading, "observation")) == 2
    put(tmp_path, "list.csv", "Link;What\nhttps://v.example/1;z\n")
    put(
        tmp_path,
        "list.csv.mapping.toml",
        write_mapping(mapping({"Link": "url", "What": "observation"}, TableKind.FOOTAGE)),
    )
    again = Tables().read(document(tmp_path, "list.csv", {"https://v.example/1": digest}))
    assert of(again, "observation")[0].about == Span(digest)
    assert of(again, "page.url")[0].about == Span(digest)


def test_footage_that_is_not_there_or_not_one_is_a_reject(tmp_path: Path) -> None:
    put(tmp_path, "other/film.mp4", b"another")
    rows = ("film.mp4;;;two of that name", "gone.mp4;;;x", ";;;x", "in/film.mp4;;9:99;x", "in/film.mp4;;1;")
    reading = footage(tmp_path, "\n".join(("File;SHA256;From;What", *rows)))
    assert [r.where for r in reading.rejects] == [f"row {n}" for n in range(2, 7)]
    assert not of(reading, "observation")
    differing = footage(tmp_path, f"File;SHA256;What\nin/film.mp4;{digest_of(b'another')};x\n")
    assert "several items" in differing.rejects[0].reason


def test_a_second_that_a_spreadsheet_took_for_hours_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "film.mp4", b"film")
    rows = [["File", "From", "What"], ["film.mp4", time(3, 25), "x"], ["film.mp4", time(0, 3, 25), "y"]]
    columns = {"File": "file", "From": "start", "What": "observation"}
    reading = read(tmp_path, workbook(rows), mapping(columns, TableKind.FOOTAGE), "list.xlsx")
    assert "3 h 25 min" in reading.rejects[0].reason
    assert of(reading, "observation")[0].about == Span(digest_of(b"film"), (Seconds(205),))  # type: ignore[arg-type]


def test_posts_of_a_list(tmp_path: Path) -> None:
    put(tmp_path, "film.mp4", b"film")
    columns = {
        "Text": "text",
        "When": "sent",
        "Account": "author",
        "Media": "attachment",
        "Lat": "latitude",
        "Lon": "longitude",
    }
    first_row = "ropes!,2013-08-16T13:40:00Z,Nadia,film.mp4,36.19,37.1"
    text = f"Text,When,Account,Media,Lat,Lon\n{first_row}\nx,soon,,,,\n,,A,,,\n"
    reading = read(tmp_path, text, mapping(columns, TableKind.POSTS, radius=Decimal(200)))
    first, second = (s.value for s in of(reading, "post"))
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert first.sent is not None
    assert first.sent.earliest == datetime(2013, 8, 16, 13, 40, tzinfo=UTC)
    assert first.attachments[0].item == digest_of(b"film")
    assert value(reading, "post.place") == Circle(
        Decimal("36.19"), Decimal("37.1"), Decimal(200), "36.19, 37.1"
    )
    assert [(r.where) for r in reading.rejects] == ["row 3, column 'When'", "row 4"]


def test_a_proposal_reads_headers_in_both_languages(tmp_path: Path) -> None:
    put(
        tmp_path,
        "list.csv",
        "قائمة الشهداء,,\nالاسم,الحالة,تاريخ الوفاة\nليلى,شهيد,16/08/2013\nسمير,مفقود,03/04/2013\n",
    )
    listed = document(tmp_path, "list.csv")
    proposed = propose_mapping(listed)
    assert proposed.kind is TableKind.PEOPLE
    assert dict(proposed.columns) == {
        "الاسم": "person.name",
        "الحالة": "person.status",
        "تاريخ الوفاة": "time",
    }
    assert dict(proposed.status) == {"شهيد": "killed", "مفقود": "missing"}
    assert (proposed.header, proposed.date_order) == (2, "day-month-year")
    assert not proposed.is_confirmed
    preview = dry_run(listed, proposed, rows=1)
    assert [s.value for s in of(preview.reading, "person.status")] == [Term("killed")]
    assert preview.unexplained == ()


def test_a_mapping_is_written_as_it_is_read() -> None:
    explained = mapping({'a "b"\\\n\x7f': "ignore", "الاسم": "person.name"}, status=STATUS, zone="+03:00")
    again = read_mapping(write_mapping(explained).encode(), "x")
    assert again == explained


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kind = 'cars'\n[columns]",
        "kind = 'people'\n[columns]\na = 'person.nmae'",
        "kind = 'people'\nzone = 'Mars'\n[columns]",
        "kind = 'people'\nradius = '-1'\n[columns]",
        "kind = 'people'\nlatitude = 1\n[columns]",
        "kind = 'people'\n[columns]\n[status]\nx = 'dead'",
        "kind = 'people'\ncolumns = 3",
        "\x00",
    ],
)
def test_a_mapping_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(SourceError):
        read_mapping(text.encode(), "x.mapping.toml")


def test_a_role_that_is_none_is_refused() -> None:
    with pytest.raises(LawBroken):
        ColumnMapping(TableKind.PEOPLE, {"a": "b"})


_CELL = st.text(max_size=8) | st.sampled_from(
    ["شهيد", "unknown", "30-35", "16/08/2013", "9999-99-99", "=1", "\ufeff"]
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(_CELL, min_size=1, max_size=8), max_size=8))
def test_rows_in_are_rows_out_and_rejects(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    held = io.StringIO(newline="")
    csv.writer(held).writerows([list(PEOPLE), *rows])
    root = tmp_path_factory.mktemp("law")
    reading = read(root, held.getvalue().encode("utf-8", "surrogatepass"), mapping(PEOPLE, status=STATUS))
    filled = sum(any(cell.strip() for cell in row) for row in rows)
    people = [
        s
        for s in of(reading, "entity")
        if isinstance(s.value, Introduction) and s.value.kind.value == "person"
    ]
    assert reading.found == filled == len(people) + reading.lost
    keep(reading)
    assert reading == Tables().read(document(root, "list.csv"))
