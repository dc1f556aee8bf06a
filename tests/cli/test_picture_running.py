"""`watch --contact-sheet` and `hashes`, as their users run them."""

import csv
import io
from pathlib import Path

import pytest
from PIL import Image

from tawthiq.media.specimen import Specimen, clip
from tests.app.case import Case, copied
from tests.cli.running import tawthiq
from tests.media import clips


def test_a_contact_sheet_is_written(tmp_path: Path) -> None:
    film = clips.save(tmp_path, clip(Specimen(seconds=3, cuts=(1.5,), tone=None)))
    ran = tawthiq("watch", film, "--contact-sheet", tmp_path / "sheet.jpg", "--json")
    assert ran.code == 0
    assert len(ran.json["contact_sheet"]) == 1
    image = Image.open(io.BytesIO((tmp_path / "sheet.jpg").read_bytes()))
    assert (image.format, image.width > 2 * 160) == ("JPEG", True)


def test_one_key_frame_is_no_sheet(tmp_path: Path) -> None:
    film = clips.save(tmp_path, clip(Specimen(seconds=0.4, tone=None)))
    ran = tawthiq("watch", film, "--contact-sheet", tmp_path / "sheet.jpg")
    assert ran.code != 0
    assert "fewer than two key frames" in ran.err
    assert not (tmp_path / "sheet.jpg").exists()


def test_hashes_are_written_and_their_danger_told(case: Case, tmp_path: Path) -> None:
    pytest.importorskip("pdqhash")
    record = copied(case.record, tmp_path / "case.record")
    ran = tawthiq("hashes", record, "--out", tmp_path / "pdq.csv")
    assert ran.code == 0
    assert "Not for the public" in ran.out
    with (tmp_path / "pdq.csv").open(newline="") as file:
        assert len(next(csv.DictReader(file))["pdq"]) == 64
