import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tawthiq.intake.auto_archiver import AutoArchiver
from tawthiq.intake.reading import Reading
from tawthiq.intake.registry import reader_for
from tawthiq.record.digest import digest_of
from tawthiq.record.errors import SourceError
from tawthiq.record.selector import Pointer, Row
from tawthiq.record.span import Span
from tawthiq.record.statement import Modality
from tawthiq.record.value import Text
from tests.intake.given import document, keep, of, put, value

FILM = digest_of(b"film")


def table(*rows: list[str]) -> str:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(rows)
    return held.getvalue()


def read(root: Path, name: str, content: Any) -> Reading:
    put(root, "film.mp4", b"film")
    put(root, name, content)
    reading = AutoArchiver().read(document(root, name))
    keep(reading)
    return reading


SHEET = ["Link", "Archive Status", "Archive location", "Archive date", "Upload timestamp", "Upload title", "Hash", "Perceptual hashes", "Thumbnail"]  # fmt: skip  # noqa: E501


def row(**cells: str) -> list[str]:
    return [cells.get(name.split()[-1].lower(), "") for name in SHEET]


def test_a_row_of_the_sheet_is_about_the_file_of_its_hash(tmp_path: Path) -> None:
    full = row(
        link="https://v.example/1",
        status="generic_extractor: success",
        location="https://s3.example/a.mp4\nhttps://s3.example/b.html",
        date="2013-08-17T08:00:00+00:00",
        timestamp="2013-08-16T13:40:00+00:00",
        title="بعد القصف",
        hash=f"SHA-256:{FILM}",
        hashes="abc, " + "F" * 64,
        thumbnail='=IMAGE("https://x.example")',
    )
    reading = read(tmp_path, "sheet.csv", table(SHEET, full))
    assert {s.about for s in reading.statements} == {Span(FILM)}
    assert value(reading, "page.url") == Text("https://v.example/1")
    assert of(reading, "page.url")[0].modality is Modality.REPORTS
    assert of(reading, "page.url")[0].spans[0].selectors == (Row(2, column="link"),)
    assert value(reading, "page.uploaded").earliest == datetime(2013, 8, 16, 13, 40, tzinfo=UTC)
    assert value(reading, "same-bytes") == Text(f"SHA-256:{FILM}")
    assert [s.value for s in of(reading, "x.pdq")] == [Text("abc".rjust(64, "0")), Text("f" * 64)]
    assert len(of(reading, "preserved-capture")) == 3
    assert (reading.found, reading.lost) == (1, 0)


def test_a_row_whose_file_was_not_given_is_about_itself(tmp_path: Path) -> None:
    lonely = row(
        link="https://v.example/1", status="Archive failed: no archiver", hash="not-calculated", hashes="zz"
    )
    reading = read(tmp_path, "sheet.csv", table(SHEET, lonely, row(), row(thumbnail="x")))
    (url,) = of(reading, "page.url")
    assert url.about == Span(url.spans[0].item, (Row(2, column="link"),))
    assert not of(reading, "same-bytes")
    assert [(r.where, r.reason[:17]) for r in reading.rejects] == [
        ("row 2", "perceptual hashes"),
        ("row 4", "says nothing of a"),
    ]
    assert (reading.found, reading.lost) == (2, 1)


METADATA = (
    "{'_processed_at': datetime.datetime(2013, 8, 17, 8, 0, tzinfo=datetime.timezone.utc), "
    "'url': 'https://v.example/1', 'title': \"it's here\", "
    "'timestamp': datetime.datetime(2013, 8, 16, 16, 40, tzinfo=tzlocal())}"
)
MEDIA = (
    f"[{{'filename': '/tmp/x/film.mp4', '_key': 'a/film.mp4', 'urls': ['https://s3.example/a'], "
    f"'properties': {{'hash': 'SHA-256:{FILM}', 'pdq_hash': '1f', "
    "'thumbnails': [Media(filename='t.jpg')]}}]"
)


def test_the_database_is_read_though_its_cells_are_pythons(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "db.csv",
        table(["status", "metadata", "media"], ["x: success", METADATA, MEDIA], ["", "{", ""]),
    )
    assert value(reading, "page.title") == Text("it's here")
    assert value(reading, "x.page.fetched").earliest == datetime(2013, 8, 17, 8, tzinfo=UTC)
    uploaded = value(reading, "page.uploaded")
    assert not uploaded.comparable
    assert uploaded.earliest.hour == 16
    assert of(reading, "page.title")[0].about == Span(FILM)
    assert of(reading, "page.title")[0].spans[0].selectors == (Row(2, column="metadata"),)
    assert value(reading, "x.pdq") == Text("1f".rjust(64, "0"))
    assert [r.where for r in reading.rejects] == ["row 3"]
    assert (reading.found, reading.lost) == (2, 1)


@pytest.mark.parametrize("stamp", [1376660400, 1376660400.25, "2013-08-16T13:40:00+00:00"])
def test_the_json_in_both_ways_of_writing_time(tmp_path: Path, stamp: Any) -> None:
    body = {
        "status": "x: success",
        "metadata": {"_processed_at": stamp, "url": "https://v.example/1", "timestamp": stamp},
        "media": [{"_key": "k/film.mp4", "properties": {"hash": "SHA3-512:00"}}, "broken", {"urls": [3]}],
    }
    reading = read(tmp_path, "metadata.json", body)
    assert value(reading, "page.uploaded").earliest == datetime(2013, 8, 16, 13, 40, tzinfo=UTC)
    assert of(reading, "page.url")[0].spans[0].selectors == (Pointer("/metadata/url"),)
    assert of(reading, "same-bytes")[0].about == Span(FILM)
    assert "urls" in reading.rejects[0].reason


def test_a_digest_that_differs_outweighs_the_name(tmp_path: Path) -> None:
    body = {
        "metadata": {"url": "u"},
        "media": [{"_key": "film.mp4", "properties": {"hash": "SHA-256:" + "0" * 64}}],
    }
    reading = read(tmp_path, "metadata.json", body)
    assert of(reading, "same-bytes")[0].about != Span(FILM)


def test_other_json_is_a_reject_and_no_table_an_error(tmp_path: Path) -> None:
    assert read(tmp_path, "metadata.json", [1]).lost == 1
    with pytest.raises(SourceError):
        read(tmp_path, "db.csv", "")


def test_it_is_recognised_before_other_tables() -> None:
    def called(name: str, head: str) -> str:
        found = reader_for(name, head.encode())
        return found.name if found else ""

    assert called("db.csv", "status,metadata,media\r\n") == "auto-archiver"
    assert called("s.csv", "\ufeffLink,Destination folder,Archive status") == "auto-archiver"
    assert called("s.csv", "Name,Link") == "table"
    assert called("m.json", '{"status": "x", "metadata": {"_processed_at": 1}}') == "auto-archiver"
