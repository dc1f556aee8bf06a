from pathlib import Path

import pytest

from tawthiq.drill.scenario import SHIPPED, read_scenario, shipped
from tawthiq.drill.truth_footage import COPY_EDITS
from tawthiq.record.errors import UsageError


@pytest.mark.parametrize("name", shipped())
def test_shipped_scenarios_hang_together(name: str) -> None:
    scenario = read_scenario(name)
    cameras = {camera.id for camera in scenario.cameras}
    for camera in scenario.cameras:
        event = scenario.event(camera.event)
        assert camera.after + camera.seconds <= event.seconds
    assert {mark.camera for mark in scenario.marks} <= cameras
    for copy in scenario.copies:
        assert set(copy.of) <= cameras
        assert set(copy.edits) <= set(COPY_EDITS)
    claims = {claim.id for claim in scenario.claims}
    for post in scenario.posts:
        assert {stance.split(" ")[0] for stance in post.stances} <= claims
        assert post.answers < len(scenario.posts)


def test_the_three_of_the_issue_are_shipped() -> None:
    assert shipped() == ("market-street", "night-strike", "old-footage")
    (arrival,) = [mark for mark in read_scenario("market-street").marks if mark.name == "arrival"]
    assert arrival.begins == 205


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("struck = 1200", "struck = 'noon'", "struck: expected int"),
        ("struck = 1200", "stuck = 1200", "unknown stuck"),
        ("heading = 62.0", "", "place: lacks heading"),
        ("+03:00", "", "a time with its zone"),
        ("place = [0, 1.5, -3]", "place = [0, 1.5]", "expected 3 values"),
        ("[[events]]", "[[events", "not TOML"),
    ],
)
def test_a_scenario_with_a_mistake_says_where(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = (SHIPPED / "market-street.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "mine.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(UsageError, match=words):
        read_scenario(str(tmp_path / "mine.toml"))


def test_an_unknown_name_lists_those_that_are() -> None:
    with pytest.raises(UsageError, match="market-street"):
        read_scenario("no-such-thing")
