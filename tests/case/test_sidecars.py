import ast
import csv
import hashlib
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.case import paths as at
from tests.case import sidecars
from tests.case.truth import DemoTruth


def test_info_json_is_of_the_video_beside_it(demo_folder: Path, demo_truth: DemoTruth) -> None:
    info = json.loads((demo_folder / at.TRIMMED_INFO).read_text())
    assert (demo_folder / at.TRIMMED_INFO).parent / info["_filename"] == demo_folder / at.TRIMMED
    assert info["duration"] == demo_truth.file(at.TRIMMED).seconds
    uploaded = datetime.fromtimestamp(info["timestamp"], UTC)
    assert uploaded.strftime("%Y%m%d") == info["upload_date"] == "20130816"
    assert "invented" in info["description"]


def test_the_archive_names_a_file_that_is_there_by_its_digest(
    demo_folder: Path, demo_truth: DemoTruth
) -> None:
    item = json.loads((demo_folder / at.SECOND_METADATA).read_text())
    (media,) = item["media"]
    kept = demo_folder / at.ARCHIVE / "local_archive" / media["_key"]
    digest = hashlib.sha256(kept.read_bytes()).hexdigest()
    assert media["properties"]["hash"] == f"SHA-256:{digest}"
    with (demo_folder / at.ARCHIVE_SHEET).open(newline="") as sheet:
        done, failed = csv.DictReader(sheet)
    assert done["hash"] == f"SHA-256:{digest}"
    assert (demo_folder / at.ARCHIVE / done["archive location"]) == kept
    assert failed["hash"] == "not-calculated"


def test_the_database_cells_are_reprs_that_literal_eval_refuses_for_metadata() -> None:
    page = io.StringIO(sidecars.database_csv("p/a.webm", "00"))
    (row,) = csv.DictReader(page)
    with pytest.raises(ValueError, match="malformed"):
        ast.literal_eval(row["metadata"])
    assert ast.literal_eval(row["media"])[0]["_key"] == "p/a.webm"
    assert "tzlocal()" in row["metadata"]


def test_no_address_leads_anywhere() -> None:
    texts = (
        sidecars.info_json("a.mp4", 3),
        sidecars.sheet_csv("p/a.webm", "00"),
        sidecars.database_csv("p/a.webm", "00"),
        sidecars.metadata_json("p/a.webm", "00"),
    )
    for text in texts:
        assert text.count("https://") == text.count("https://example.invalid/")
