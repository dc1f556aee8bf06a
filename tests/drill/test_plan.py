import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from tawthiq.drill.plan import Plan, planned
from tawthiq.drill.scenario import SIZES, read_scenario, shipped
from tawthiq.drill.soundtrack import Heard
from tawthiq.drill.telling import tell
from tawthiq.drill.truth import Truth, read_truth, written
from tawthiq.drill.truth_footage import COPY_EDITS
from tawthiq.drill.truth_people import ROW_FAULTS, STATUSES
from tawthiq.drill.truth_posts import POST_KINDS, QUESTIONS

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")

PRINT = """
import hashlib
from tawthiq.drill.filming import street_length
from tawthiq.drill.plan import planned
from tawthiq.drill.readme import first_page
from tawthiq.drill.scenario import SIZES, read_scenario, shipped
from tawthiq.drill.soundtrack import Heard, soundtracks
from tawthiq.drill.telling import tell
from tawthiq.drill.truth import written
size = SIZES["tiny"]
for name in shipped():
    plan = planned(read_scenario(name), size, 7)
    length, onsets, steady = street_length(plan.scenario, size), (), ()
    for number, event in enumerate(plan.scenario.events):
        heard = soundtracks(event, plan.shots, length, size.scale, 700 + number)
        onsets, steady = onsets + heard.onsets, steady + heard.steady
    texts = [first_page(plan), *(each.text for each in (*plan.chats, *plan.rolls))]
    texts.append(written(tell(plan, Heard({}, onsets, steady), ())))
    print(name, len(onsets), len(steady), hashlib.sha256("".join(texts).encode()).hexdigest())
"""
"""All that the truth, the posts and the lists of a drill are made of; pictures have no part in it."""


@pytest.fixture(scope="module", params=shipped())
def plan(request: pytest.FixtureRequest) -> Plan:
    return planned(read_scenario(request.param), SIZES["small"], 7)


@pytest.fixture(scope="module")
def truth(plan: Plan) -> Truth:
    return tell(plan, Heard({}), ())


def test_the_same_scenario_seed_and_size_give_the_same_truth_posts_and_lists() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={**os.environ, "PYTHONHASHSEED": number, **dict.fromkeys(THREADS, number)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for number in ("1", "2")
    }
    (told,) = found
    assert [line.split()[0] for line in told.splitlines()] == list(shipped())


def test_another_seed_gives_another_drill(plan: Plan) -> None:
    other = planned(plan.scenario, plan.size, 8)
    assert other.rolls[0].text != plan.rolls[0].text
    assert other.chats[0].text != plan.chats[0].text


def test_small_has_the_size_the_issue_names(truth: Truth) -> None:
    assert len([copy for copy in truth.copies if copy.edits]) == 20
    assert len(truth.posts) >= 300
    assert len(truth.lists) == 4
    assert all(100 <= each.rows <= 200 for each in truth.lists)
    assert float(sum(each.seconds for each in truth.recordings)) > 200


def test_words_of_the_truth_are_those_it_says_it_uses(truth: Truth) -> None:
    assert {edit for copy in truth.copies for edit in copy.edits} <= set(COPY_EDITS)
    assert {status.status for status in truth.statuses} <= set(STATUSES)
    assert {fault for row in truth.rows for fault in row.faults} <= set(ROW_FAULTS)
    assert {post.kind for post in truth.posts} <= set(POST_KINDS)
    assert {claim.question for claim in truth.claims} <= set(QUESTIONS)


def test_every_kind_of_edit_and_of_post_comes_up(truth: Truth) -> None:
    assert {edit for copy in truth.copies for edit in copy.edits} == set(COPY_EDITS)
    kinds = Counter(post.kind for post in truth.posts)
    assert set(POST_KINDS) - set(kinds) <= {"notice"}


def test_nothing_in_the_truth_points_nowhere(truth: Truth) -> None:
    paths, posts = {each.path for each in truth.files}, {post.id for post in truth.posts}
    people, claims = {each.number for each in truth.persons}, {each.id for each in truth.claims}
    assert len(posts) == len(truth.posts)
    for post in truth.posts:
        assert {post.repeats, post.answers} <= posts | {None}
        assert {stance.claim for stance in post.stances} <= claims
        assert set(post.person) <= people
        assert post.attached is None or post.attached in paths
    for row in truth.rows:
        assert {row.person, row.really} <= people | {None}
    for need in truth.needs:
        assert need.steps
        assert {step.post for step in need.steps} <= posts
    for copy in truth.copies:
        assert {segment.b.path for segment in copy.segments} <= paths
        assert {segment.a.path for segment in copy.segments} == {copy.path}


def test_a_copied_row_is_the_row_it_was_copied_from(truth: Truth) -> None:
    rows = {(row.path, row.row): row for row in truth.rows}
    copied = [row for row in truth.rows if row.copied_from is not None]
    assert len(copied) > 50
    sources = {each.path: each.copied_from for each in truth.lists}
    for row in copied:
        source = sources[row.path]
        assert source is not None
        assert row.copied_from is not None
        first = rows[source, row.copied_from]
        assert (first.person, first.really, first.status) == (row.person, row.really, row.status)


def test_the_toll_is_what_the_statuses_say(truth: Truth) -> None:
    """Counted anew from the statuses, without the code that made the toll."""
    at_site = {n for each in truth.households if each.building for n in each.members}
    for toll in truth.tolls:
        latest: dict[int, set[str]] = {}
        for status in truth.statuses:
            if status.day <= toll.day and (toll.scope == "city" or status.person in at_site):
                known = latest.setdefault(status.person, set())
                if status.status in ("killed", "found-alive"):
                    known.discard("missing")
                known.add(status.status)
        counted = Counter(word for words in latest.values() for word in words)
        assert toll.killed == counted["killed"]
        assert toll.missing == counted["missing"]
        assert toll.found_alive == counted["found-alive"]
        assert toll.wounded == counted["wounded"]
        assert toll.unidentified <= toll.killed


def test_needs_are_open_until_they_are_met(truth: Truth) -> None:
    outcome = {need.id: need.outcome for need in truth.needs}
    last = truth.needs_on[-1]
    assert {need for need, how in outcome.items() if how == "met"} == set(last.met)
    assert {need for need, how in outcome.items() if how == "never-met"} == set(last.unmet)
    assert "ropes" in last.unmet


def test_clocks_are_wrong_as_told_and_films_of_one_event_overlap(plan: Plan, truth: Truth) -> None:
    for recording in truth.recordings:
        ends = truth.moment(recording.begins + recording.seconds) + timedelta(seconds=recording.clock.ahead)
        if recording.clock.created:
            assert f"{ends:%Y-%m-%dT%H:%M:%S}" == recording.clock.created.removesuffix("Z")
    faults = {recording.clock.fault for recording in truth.recordings}
    assert {"none", "hour-ahead", "stripped"} <= faults
    main = max(truth.recordings, key=lambda each: each.seconds)
    beside = [each for each in truth.recordings if each.event == main.event and each != main]
    assert beside
    for each in beside:
        assert main.begins <= each.begins
        assert each.begins < main.begins + main.seconds


def test_a_truth_that_is_written_reads_back_whole(truth: Truth, tmp_path: Path) -> None:
    (tmp_path / "truth.json").write_text(written(truth), "utf-8")
    assert read_truth(tmp_path / "truth.json") == truth


def test_small_has_what_it_promises() -> None:
    plan = planned(read_scenario("market-street"), SIZES["small"], 5)
    assert sum(shot.seconds for shot in plan.shots) >= 8 * 60
    assert len(plan.copies) == 20
    assert len(plan.drafts) == 300
    assert [len(roll.rows) for roll in plan.rolls] == [200] * 4
