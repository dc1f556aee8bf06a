"""From files to an event: three recordings of one invented minute, one of another."""

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tawthiq.app import event_proposing, synchronising
from tawthiq.app.building import build
from tawthiq.app.clocks_found import clocks_found
from tawthiq.app.event_proposing import propose_events
from tawthiq.app.events import ends
from tawthiq.app.founding import TAWTHIQ as TOOL
from tawthiq.app.sealing import merge
from tawthiq.app.synchronising import compare_sounds
from tawthiq.match.sounding import Sounding
from tawthiq.match.sync import Sync, synchronise
from tawthiq.record.agent import AgentKind, person
from tawthiq.record.digest import Digest
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import EntityKind, Introduction, Link, Overlap, Review, Track, Verdict
from tawthiq.store.layout import create_record, open_layout
from tawthiq.store.queries import StatementRow
from tawthiq.store.tracks import read_track
from tawthiq.store.writing import open_for_writing
from tests.app.case import copied, entries, items, reading, stated
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


def test_after_a_merge_each_pair_is_compared_once_and_what_was_only_copied_never(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
    origin = create_record(tmp_path / "origin.record", "built apart").root
    one, other = copied(origin, tmp_path / "one.record"), copied(origin, tmp_path / "other.record")
    empty = tmp_path / "nothing-new"
    for record, names in ((one, ("street.wav", "elsewhere.wav")), (other, ("roof.wav", "window.wav"))):
        (folder := tmp_path / f"for-{record.stem}").mkdir()
        for name in names:
            shutil.copy2(built.parent / "sounds" / name, folder / name)
        build([folder], record)
    empty.mkdir()
    merge(one, other)
    compared: list[frozenset[Digest]] = []

    def counted(here: Sounding, there: Sounding) -> Sync | None:
        compared.append(frozenset((here.item, there.item)))
        return synchronise(here, there)

    monkeypatch.setattr(synchronising, "synchronise", counted)
    build([empty], one)
    assert len(compared) == len(set(compared)) == 4, "each of the one laptop with each of the other's"
    assert len(stated(one, "same-moment")) == 3
    assert len(clocks_found(one).events) == 1
    merge(other, one)
    for record in (other, copied(one, tmp_path / "third.record")):
        build([empty], record)
        assert len(compared) == 4, "another has asked already"
        assert len(clocks_found(record).events) == 1


def test_a_pair_that_a_later_version_does_not_accept_is_said_no_more(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
    record = copied(built, tmp_path / "later.record")
    for module in (synchronising, event_proposing):
        monkeypatch.setattr(module, "VERSION", "later")
    monkeypatch.setattr(synchronising, "synchronise", lambda one, other: None)
    (empty := tmp_path / "empty").mkdir()
    build([empty], record)
    assert stated(record, "same-moment") == ()
    assert clocks_found(record).events == ()


def test_a_pair_that_contradicts_the_clock_is_named(built: Path, tmp_path: Path) -> None:
    record = copied(built, tmp_path / "contradicted.record")
    true = next(row.statement for row in stated(built, "same-moment"))
    assert isinstance(true.value, Overlap) and isinstance(true.about, Span)
    wrong = replace(true.value, offset=true.value.offset + 3)
    analyst = person("invented analyst")
    with open_for_writing(open_layout(record), TOOL) as writer:
        said = Statement(true.about, "same-moment", wrong, analyst, analyst, Method.JUDGED, true.cites)
        (added,) = writer.add(statements=[said]).ids
    (event,) = clocks_found(record).events
    (outlier,) = event.outliers
    assert outlier.statement == added
    assert outlier.off is not None and abs(outlier.off) == pytest.approx(3, abs=0.05)
    assert event.held_by(true.about.item) == 2, "what contradicts the clock holds nothing"


@pytest.mark.parametrize(("shared", "folded"), [(2, 0), (17, 1)])
def test_only_who_shows_little_of_his_own_is_folded(
    built: Path, tmp_path: Path, shared: int, folded: int
) -> None:
    """Two cameras may be in one family because of a compilation that nobody knows for one."""
    record = copied(built, tmp_path / "joined.record")
    (event,) = clocks_found(record).events
    one, other = (camera.item for camera in event.cameras[:2])
    span = Span(one, (Seconds(Fraction(0), Fraction(shared)),))
    there = Overlap(other, Fraction(0), Fraction(shared), Fraction(0), Decimal("0.1"))
    witness = person("invented analyst")
    said = Statement(
        about=span, property="same-footage", value=there, said_by=witness, recorded_by=witness,
        method=Method.OBSERVED, cites=(span, Span(other)),
    )  # fmt: skip
    with open_for_writing(open_layout(record), TOOL) as writer:
        writer.add(statements=[said])
        every = {each.item: each for each in synchronising._tracks(writer)}
        assert len(synchronising._folded(writer, every)) == folded


def test_a_longer_copy_takes_the_place_of_what_was_placed(built: Path, tmp_path: Path) -> None:
    """It is compared itself; the event that named the shorter one gives way."""
    record = copied(built, tmp_path / "longer.record")
    (before,) = clocks_found(record).events
    short, *others = (camera.item for camera in before.cameras)
    long = next(each.item for each in clocks_found(record).unplaced)
    rows = [row.statement for row in stated(record, "same-moment")]
    moved = [
        replace(said, about=Span(long), value=replace(said.value, other=other), task=None)
        for said in rows[:1]
        for other in others
        if isinstance(said.value, Overlap)
    ]
    with open_for_writing(open_layout(record), TOOL) as writer:
        writer.add(statements=moved)
        propose_events(writer, dict.fromkeys([long, *others], 18.0), {short: long})
    (after,) = clocks_found(record).events
    assert {camera.item for camera in after.cameras} == {long, *others}


def test_an_event_without_a_refused_pair_takes_the_place_of_the_one_with_it(
    built: Path, tmp_path: Path
) -> None:
    """Two of three pairs are refused: the third recording is on no clock any more."""
    record = copied(built, tmp_path / "refused.record")
    (before,) = clocks_found(record).events
    lonely = before.cameras[2].item
    analyst = person("invented analyst")
    reviews = [
        Statement(Mention(row.id), "review", Review(Verdict.REJECT, "another street"), analyst, analyst,
                  Method.JUDGED, (Mention(row.id),))
        for row in stated(record, "same-moment")
        if lonely in ends(row)
    ]  # fmt: skip
    with open_for_writing(open_layout(record), TOOL) as writer:
        writer.add(statements=reviews)
        propose_events(writer, dict.fromkeys((c.item for c in before.cameras), 18.0), {})
    after = clocks_found(record)
    (event,) = after.events
    assert {camera.item for camera in event.cameras} == {c.item for c in before.cameras} - {lonely}
    assert lonely in {each.item for each in after.unplaced}
