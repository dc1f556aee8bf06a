import json
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from tawthiq.drill.truth import NOTICE, VERSION, Truth, families, read_truth, written
from tawthiq.drill.truth_footage import (
    Box,
    Copy,
    File,
    Kind,
    PhoneClock,
    Recording,
    Segment,
    SoundIs,
    Span,
    TrackPoint,
)
from tawthiq.record.errors import UsageError

WHOLE = Box(Fraction(0), Fraction(0), Fraction(100), Fraction(100))


def _copy(path: str, *of: str) -> Copy:
    span = Span(path, Fraction(0), Fraction(4))
    segments = tuple(
        Segment(span, Span(source, Fraction(1, 3), Fraction(5)), Fraction(1), SoundIs.SAME, WHOLE, WHOLE)
        for source in of
    )
    return Copy(path, segments, ("re-encode",))


def _truth() -> Truth:
    clock = PhoneClock("hour-ahead", 3600, "2013-08-16T11:00:00Z", "local")
    track = (TrackPoint(Fraction(0), 1, 1650, -3, 12_000, -500),)
    recording = Recording(
        "a.mp4", "cam-1", "e", "s", Fraction(1, 7), Fraction(9), -40, clock, 426, 240, "h264", track
    )
    return Truth(
        version=VERSION,
        notice=NOTICE,
        scenario="market-street",
        seed=1,
        size="tiny",
        epoch=datetime(2013, 8, 16, 9, tzinfo=UTC),
        zone_seconds=10_800,
        files=(File("a.mp4", Kind.VIDEO, "a film"),),
        recordings=(recording,),
        copies=(_copy("b.mp4", "a.mp4"),),
    )


def test_a_truth_reads_back_as_it_was_written(tmp_path: Path) -> None:
    truth = _truth()
    (tmp_path / "truth.json").write_text(written(truth), "utf-8")
    assert read_truth(tmp_path / "truth.json") == truth
    assert written(truth) == written(_truth())


@pytest.mark.parametrize("broken", ["{}", "[", '{"version": 1}', '{"version": 2}', "[1]"])
def test_what_is_no_truth_of_this_version_is_refused(tmp_path: Path, broken: str) -> None:
    (tmp_path / "truth.json").write_text(broken)
    with pytest.raises(UsageError, match="truth"):
        read_truth(tmp_path / "truth.json")


def test_a_field_nobody_knows_is_refused(tmp_path: Path) -> None:
    body = json.loads(written(_truth())) | {"surprise": 1}
    (tmp_path / "truth.json").write_text(json.dumps(body))
    with pytest.raises(UsageError, match="truth"):
        read_truth(tmp_path / "truth.json")


def test_world_seconds_are_utc() -> None:
    assert _truth().moment(Fraction(3, 2)) == datetime(2013, 8, 16, 9, 0, 1, 500_000, tzinfo=UTC)
    assert _truth().recording("a.mp4").camera == "cam-1"
    with pytest.raises(KeyError):
        _truth().recording("b.mp4")


def test_families_go_through_copies_of_copies_and_compilations() -> None:
    made = (_copy("b", "a"), _copy("c", "b"), _copy("both", "c", "z"))
    found = {each.original: each.members for each in families(made)}
    assert found == {"a": ("a", "b", "both", "c"), "z": ("z", "both")}
