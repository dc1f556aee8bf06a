"""A list of PDQ hashes for others, and one clear line where the library is not there."""

import csv
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from tawthiq.app import exchanging
from tawthiq.app.exchanging import COLUMNS, export_hashes
from tawthiq.record.errors import ExtraMissing
from tawthiq.record.item import Access
from tests.app.case import Case, copied


def test_a_row_for_each_second_of_each_footage(case: Case, tmp_path: Path) -> None:
    pytest.importorskip("pdqhash")
    record = copied(case.record, tmp_path / "case.record")
    done = export_hashes(record, tmp_path / "pdq.csv", Access.TEAM)
    with (tmp_path / "pdq.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == done.pictures
    of_long = [row for row in rows if row["sha256"] == case.digest(case.truth.long)]
    assert [float(row["seconds"]) for row in of_long] == list(range(8))
    assert all(len(row["pdq"]) == 64 and int(row["pdq"], 16) for row in of_long)
    assert done.items == len({row["sha256"] for row in rows}) > 4
    before = (tmp_path / "pdq.csv").read_bytes()
    assert export_hashes(record, tmp_path / "pdq.csv", Access.TEAM) == done
    assert (tmp_path / "pdq.csv").read_bytes() == before


def test_without_the_library_one_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def absent(package: str) -> str:
        raise PackageNotFoundError(package)

    monkeypatch.setattr(exchanging, "version", absent)
    with pytest.raises(ExtraMissing, match="PDQ hashes need the reference library") as raised:
        export_hashes(tmp_path, tmp_path / "pdq.csv", Access.TEAM)
    assert "[exchange]" in raised.value.advice
