"""The kit passes what is right, and names what is wrong."""

import pytest

from tawthiq.media.conformance import check_analyser
from tawthiq.record.errors import NotConformant
from tests.media.watched import EXECUTOR

ANALYSERS = "tests.media.analysers"


@pytest.mark.parametrize("name", ["tawthiq.media.frames:Frames", f"{ANALYSERS}:Quiet"])
def test_the_right_pass(name: str) -> None:
    check_analyser(name, executor=EXECUTOR)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Failing", "ZeroDivisionError"),
        ("Shared", "second run"),
        ("Unknowing", "shot.kut"),
        ("Backwards", "do not rise"),
        ("Greedy", "locked child: PermissionError"),
        ("Nameless", "states no name"),
    ],
)
def test_the_wrong_are_told_why(name: str, what: str) -> None:
    with pytest.raises(NotConformant, match=what):
        check_analyser(f"{ANALYSERS}:{name}", executor=EXECUTOR)
