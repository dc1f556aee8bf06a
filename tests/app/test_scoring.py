"""A record of a part of the tiny drill, with what one person wrote, from end to end against its truth."""

import json
import shutil
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from tawthiq.app import observing
from tawthiq.app.building import build
from tawthiq.app.desk import at_desk
from tawthiq.app.editing import Hand
from tawthiq.app.entered import toll_entered
from tawthiq.app.entity_edits import Basis, say_of
from tawthiq.app.incident_edits import make_incident
from tawthiq.app.person_edits import link
from tawthiq.app.scoring import score_record
from tawthiq.cli.score_running import run_score
from tawthiq.drill.found import read_found
from tawthiq.drill.score import Score
from tawthiq.drill.score_people import people_of
from tawthiq.drill.scoring import RoomScore
from tawthiq.drill.truth import Truth, read_truth
from tawthiq.drill.truth_people import PersonTruth
from tawthiq.record.agent import person
from tawthiq.record.digest import Digest
from tawthiq.record.errors import UsageError
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Mention, Span
from tawthiq.record.value import Link, Text
from tawthiq.store import queries
from tests.app.case import copied
from tests.drill.tiny import tiny_drill

PARTS = ("chats", "lists", "posts", "unsorted", "footage/IMG_0231.mp4")
WORDS = "زقاق لا ركام فيه"


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_drill(tmp_path_factory)


@pytest.fixture(scope="module")
def truth(drill: Path) -> Truth:
    return read_truth(drill / "truth.json")


@pytest.fixture(scope="module")
def record(drill: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one film, all texts and one file that lies, in which somebody noted what the film shows."""
    folder = tmp_path_factory.mktemp("team")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        for part in PARTS:
            source, target = drill / "material" / part, folder / "material" / part
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
        shutil.rmtree(next((folder / "material").rglob("video_files")))
        built = build([folder / "material"], folder / "team.record").record
        with at_desk(built) as desk:
            (film,) = (row for row in queries.items(desk.index) if "footage/IMG_0231.mp4" in row.names)
            span = Span(film.item.digest, (Seconds(Fraction(1), Fraction(2)),))
            observing.observe(Hand(desk.record, person("A trainee (invented)")), span, WORDS)
    return built


def _room(scored: Score, name: str) -> RoomScore:
    return next(room for room in scored.rooms if room.room == name)


def test_what_was_read_and_noted_counts_and_what_was_not_tried_says_so(
    record: Path, drill: Path, truth: Truth, tmp_path: Path
) -> None:
    scored = score_record(record, drill / "truth.json", tmp_path / "debrief.html")
    figures = {(room.room, m.name): m for room in scored.rooms for m in room.measures}
    posts = sum(not post.path.startswith("auto-archiver") for post in truth.posts)
    assert figures["posts", "posts"].right == posts
    assert figures["lists", "rows"].right == len(truth.rows)
    assert figures["rejects", "refused needlessly"].value == 0
    refused = [reject for reject in truth.rejects if not reject.path.startswith("footage")]
    assert figures["rejects", "refused"].right == len(refused)
    assert (figures["observations", "noted"].right, figures["observations", "noted"].of) == (
        1,
        len(truth.marks),
    )
    for room in ("text", "persons", "toll", "claims", "needs"):
        assert not _room(scored, room).attempted
    assert [each.words for each in scored.marks if each.mark.name == "father"] == [(WORDS,)]
    page = (tmp_path / "debrief.html").read_text("utf-8")
    assert WORDS in page
    for mark in truth.marks:
        assert mark.english in page and mark.arabic in page


def test_what_people_say_of_an_incident_and_of_people_is_scored(
    record: Path, drill: Path, truth: Truth, tmp_path: Path
) -> None:
    team = copied(record, tmp_path / "team.record")
    killed = truth.tolls[0]
    with at_desk(team) as desk:
        hand = Hand(desk.record, person("A trainee (invented)"))
        found = read_found(desk.index, truth)
        posts = {place: Mention(row.id) for row in found.of("post") for place in found.locators(row)}
        asks = next(post for post in truth.posts if post.kind == "need")
        weapons = {claim.id: claim for claim in truth.claims if claim.question == "weapon"}
        tells = next(p for p in truth.posts if p.stances and p.stances[0].claim in weapons)
        grounds = tuple(posts[post.path, post.locator] for post in (tells, asks))
        (film,) = (row for row in queries.items(desk.index) if "footage/IMG_0231.mp4" in row.names)
        _, incident = make_incident(hand, "Market Street", [film.item.digest])
        source = person("Somebody in the chat (invented)")
        answer = Text(weapons[tells.stances[0].claim].arabic, "ar")
        say_of(hand, incident, "account.weapon", answer, Basis(grounds[:1], source=source))
        figure = str(killed.killed)
        toll = toll_entered(figure, figure, f"the {killed.scope}", killed.day, "")
        say_of(hand, incident, "account.toll", toll, Basis((Span(film.item.digest),)))
        say_of(hand, incident, "need.request", Text("ropes", "en"), Basis(grounds[1:]))
        same, brothers = _two_rows(people_of(truth, found))
        for one, other in (same, brothers):
            link(hand, one, "same-as", Link(other, "person"), Basis((Mention(one), Mention(other))))
    scored = score_record(team, drill / "truth.json")
    figures = {(room.room, m.name): m.right or m.value for room in scored.rooms for m in room.measures}
    assert figures["claims", "claims"] == figures["claims", "answers right"] == 1
    assert figures["toll", "days"] == figures["needs", "need"] == 1
    assert (figures["persons", "pairs found"], figures["persons", "siblings made one"]) == (1, 1)


def _two_rows(who: dict[Digest, PersonTruth]) -> tuple[tuple[Digest, Digest], tuple[Digest, Digest]]:
    """Two rows of one person, and of two others who are brothers or sisters and no kin of that person."""
    pairs = list(combinations(sorted(who), 2))
    same = next(pair for pair in pairs if who[pair[0]] == who[pair[1]])
    siblings = next(
        (one, other)
        for one, other in pairs
        if who[one] != who[other]
        and (who[one].father, who[one].family) == (who[other].father, who[other].family)
        and who[same[0]] not in (who[one], who[other])
    )
    return same, siblings


def test_the_score_is_one_table_and_one_json(
    record: Path, drill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_score(record, drill / "truth.json", None, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["rooms"]["persons"] == {"attempted": False, "measures": {}, "missed": []}
    assert told["rooms"]["lists"]["measures"]["rows"]["value"] == 1
    seconds = [each["second"] for each in told["rooms"]["observations"]["missed"]]
    assert seconds and all(second >= 0 for second in seconds)
    run_score(record, drill / "truth.json", None, as_json=False)
    table = capsys.readouterr().out
    for words in ("not attempted", "100 %", "never about evidence", "noted"):
        assert words in table


def test_what_is_no_truth_and_where_nothing_can_be_written_are_usage_errors(
    record: Path, drill: Path, tmp_path: Path
) -> None:
    (tmp_path / "truth.json").write_text("{}")
    with pytest.raises(UsageError, match="version"):
        score_record(record, tmp_path / "truth.json")
    with pytest.raises(UsageError, match="could not be written"):
        score_record(record, drill / "truth.json", tmp_path / "nowhere/debrief.html")
