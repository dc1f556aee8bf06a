"""Each room of the score: right, wrong, or silent where nothing was tried."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.drill import debrief
from tawthiq.drill.score import ROOMS, score
from tawthiq.drill.score_clocks import score_clocks
from tawthiq.drill.score_copies import score_copies
from tawthiq.drill.score_events import score_events
from tawthiq.drill.score_heard import score_sounds
from tawthiq.drill.score_marks import noted, score_marks
from tawthiq.drill.score_people import score_claims, score_needs, score_persons, score_toll
from tawthiq.drill.score_read import score_lists, score_posts, score_rejects
from tawthiq.drill.score_seen import score_cuts, score_text
from tawthiq.drill.score_where_when import score_places, score_times
from tawthiq.drill.scoring import Measure, RoomScore, paired
from tawthiq.drill.truth import families
from tawthiq.drill.truth_footage import (
    Box,
    Copy,
    Cut,
    Mark,
    Overlay,
    Place,
    Segment,
    SoundEvent,
    SoundIs,
    Steady,
)
from tawthiq.drill.truth_footage import Span as Stretch
from tawthiq.drill.truth_people import ListRowTruth, PersonTruth, TollOn
from tawthiq.drill.truth_posts import ChatTruth, Claim, PostTruth, RejectTruth, Stance
from tawthiq.record.agent import software
from tawthiq.record.bodies import Reject
from tawthiq.record.selector import Pointer, Row
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Method
from tawthiq.record.value import (
    Circle,
    EntityKind,
    Introduction,
    Link,
    Overlap,
    Post,
    Quantity,
    Tally,
    Text,
)
from tawthiq.record.when import When, instant
from tests.drill.told import EVERY, NOON, TRAINEE, film, found, item_of, recording, row, span, truth

F = Fraction
WHOLE = Box(F(0), F(0), F(100), F(100))
SURE = Quantity(Decimal("0.9"), "1")


def figure(room: RoomScore, name: str) -> Measure:
    """The measure of that name, once everything of the room is known to have words in the debrief."""
    assert all(debrief.named(each, "ar") for each in room.measures)
    assert all(debrief.said("missed", each.what, "ar") for each in room.missed)
    return next(m for m in room.measures if m.name == name)


def test_what_was_not_tried_is_neither_zero_nor_passed() -> None:
    empty = found(paths=(), ran="")
    scored = score(truth(files=(film("a.mp4"),)), empty)
    silent = {room.room for room in scored.rooms if not room.attempted}
    assert silent == {room.room for room in scored.rooms}
    assert len(scored.rooms) == len(ROOMS) + 1


moments = st.lists(st.fractions(0, 60, max_denominator=100), max_size=12)


@given(moments, moments)
def test_each_moment_is_paired_at_most_once_and_never_too_far(true: list[F], said: list[F]) -> None:
    pairs = paired(true, said, F(1, 2))
    assert all(abs(t - f) <= F(1, 2) for t, f in pairs)
    for side, given_side in ((0, true), (1, said)):
        used = [pair[side] for pair in pairs]
        assert all(used.count(each) <= given_side.count(each) for each in used)


@given(moments)
def test_a_perfect_answer_is_paired_whole(true: list[F]) -> None:
    assert len(paired(true, true, F(0))) == len(true)


def _copy(begins: int = 20) -> Copy:
    segment = Segment(
        Stretch("copy.mp4", F(0), F(10)), Stretch("long.mp4", F(begins), F(begins + 10)), F(1),
        SoundIs.SAME, WHOLE, WHOLE, mirror=True,
    )  # fmt: skip
    return Copy("copy.mp4", (segment,), ("excerpt", "mirror"))


def _overlap(other: str, offset: int) -> Overlap:
    return Overlap(item_of(other), F(max(0, offset)), F(offset + 10), F(offset), Decimal("0.5"))


@pytest.mark.parametrize("turned", [False, True])
def test_a_segment_counts_from_either_side(turned: bool) -> None:
    true = truth(files=(film("copy.mp4"), film("long.mp4")), copies=(_copy(),), families=families((_copy(),)))
    said = (
        row("same-footage", Overlap(item_of("copy.mp4"), F(0), F(10), F(-20), Decimal("0.5")),
            span("long.mp4", 20, 30))
        if turned
        else row("same-footage", _overlap("long.mp4", 20), span("copy.mp4", 0, 10))
    )  # fmt: skip
    families_found = (frozenset({"copy.mp4", "long.mp4"}),)
    scored = score_copies(true, found(said, paths=("copy.mp4", "long.mp4"), families=families_found))
    assert (figure(scored, "segments").right, figure(scored, "segments: mirror").right) == (1, 1)
    assert figure(scored, "families").value == 1
    assert figure(scored, "false pairs").value == 0
    assert figure(scored, "off at the ends, median").value == 0


def test_a_wrong_offset_is_no_find_and_a_stranger_is_false() -> None:
    true = truth(
        files=(film("copy.mp4"), film("long.mp4"), film("other.mp4")),
        copies=(_copy(),),
        families=families((_copy(),)),
    )
    wrong = row("same-footage", _overlap("long.mp4", 24), span("copy.mp4", 0, 10))
    strange = row("same-footage", _overlap("other.mp4", 3), span("copy.mp4", 0, 10))
    paths = ("copy.mp4", "long.mp4", "other.mp4")
    scored = score_copies(true, found(wrong, strange, paths=paths, families=(frozenset(paths),)))
    assert figure(scored, "distinct recordings").value == 1
    assert figure(scored, "distinct recordings in truth").value == 2
    assert figure(scored, "segments").right == 0
    assert figure(scored, "false pairs").value == 1
    assert figure(scored, "families").right == 0
    assert [(m.path, m.at, m.what) for m in scored.missed] == [("copy.mp4", F(0), "copy")]


def _heard(
    path: str, onset: F, source: str = "bang-1", kind: str = "impulse", seconds: int = 1
) -> SoundEvent:
    return SoundEvent(path, source, kind, onset, F(seconds), 34300, -20000, F(40))


def test_clocks_are_judged_by_arrival_and_intervals_by_the_clock() -> None:
    one, other = recording("a.mp4", 0), recording("b.mp4", 30, camera="b")
    true = truth(
        files=(film("a.mp4"), film("b.mp4")),
        recordings=(one, other),
        sounds=(_heard("a.mp4", F("40.3")), _heard("b.mp4", F("10.1"))),
    )
    held = Overlap(item_of("b.mp4"), F(0), F(30), F("-30.2"), Decimal("0.3"))
    narrow = Overlap(item_of("b.mp4"), F(0), F(30), F("-30.2"), Decimal("0.05"))
    right = score_clocks(
        true, found(row("same-moment", held, span("a.mp4", 30, 60)), paths=("a.mp4", "b.mp4"))
    )
    assert figure(right, "pairs").right == 1
    assert figure(right, "off in arrival, median").value == pytest.approx(0, abs=1e-9)
    assert figure(right, "intervals that hold the clock").right == 1
    sure = score_clocks(
        true, found(row("same-moment", narrow, span("a.mp4", 30, 60)), paths=("a.mp4", "b.mp4"))
    )
    assert figure(sure, "intervals that hold the clock").right == 0


def test_what_is_stated_of_the_scene_is_what_must_hold_the_clock() -> None:
    true = truth(
        files=(film("a.mp4"), film("b.mp4")),
        recordings=(recording("a.mp4", 0), recording("b.mp4", 30, camera="b")),
    )
    wide = Overlap(item_of("b.mp4"), F(0), F(30), F("-30.2"), Decimal("0.001"), scene_error=Decimal("0.25"))
    scored = score_clocks(
        true, found(row("same-moment", wide, span("a.mp4", 30, 60)), paths=("a.mp4", "b.mp4"))
    )
    assert figure(scored, "intervals that hold the clock").right == 1
    assert figure(scored, "width of the intervals, median").value == pytest.approx(0.5)


def test_an_event_is_judged_by_who_is_on_its_clock_and_where() -> None:
    names = ("a.mp4", "b.mp4", "c.mp4", "far.mp4")
    true = truth(
        files=tuple(map(film, names)),
        recordings=(
            recording("a.mp4", 0),
            recording("b.mp4", 10, camera="b"),
            recording("c.mp4", 20, camera="c"),
            recording("far.mp4", 0, event="another day"),
        ),
    )
    event = item_of("the event")
    said = [
        row("event-time", Overlap(event, F(0), F(60), F(at), Decimal(error)), span(path, 0, 60))
        for path, at, error in (
            ("a.mp4", "0", "0.001"),
            ("b.mp4", "10.1", "0.2"),
            ("far.mp4", "3", "0.2"),
        )
    ]
    scored = score_events(true, found(*said, paths=names, ran="events"))
    assert (figure(scored, "recordings placed").right, figure(scored, "recordings placed").of) == (2, 3)
    assert figure(scored, "placed on a wrong clock").value == 1
    assert figure(scored, "off on the clock, median").value == pytest.approx(0.1)
    assert figure(scored, "intervals that hold the clock").right == 1
    assert [missed.path for missed in scored.missed] == ["c.mp4"]


def test_a_recording_alone_on_its_clock_is_placed_nowhere() -> None:
    true = truth(recordings=(recording("a.mp4", 0), recording("b.mp4", 10, camera="b")))
    alone = row(
        "event-time", Overlap(item_of("event"), F(0), F(60), F(0), Decimal("1")), span("a.mp4", 0, 60)
    )
    scored = score_events(true, found(alone, paths=("a.mp4", "b.mp4"), ran=""))
    assert (figure(scored, "recordings placed").right, figure(scored, "recordings placed").of) == (0, 2)


def test_recordings_that_were_listened_to_without_any_two_being_near_were_attempted() -> None:
    true = truth(recordings=(recording("a.mp4", 0), recording("b.mp4", 10, camera="b")))
    listened = found(paths=("a.mp4", "b.mp4"), ran="sync.item")
    assert figure(score_clocks(true, listened), "pairs").right == 0
    assert figure(score_events(true, listened), "recordings placed").right == 0
    unheard = found(paths=("a.mp4", "b.mp4"), ran="match")
    assert not score_clocks(true, unheard).attempted
    assert not score_events(true, unheard).attempted


def test_a_moment_that_two_recordings_did_not_share_is_false() -> None:
    one, other = recording("a.mp4", 0), recording("b.mp4", 5000, event="another day", camera="b")
    true = truth(files=(film("a.mp4"), film("b.mp4")), recordings=(one, other))
    said = row(
        "same-moment", Overlap(item_of("b.mp4"), F(0), F(30), F(-30), Decimal("1")), span("a.mp4", 30, 60)
    )
    scored = score_clocks(true, found(said, paths=("a.mp4", "b.mp4")))
    assert (figure(scored, "false pairs").value, figure(scored, "pairs").of) == (1, 0)


def test_cuts_are_counted_within_a_few_frames() -> None:
    true = truth(files=(film("a.mp4"),), cuts=(Cut("a.mp4", F(10)), Cut("a.mp4", F(20)), Cut("a.mp4", F(30))))
    rows = [row("shot.cut", SURE, span("a.mp4", at)) for at in (F("10.04"), F("20.2"), F(45))]
    scored = score_cuts(true, found(*rows, paths=("a.mp4",)))
    assert (figure(scored, "recall").right, figure(scored, "precision").of) == (2, 3)
    assert figure(scored, "F1").value == pytest.approx(2 / 3)
    assert figure(scored, "false a minute").value == 1
    assert [m.at for m in scored.missed] == [F(30)]


def test_what_an_archiver_wrote_beside_a_film_is_held_by_any_statement_that_cites_it() -> None:
    def told(path: str, locator: str) -> PostTruth:
        return PostTruth(path, path, locator, F(0), "eyewitness", "somebody", "en")

    paths = ("result.json", "film/metadata.json")
    true = truth(
        posts=(told("result.json", "/messages/1"), told("film/metadata.json", "/metadata")),
        chats=(ChatTruth("film/metadata.json", "auto-archiver", 1, 0, 0),),
    )
    said = Span(item_of("result.json"), (Pointer("/messages/1"),))
    rows = [row("post", Post("words"), said)]
    assert figure(score_posts(true, found(*rows, paths=paths)), "posts").right == 1
    rows.append(row("page.title", Text("a film"), Span(item_of("film/metadata.json"), (Pointer("/title"),))))
    assert figure(score_posts(true, found(*rows, paths=paths)), "posts").right == 2


def test_sounds_are_judged_by_onset_and_by_seconds_covered() -> None:
    true = truth(
        files=(film("a.mp4"),),
        recordings=(recording("a.mp4", 0),),
        sounds=(
            _heard("a.mp4", F(10)),
            _heard("a.mp4", F(15), "hammer", "hammering"),
            _heard("a.mp4", F(20), "prayer", "recitation", 10),
        ),
    )
    rows = (
        row("sound.impulse", SURE, span("a.mp4", F("10.01"))),
        row("sound.impulse", SURE, span("a.mp4", F(15))),
        row("sound.impulse", SURE, span("a.mp4", F(50))),
        row("sound.chant", SURE, span("a.mp4", 25, 35)),
    )
    scored = score_sounds(true, found(*rows, paths=("a.mp4",)))
    assert figure(scored, "impulses: recall").value == 1
    assert (figure(scored, "impulses: precision").right, figure(scored, "impulses: precision").of) == (2, 3)
    assert figure(scored, "chant: seconds found").value == 0.5
    assert figure(scored, "chant: found seconds right").value == 0.5
    assert figure(scored, "speech: seconds found").value is None


def test_a_sound_softer_than_others_is_asked_for_apart_and_finding_it_is_no_error() -> None:
    true = truth(
        files=(film("near.mp4"), film("far.mp4")),
        recordings=(recording("near.mp4", 0), recording("far.mp4", 0)),
        sounds=(
            replace(_heard("near.mp4", F(10), "a-2", "chant", 5), level_mdb=-25_000),
            replace(_heard("far.mp4", F(10), "a-2", "chant", 7), level_mdb=-25_000),
        ),
        steady=(
            Steady("near.mp4", "a-0", "crowd", -20_000),
            Steady("near.mp4", "a-1", "siren", -25_000),
            Steady("far.mp4", "a-0", "crowd", -10_000),
            Steady("far.mp4", "a-1", "siren", -30_000),
        ),
    )
    rows = [
        row("sound.siren", SURE, span("far.mp4", 0, 30)),
        row("sound.chant", SURE, span("near.mp4", 10, 15)),
    ]
    scored = score_sounds(true, found(*rows, paths=("near.mp4", "far.mp4")))

    def counts(name: str) -> tuple[int | None, int]:
        return figure(scored, name).right, figure(scored, name).of

    assert counts("siren: loud seconds found") == (0, 60)  # where it is loud it was missed
    assert counts("siren: seconds found") == (30, 120)
    assert counts("siren: found seconds right") == (30, 30)
    assert counts("chant: loud seconds found") == (5, 5)
    assert counts("chant: seconds found") == (5, 12)


def test_only_what_was_listened_for_is_scored() -> None:
    true = truth(recordings=(recording("a.mp4", 0),), steady=(Steady("a.mp4", "a-1", "siren", -25_000),))
    assert not score_sounds(true, found(paths=("a.mp4",), ran="watch/tawthiq.shots")).attempted
    listened = score_sounds(true, found(paths=("a.mp4",), ran="watch/tawthiq.tones"))
    assert {measure.name.partition(":")[0] for measure in listened.measures} == {"siren"}
    noted = row("sound.siren", SURE, span("a.mp4", 0, 30), by=TRAINEE)
    by_hand = score_sounds(true, found(noted, paths=("a.mp4",), ran=""))
    assert figure(by_hand, "siren: seconds found").right == 30


def test_speech_is_judged_by_its_seconds_and_its_words() -> None:
    said = replace(_heard("a.mp4", F(10), "a-6", "speech", 6), words="he was not an ill disposed young man")
    before = replace(_heard("a.mp4", F(-4), "a-6", "speech", 6), words="had he married")
    unheard = replace(_heard("a.mp4", F(40), "a-6", "speech", 5), words="he might even")
    chant = _heard("a.mp4", F(30), "a-4", "recitation", 5)
    true = truth(
        files=(film("a.mp4"),),
        recordings=(recording("a.mp4", 0),),
        sounds=(before, said, chant, unheard),
    )
    rows = (
        row("sound.speech", SURE, span("a.mp4", 0, 13)),
        row("sound.speech", SURE, span("a.mp4", 30, 35)),
        row("transcription", Text("He was not an old man", "en"), span("a.mp4", 10, 15)),
    )
    scored = score_sounds(true, found(*rows, paths=("a.mp4",), ran=f"{EVERY} second/speech"))
    heard, right = figure(scored, "speech: seconds found"), figure(scored, "speech: found seconds right")
    assert (heard.right, heard.of) == (5, 13)  # of 0-2, 10-16 and 40-45
    assert (right.right, right.of) == (10, 18)  # a voice that recites is no error
    read = figure(scored, "words heard right")
    assert (read.right, read.of) == (5, 11)  # what was cut by the beginning is not asked for
    assert [(m.at, m.what, m.detail) for m in scored.missed] == [(F(40), "speech", "he might even")]
    unwritten = score_sounds(true, found(*rows, paths=("a.mp4",)))
    assert "words heard right" not in {measure.name for measure in unwritten.measures}


def test_words_in_the_picture_are_compared_as_search_folds_them() -> None:
    shown = Overlay("banner", "شبكة الأنموذج", "ar", Stretch("a.mp4", F(5), F(20)), WHOLE)
    reader = software("tawthiq text", "1")
    read = row("transcription", Text("شبكه الانموذج"), span("a.mp4", 6, 8), by=reader)
    elsewhere = row("transcription", Text("شبكه"), span("a.mp4", 40, 45), by=reader)
    true = truth(files=(film("a.mp4"),), overlays=(shown,))
    assert not score_text(true, found(read, paths=("a.mp4",))).attempted
    right = score_text(true, found(read, paths=("a.mp4",), ran="second/text"))
    assert figure(right, "words right").value == 1
    wrong = score_text(true, found(elsewhere, paths=("a.mp4",), ran="second/text"))
    assert figure(wrong, "overlays found").value == 0


def test_times_hold_the_beginning_or_do_not() -> None:
    true = truth(files=(film("a.mp4"),), recordings=(recording("a.mp4", 100),))
    began = true.moment(F(100))
    right = row("time", instant(began), span("a.mp4"), method=Method.INFERRED)
    wrong = row("time", instant(true.moment(F(3700))), span("a.mp4"), method=Method.INFERRED)
    open_end = row("time", When(None, began, "UTC"), span("a.mp4"), method=Method.INFERRED)
    for said, held, read in ((right, 1, 1), (wrong, 0, 0), (open_end, 1, 1)):
        scored = score_times(true, found(said, paths=("a.mp4",)))
        assert (figure(scored, "held").right, figure(scored, "right clocks read").right) == (held, read)


def test_places_hold_the_place_or_do_not() -> None:
    place = Place("street", "شارع", "street", 30_000_000, 20_000_000, 50, 0)
    true = truth(files=(film("a.mp4"),), recordings=(recording("a.mp4", 0),), places=(place,))
    for latitude, held in (("30.001", 1), ("30.1", 0)):
        circle = Circle(Decimal(latitude), Decimal("20"), Decimal("200"))
        scored = score_places(true, found(row("place", circle, span("a.mp4")), paths=("a.mp4",)))
        assert figure(scored, "held").right == held
        assert figure(scored, "radius, median").value == 200
        assert [m.detail for m in scored.missed] == ["30.0000, 20.0000"] * (1 - held)


def _post(number: int, kind: str = "eyewitness", **parts: object) -> PostTruth:
    return PostTruth(f"p{number}", "chat.json", f"/messages/{number}", F(number), kind, "x", "ar", **parts)  # type: ignore[arg-type]


def _at(number: int) -> Span:
    return Span(item_of("chat.json"), (Pointer(f"/messages/{number}"),))


def test_posts_rows_and_rejects_are_found_at_their_places() -> None:
    true = truth(
        posts=(_post(1), _post(2)),
        rows=(ListRowTruth("list.csv", 2, "missing", 1), ListRowTruth("list.csv", 3, "killed", 2)),
    )
    said = row("post", Post("words"), _at(1), method=Method.PARSED)
    introduced = row(
        "entity",
        Introduction(EntityKind.PERSON, "اسم"),
        Span(item_of("list.csv"), (Row(3),)),
        method=Method.PARSED,
    )
    record = found(said, introduced, paths=("chat.json", "list.csv"))
    assert (
        figure(score_posts(true, record), "posts").right,
        figure(score_lists(true, record), "rows").right,
    ) == (1, 1)
    assert score_posts(true, record).missed[0].detail == "/messages/2"


def test_rejects_are_found_by_place_and_needless_ones_counted() -> None:
    true = truth(
        files=(film("a.mp4"), film("bad.mp4")),
        rejects=(RejectTruth("list.csv", "row/11", "cells"), RejectTruth("bad.mp4", "", "no film")),
    )
    said = (
        Reject("lists/list.csv", "row 11", "has 11 cells", "read"),
        Reject("bad.mp4", "", "not footage", "watch"),
        Reject("a.mp4", "0:03", "damaged", "watch"),
    )
    scored = score_rejects(truth(files=(*true.files, film("list.csv")), rejects=true.rejects),
                           found(paths=(), rejects=said))  # fmt: skip
    assert figure(scored, "refused").right == 2
    assert figure(scored, "refused needlessly").value == 1


def test_brothers_made_one_are_counted() -> None:
    people = tuple(
        PersonTruth(n, "", "", given, "Salim", "Mithal", "m", 20 + n, 1)
        for n, given in ((1, "Amir"), (2, "Nabil"))
    )
    rows = tuple(
        ListRowTruth(p, r, "missing", n) for p, r, n in (("a.csv", 2, 1), ("b.csv", 2, 1), ("b.csv", 3, 2))
    )
    entities = [
        row("entity", Introduction(EntityKind.PERSON, "x"), Span(item_of(each.path), (Row(each.row),)),
            method=Method.PARSED, name=f"{each.path} {each.row}")
        for each in rows
    ]  # fmt: skip
    a2, b2, b3 = entities
    right = row("same-as", Link(b2.id), Mention(a2.id), method=Method.INFERRED)
    wrong = row("same-as", Link(b3.id), Mention(b2.id), method=Method.INFERRED)
    true = truth(persons=people, rows=rows)
    good = score_persons(true, found(*entities, right, paths=("a.csv", "b.csv")))
    assert (figure(good, "F1 of pairs").value, figure(good, "siblings made one").value) == (1, 0)
    bad = score_persons(true, found(*entities, right, wrong, paths=("a.csv", "b.csv")))
    assert figure(bad, "siblings made one").value == 2
    assert not score_persons(true, found(*entities, paths=("a.csv", "b.csv"))).attempted


def test_a_toll_is_right_for_its_day_and_scope_only() -> None:
    true = truth(
        tolls=(TollOn("2013-08-16", "site", 31, 12, 3, 9, 2), TollOn("2013-08-23", "site", 43, 0, 3, 9, 2))
    )
    day = instant(NOON)
    judged = row("account.toll", Tally(30, 32, "site", day), _at(1), by=TRAINEE, method=Method.JUDGED)
    parsed = row("account.toll", Tally(31, 31, "site", day), _at(1), method=Method.PARSED)
    assert figure(score_toll(true, found(judged, paths=("chat.json",))), "days").right == 1
    assert not score_toll(true, found(parsed, paths=("chat.json",))).attempted
    undated = row("account.toll", Tally(30, 32, "site"), _at(1), by=TRAINEE, method=Method.JUDGED)
    assert figure(score_toll(true, found(undated, paths=("chat.json",))), "days").right == 0
    named = replace(judged, statement=replace(judged.statement, method=Method.OBSERVED))
    assert figure(score_toll(true, found(named, paths=("chat.json",))), "days").right == 1
    arabic = row(
        "account.toll", Tally(30, 32, "القتلى في الموقع", day), _at(1), by=TRAINEE, method=Method.JUDGED
    )
    assert figure(score_toll(true, found(arabic, paths=("chat.json",))), "days").right == 1
    said = replace(undated, statement=replace(undated.statement, said_at=day))
    assert figure(score_toll(true, found(said, paths=("chat.json",))), "days").right == 1


ASKED = truth(
    claims=(
        Claim("rocket", "weapon", "a rocket", "صاروخ", None),
        Claim("bomb", "weapon", "a bomb", "قنبلة", None),
        Claim("dead", "toll", "21 killed", "٢١ قتيلاً", None, "site", 21),
    ),
    posts=(
        PostTruth(
            "p1",
            "chat.json",
            "/messages/1",
            F(1),
            "hearsay",
            "x",
            "ar",
            stances=(Stance("rocket", "reports"), Stance("dead", "reports")),
        ),
    ),
)
"""One post that answers two questions."""


def test_what_a_person_concludes_without_a_post_is_no_claim_of_a_post() -> None:
    true = truth(
        claims=(Claim("rocket", "weapon", "a rocket", "صاروخ", None),),
        posts=(_post(1, stances=(Stance("rocket", "asserts"),)),),
    )
    own = row("account.weapon", Text("a rocket"), span("film.mp4", 3), by=TRAINEE, method=Method.JUDGED)
    assert not score_claims(true, found(own, paths=("chat.json", "film.mp4"))).attempted


def test_claims_and_needs_stand_at_their_posts() -> None:
    true = truth(
        claims=(Claim("rocket", "weapon", "a rocket", "صاروخ", None),),
        posts=(
            _post(1, stances=(Stance("rocket", "asserts"),)),
            _post(2, stances=(Stance("rocket", "denies"),)),
            _post(3, "need", needs=("ropes",)),
        ),
    )
    record = found(
        row("account.weapon", Text("صاروخ"), _at(1), method=Method.PARSED),
        row("need.request", Text("حبال"), _at(3), method=Method.PARSED),
        paths=("chat.json",),
    )
    assert (
        figure(score_claims(true, record), "claims").right,
        figure(score_needs(true, record), "need").right,
    ) == (1, 1)


@pytest.mark.parametrize(
    ("property", "value", "right"),
    [
        ("account.weapon", Text("Somebody says: a rocket!"), 1),
        ("account.weapon", Text("إنه الصاروخ"), 1),
        ("account.weapon", Text("a bomb"), 0),
        ("account.toll", Tally(20, 25, "at the site"), 1),
        ("account.toll", Tally(20, None, "the city"), 0),
        ("account.toll", Tally(30, 40, "the site"), 0),
    ],
)
def test_an_answer_is_right_if_it_is_the_posts_own(property: str, value: Text | Tally, right: int) -> None:
    said = row(property, value, _at(1), by=TRAINEE, method=Method.JUDGED)
    scored = score_claims(ASKED, found(said, paths=("chat.json",)))
    assert (figure(scored, "claims").right, figure(scored, "claims").of) == (1, 2)
    assert (figure(scored, "answers right").right, figure(scored, "answers right").of) == (right, 1)


def test_who_speaks_of_an_incident_may_cite_what_a_post_was_read_as() -> None:
    post = row("post", Post("صاروخ"), _at(1), method=Method.PARSED)
    incident = row(
        "entity", Introduction(EntityKind.INCIDENT, "x"), span("chat.json"), by=TRAINEE, method=Method.JUDGED
    )
    said = row(
        "account.weapon",
        Text("a rocket"),
        Mention(incident.id),
        Mention(post.id),
        by=TRAINEE,
        method=Method.JUDGED,
    )
    scored = score_claims(ASKED, found(post, incident, said, paths=("chat.json",)))
    assert figure(scored, "claims").right == 1


def test_an_observation_counts_in_the_film_and_in_a_copy_of_it_by_people_only() -> None:
    mark = Mark("arrival", Stretch("long.mp4", F(25), F(27)), "arrival at the source", "الوصول إلى المصدر")
    true = truth(files=(film("copy.mp4"), film("long.mp4")), copies=(_copy(),), marks=(mark,))
    paths = ("copy.mp4", "long.mp4")

    def wrote(path: str, at: int, **by: object) -> RoomScore:
        said = row("observation", Text("وصل"), span(path, at), method=Method.OBSERVED, by=TRAINEE)
        return score_marks(true, found(said, paths=paths))

    assert figure(wrote("long.mp4", 24), "noted").right == 1
    assert figure(wrote("copy.mp4", 6), "noted").right == 1
    assert figure(wrote("copy.mp4", 25), "noted").right == 0
    machine = row("transcription", Text("وصل"), span("long.mp4", 25))
    assert not score_marks(true, found(machine, paths=paths)).attempted
    assert noted(true, found(machine, paths=paths))[0].words == ()


def test_a_note_within_two_marks_is_for_the_one_whose_words_it_shares() -> None:
    smoke = Mark("smoke", Stretch("long.mp4", F(0), F(20)), "smoke over the roofs", "دخان فوق الأسطح")
    voice = Mark("voice", Stretch("long.mp4", F(5), F(20)), "a voice recites", "صوت يتلو")
    true = truth(files=(film("long.mp4"),), marks=(smoke, voice))

    def beside(words: str) -> list[str]:
        said = row("observation", Text(words), span("long.mp4", 6), method=Method.OBSERVED, by=TRAINEE)
        return [each.mark.name for each in noted(true, found(said, paths=("long.mp4",))) if each.words]

    assert beside("الدخان فوق البيوت، دخان كثيف") == ["smoke"]
    assert beside("somebody's voice") == ["voice"]
    assert beside("nothing of either") == ["voice"]  # begins nearer


def test_one_note_finds_one_mark_and_a_second_note_the_next() -> None:
    smoke = Mark("smoke", Stretch("a.mp4", F(0), F(2)), "smoke", "دخان")
    prayer = Mark("prayer", Stretch("a.mp4", F(1, 3), F(7)), "a prayer", "صلاة")
    arrival = Mark("arrival", Stretch("a.mp4", F(7), F(8)), "arrival", "وصول")
    true = truth(files=(film("a.mp4"),), marks=(smoke, prayer, arrival))

    def words(*notes: tuple[str, int]) -> list[tuple[str, ...]]:
        rows = (
            row("observation", Text(said), span("a.mp4", at), method=Method.OBSERVED, by=TRAINEE, name=said)
            for said, at in notes
        )
        return [each.words for each in noted(true, found(*rows, paths=("a.mp4",)))]

    assert words(("smoke", 0)) == [("smoke",), (), ()]
    assert words(("smoke", 0), ("a voice", 0)) == [("smoke",), ("a voice",), ()]
    assert words(("smoke", 0), ("rubble", 7)) == [("smoke",), (), ("rubble",)]
    assert words(("rubble", 7), ("rubble again", 8)) == [(), ("rubble again",), ("rubble",)]


@pytest.mark.parametrize(("offset", "false"), [("-57", 0), ("-50", 1)])
def test_a_short_moment_need_not_be_found_and_is_right_all_the_same(offset: str, false: int) -> None:
    true = truth(
        files=(film("a.mp4"), film("b.mp4")),
        recordings=(recording("a.mp4", 0), recording("b.mp4", 57, camera="b")),
    )
    said = row(
        "same-moment", Overlap(item_of("b.mp4"), F(0), F(3), F(offset), Decimal("1")), span("a.mp4", 57, 60)
    )
    scored = score_clocks(true, found(said, paths=("a.mp4", "b.mp4")))
    assert (figure(scored, "false pairs").value, figure(scored, "pairs").of) == (false, 0)
