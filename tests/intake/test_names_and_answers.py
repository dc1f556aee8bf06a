from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.intake.documents import media_type
from tawthiq.intake.file_names import time_in_name
from tawthiq.intake.provenance import QUESTIONS, Answers, acquisition, answers_from_toml, to_note
from tawthiq.record.errors import SourceError
from tawthiq.record.post import UNKNOWN_CUSTODY
from tests.intake.given import put

NOON = "2013-08-16T12:40:00"


@pytest.mark.parametrize(
    ("name", "zone", "earliest", "seconds"),
    [
        ("PXL_20130816_124000.mp4", "UTC", NOON, 0),
        ("PXL_20130816_124000123.TS.mp4", "UTC", NOON, 0),
        ("FB_VID_1376656800000.mp4", "UTC", NOON, 0),
        ("VID_20130816_124000.mp4", "", NOON, 1),
        ("in/20130816_124000.mp4", "", NOON, 1),
        ("Screenshot_20130816-124000.png", "", NOON, 1),
        ("WP_20130816_12_40_00_Pro.mp4", "", NOON, 1),
        ("VID-20130816-WA0003.mp4", "", "2013-08-16T00:00:00", 86400),
        ("WhatsApp Video 2013-08-16 at 12.40.00.mp4", "", NOON, 1),
        ("WhatsApp Video 2013-08-16 at 12.40.00 PM (1).mp4", "", NOON, 1),
        ("WhatsApp Video 2013-08-16 at 12.40.00 AM.mp4", "", "2013-08-16T00:40:00", 1),
        ("00000037-VIDEO-2013-08-16-12-40-00.mp4", "", NOON, 1),
        ("video_2013-08-16_12-40-00.mp4", "", NOON, 1),
        ("video_1@16-08-2013_12-40-00.mp4", "", NOON, 1),
        ("signal-2013-08-16-124000.mp4", "", NOON, 1),
        ("signal-2013-08-16-12-40-00-123.mp4", "", NOON, 1),
        ("Screen Recording 2013-08-16 at 12.40.00.mov", "", NOON, 1),
    ],
)
def test_the_time_a_name_states(name: str, zone: str, earliest: str, seconds: int) -> None:
    when = time_in_name(name)
    assert when is not None
    assert when.earliest is not None
    assert when.latest is not None
    assert (when.zone, when.earliest.replace(tzinfo=None, microsecond=0).isoformat()) == (zone, earliest)
    assert (when.latest - when.earliest).total_seconds() == seconds
    assert when.stated in name


@pytest.mark.parametrize(
    "name",
    [
        "film.mp4",
        "VID_20131316_124000.mp4",
        "20131016124000991.mp4",
        "120130816_124000.mp4",
        "IMG_20130816_254000.jpg",
    ],
)
def test_a_name_that_states_no_time(name: str) -> None:
    assert time_in_name(name) is None


@given(st.text())
def test_any_name_is_met_calmly(name: str) -> None:
    time_in_name(name)


def test_answers_are_kept_as_given_and_silence_stays_empty(tmp_path: Path) -> None:
    path = put(tmp_path, "source.toml", 'given_by = "أبو سامر"\nwhen = 2013-08-17\nconsent = "as found  "\n')
    answers = answers_from_toml(path)
    assert answers == Answers(given_by="أبو سامر", when="2013-08-17", consent="as found  ")
    assert to_note(answers) == '{"consent":"as found  ","given_by":"أبو سامر","when":"2013-08-17"}'.encode()
    arrival = acquisition("in/film.mp4", "a phone", answers, datetime(2013, 8, 16, tzinfo=UTC))
    assert (arrival.given_by, arrival.how, arrival.custody) == ("أبو سامر", "", UNKNOWN_CUSTODY)
    assert arrival.obtained is not None
    assert not arrival.obtained.comparable
    assert arrival.modified is not None


def test_nothing_answered_is_nothing_said() -> None:
    arrival = acquisition("film.mp4", "a phone", Answers())
    assert (arrival.given_by, arrival.consent, arrival.obtained, arrival.modified) == ("", "", None, None)
    assert to_note(Answers()) == b"{}"
    assert acquisition("x", "", Answers(when="last spring")).obtained is not None


def test_unknown_answers_are_refused(tmp_path: Path) -> None:
    for text in ("giver = 'x'", "= x", b"\xff"):
        with pytest.raises(SourceError):
            answers_from_toml(put(tmp_path, "source.toml", text))


def test_every_question_is_asked_in_both_languages() -> None:
    assert {q.key for q in QUESTIONS} == set(Answers.__dataclass_fields__)
    assert all(q.english and any("\u0600" <= c <= "\u06ff" for c in q.arabic) for q in QUESTIONS)


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a", b"%PDF-1.7", "application/pdf"),
        ("a.zip", b"PK\x03\x04...", "application/zip"),
        ("a.xlsx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.csv", b"x,y", "text/csv"),
        ("result.json", b"{}", "application/json"),
        ("a.txt", "حبال".encode(), "text/plain"),
        ("a.txt", "حبال".encode("cp1256"), "text/plain"),
        ("a", b"  <!DOCTYPE html><html>", "text/html"),
        ("a.eml", b"From: x", "message/rfc822"),
        ("a.csv", b"\x00\x01\x02", "application/octet-stream"),
        ("empty.bin", b"", "text/plain"),
    ],
)
def test_the_kind_of_a_document(name: str, head: bytes, kind: str) -> None:
    assert media_type(name, head) == kind
