import json
from pathlib import Path

import pytest

from tawthiq.cli import drill_running
from tawthiq.cli.drill_running import run_drill_make, run_drill_scenarios
from tawthiq.record.errors import Interrupted, UsageError


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


def test_who_stops_a_drill_is_told_that_it_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drill_running, "make", stopped)
    with pytest.raises(Interrupted) as told:
        run_drill_make("old-footage", tmp_path / "d", 1, "tiny", None, None, as_json=False)
    assert "from its beginning" in told.value.advice
