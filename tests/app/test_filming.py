"""When filming began, and the clock in the name held against it, in a record of invented phones."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tawthiq.app.building import build
from tawthiq.drill import encode
from tawthiq.drill.sound import Mix, event_sound
from tawthiq.record.span import Mention
from tawthiq.record.value import Term, Text
from tawthiq.record.when import When
from tests.app.case import Case, about, stated
from tests.case import paths as at

BEGAN = datetime(2013, 8, 16, 10, 2, tzinfo=UTC)


def test_the_long_film_began_when_it_began(case: Case) -> None:
    truth = next(f for f in case.truth.files if f.path == at.LONG)
    (row,) = [r for r in stated(case.record, "time") if about(r) == case.digest(at.LONG)]
    when = row.statement.value
    assert isinstance(when, When) and when.earliest and when.latest
    middle = when.earliest + (when.latest - when.earliest) / 2
    assert truth.begins_at is not None
    assert abs(middle - truth.begins_at) <= timedelta(seconds=2)
    assert row.statement.is_proposal
    (mention,) = row.statement.cites
    assert isinstance(mention, Mention)
    clocks = {r.id for r in stated(case.record, "media.clock")}
    assert mention.statement in clocks


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sound under a name each whose clock says something else."""
    folder = tmp_path_factory.mktemp("named")
    names = (
        "VID_20130816_130200.mp4", "VID_20130816_100201.mp4", "20130816_115000.mp4",
        "VID-20130816-WA0001.mp4", "PXL_20130816_100200123.mp4",
    )  # fmt: skip
    for number, name in enumerate(names):
        sound = event_sound(number, 3.0, Mix())
        ended = BEGAN + timedelta(seconds=3)
        (folder / "in").mkdir(exist_ok=True)
        encode.write(folder / "in" / name, encode.PHONE, sound=sound, ended_at=ended)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        return build([folder / "in"], folder / "named.record").record


def test_a_name_three_hours_ahead_proposes_a_zone(named: Path) -> None:
    (zone,) = stated(named, "zone")
    assert isinstance(zone.statement.value, Text)
    assert zone.statement.value.text.startswith("+03:00")
    assert zone.statement.is_proposal
    (name,) = [r for r in stated(named, "file.time") if zone.statement.about == Mention(r.id)]
    assert getattr(name.statement.value, "stated", "") == "20130816_130200"


def test_suspicions_are_terms_and_days_and_instants_are_not_compared(named: Path) -> None:
    found = [r.statement.value for r in stated(named, "finding")]
    assert sorted(v.term for v in found if isinstance(v, Term)) == ["clock-perhaps-local", "clocks-disagree"]
