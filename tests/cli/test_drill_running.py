import json
from pathlib import Path

import pytest

from tawthiq.cli.drill_running import run_drill_make, run_drill_scenarios
from tawthiq.record.errors import UsageError


def test_the_scenarios_are_told_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    run_drill_scenarios(as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert {each["name"] for each in told["scenarios"]} == {"market-street", "night-strike", "old-footage"}
    assert all(each["english"] and each["arabic"] for each in told["scenarios"])


def test_a_drill_is_made_and_its_answers_are_not_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_drill_make("old-footage", tmp_path / "d", 1, "tiny", None, None, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["invented"] is True
    assert told["made"]["films"] == 3
    assert (tmp_path / "d/truth.json").is_file()
    assert (tmp_path / "d/material/README.txt").is_file()


def test_an_unknown_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="tiny, small, full"):
        run_drill_make("old-footage", tmp_path / "d", 1, "huge", None, None, as_json=False)
