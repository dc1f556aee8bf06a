"""From files to an event: three recordings of one invented minute, one of another."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tawthiq.app.building import build
from tawthiq.app.synchronising import compare_sounds
from tawthiq.record.agent import AgentKind
from tawthiq.record.span import Span
from tawthiq.record.value import EntityKind, Introduction, Link, Overlap, Track
from tawthiq.store.queries import StatementRow
from tawthiq.store.tracks import read_track
from tests.app.case import entries, items, reading, stated
from tests.app.sounds import STARTS, one_event


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("event")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        yield build([one_event(folder / "sounds")], folder / "event.record").record


def name_of(record: Path, row: StatementRow) -> str:
    assert isinstance(row.statement.about, Span)
    return items(record)[row.statement.about.item].names[0].rpartition("/")[2]


def test_every_pair_of_one_event_is_a_moment_with_its_offset(built: Path) -> None:
    moments = stated(built, "same-moment")
    names = {row.item.digest: row.names[0].rpartition("/")[2] for row in items(built).values() if row.names}
    found = {}
    for row in moments:
        value = row.statement.value
        assert isinstance(value, Overlap) and value.probability and value.scene_error
        found[frozenset((name_of(built, row), names[value.other]))] = row
        true = STARTS[name_of(built, row)] - STARTS[names[value.other]]
        assert float(value.offset) == pytest.approx(true, abs=0.002)
        assert value.probability > 0.9
        assert value.scene_error >= value.error
    assert set(found) == {frozenset(pair) for pair in itertools.combinations(STARTS, 2)}


def test_an_event_is_proposed_with_its_recordings_on_one_clock(built: Path) -> None:
    (event,) = (
        row
        for row in stated(built, "entity")
        if isinstance(row.statement.value, Introduction) and row.statement.value.kind is EntityKind.EVENT
    )
    assert event.statement.is_proposal
    assert event.statement.recorded_by.kind is AgentKind.SOFTWARE
    parts = stated(built, "part-of")
    assert {name_of(built, row) for row in parts} == set(STARTS)
    assert all(row.statement.value == Link(event.id, "recording") for row in parts)
    for row in stated(built, "event-time"):
        value = row.statement.value
        assert isinstance(value, Overlap) and value.other == event.id
        assert float(value.offset) == pytest.approx(STARTS[name_of(built, row)], abs=0.01)
        assert (value.error > 0) == (value.offset > 0)


def test_two_sounds_compared_outside_a_record(built: Path) -> None:
    tracks = {name_of(built, row): row.statement.value for row in stated(built, "track.sound")}
    with reading(built) as index:
        folder = index.layout.objects
        columns = {
            name: read_track((folder / value.item[:2] / value.item).read_bytes())
            for name, value in tracks.items()
            if isinstance(value, Track)
        }
    form = compare_sounds(columns["roof.wav"], columns["window.wav"])
    assert form is not None and form.placed
    assert form.offset_s == pytest.approx(STARTS["window.wav"] - STARTS["roof.wav"], abs=0.002)
    apart = compare_sounds(columns["roof.wav"], columns["elsewhere.wav"])
    assert apart is None or not apart.placed
    assert compare_sounds(None, columns["roof.wav"]) is None


def test_nothing_is_done_twice(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAWTHIQ_HOME", str(built.parent / "home"))
    before = entries(built)
    build([built.parent / "sounds"], built)
    assert entries(built) == before
