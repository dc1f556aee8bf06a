"""Somebody's list of near-duplicates: proposals by whoever made it, never families."""

from dataclasses import replace
from pathlib import Path

import pytest

from tawthiq.intake.near_duplicates import NearDuplicates
from tawthiq.intake.reading import Reading
from tawthiq.intake.registry import reader_for
from tawthiq.record.agent import UNKNOWN_VOICE
from tawthiq.record.digest import Digest
from tawthiq.record.errors import SourceError
from tawthiq.record.selector import Row
from tawthiq.record.span import Span
from tawthiq.record.value import Link
from tests.intake.given import document, keep, put
from tests.record.strategies import some_digest

FILM, CUT = some_digest("film"), some_digest("cut")
HELD = {FILM: FILM, CUT: CUT, "film.mp4": FILM, "cut.mp4": CUT}
HEADER = "query_video,match_video,distance\n"


def read(root: Path, text: str) -> Reading:
    put(root, "matches.csv", text)
    held = {name: Digest(digest) for name, digest in HELD.items()}
    return NearDuplicates().read(replace(document(root, "matches.csv"), held=held.get))


def test_a_row_is_a_proposal_that_cites_it_and_both_videos(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HEADER}{CUT},film.mp4,0.125\n")
    keep(reading)
    (said,) = reading.statements
    assert said.property == "near-duplicate"
    assert (said.about, said.value) == (Span(CUT), Link(FILM, "distance 0.125"))
    assert said.is_proposal
    assert said.said_by == UNKNOWN_VOICE
    listed = Span(document(tmp_path, "matches.csv").item, (Row(2),))
    assert set(said.cites) == {listed, Span(CUT), Span(FILM)}
    assert (reading.found, reading.lost) == (1, 0)


def test_its_maker_is_named_where_the_list_names_one(tmp_path: Path) -> None:
    text = f"query_video,match_video,distance,maker\n{CUT},{FILM},0,An invented archive\n"
    (said,) = read(tmp_path, text).statements
    assert said.said_by.name == "An invented archive"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"{CUT},elsewhere.mp4,0.1", "match_video 'elsewhere.mp4'"),
        (f"{CUT},{FILM},near", "distance is no number"),
        (f"{CUT},{FILM},-0.1", "distance is no number"),
        (f"{CUT},{FILM},NaN", "distance is no number"),
        (f"{CUT},cut.mp4,0", "one video with itself"),
        (f"{CUT}", "match_video ''"),
    ],
)
def test_what_cannot_be_told_is_a_reject_with_its_row(tmp_path: Path, row: str, reason: str) -> None:
    reading = read(tmp_path, f"{HEADER}{row}\n")
    (reject,) = reading.rejects
    assert reject.where == "row 2"
    assert reason in reject.reason
    assert (reading.found, reading.lost, reading.statements) == (1, 1, ())


def test_the_list_is_known_by_its_header() -> None:
    for head in (HEADER, f"\ufeff{HEADER}", '"query_video","match_video","distance"\r\n'):
        assert isinstance(reader_for("a.csv", head.encode()), NearDuplicates)
    assert not isinstance(reader_for("a.csv", b"name,age\n"), NearDuplicates)


def test_an_empty_list_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        read(tmp_path, "\n")
