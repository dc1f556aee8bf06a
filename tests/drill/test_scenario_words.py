from dataclasses import replace
from typing import Any

import pytest

from tawthiq.drill.scenario import Scenario, read_scenario, shipped
from tawthiq.drill.scenario_words import check_words
from tawthiq.record.errors import UsageError


def _broken(kind: str) -> Scenario:
    scenario = read_scenario("market-street")
    first = getattr(scenario, kind)[0]
    changes: dict[str, dict[str, Any]] = {
        "events": {"scene": "moon"},
        "cameras": {"fault": "drunk"},
        "marks": {"camera": "nobody"},
        "copies": {"edits": ("paint",)},
        "odd": {"kind": "strange"},
        "claims": {"question": "why"},
        "posts": {"stances": ("weapon.scud shouts",)},
    }
    rest: dict[str, Any] = {kind: (replace(first, **changes[kind]), *getattr(scenario, kind)[1:])}
    return replace(scenario, **rest)


@pytest.mark.parametrize("kind", ["events", "cameras", "marks", "copies", "odd", "claims", "posts"])
def test_a_word_nobody_knows_is_refused_with_its_place(kind: str) -> None:
    with pytest.raises(UsageError, match="known are"):
        check_words(_broken(kind))


@pytest.mark.parametrize("name", shipped())
def test_shipped_scenarios_use_known_words(name: str) -> None:
    check_words(read_scenario(name))


def test_an_answer_to_a_later_post_is_refused() -> None:
    scenario = read_scenario("market-street")
    posts = (replace(scenario.posts[0], answers=4), *scenario.posts[1:])
    with pytest.raises(UsageError, match="no post before"):
        check_words(replace(scenario, posts=posts))
