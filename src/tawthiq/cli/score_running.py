"""What `tawthiq drill score` does between `app` and the terminal, and its JSON form."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tawthiq.app.scoring import score_record
from tawthiq.cli.output import print_json, print_table, say
from tawthiq.drill.debrief import counted, measured
from tawthiq.drill.score import Score
from tawthiq.drill.scoring import Measure, RoomScore


def run_score(record: Path, truth: Path, debrief: Path | None, *, as_json: bool) -> None:
    """`tawthiq drill score`."""
    scored = score_record(record, truth, debrief)
    if as_json:
        print_json("drill-score", score_form(scored))
        return
    say(f"{scored.scenario}, seed {scored.seed}, {scored.size}\n{scored.notice}\n")
    print_table(("room", "measure", "value", "counts"), [row for room in scored.rooms for row in _rows(room)])
    if debrief is not None:
        say(f"\nThe debrief for the class: {debrief}")


def _rows(room: RoomScore) -> list[tuple[str, str, str, str]]:
    if not room.attempted:
        return [(room.room, "not attempted", "", "")]
    return [
        ("" if number else room.room, each.name, measured(each), counted(each))
        for number, each in enumerate(room.measures)
    ]


def score_form(scored: Score) -> Mapping[str, Any]:
    """`drill score --json`: a room a key, each with its measures, the counts behind them, and `attempted`."""
    return {
        "scenario": scored.scenario,
        "seed": scored.seed,
        "size": scored.size,
        "notice": scored.notice,
        "rooms": {room.room: _room(room) for room in scored.rooms},
    }


def _room(room: RoomScore) -> Mapping[str, Any]:
    missed = [
        {"path": m.path, "second": None if m.at is None else float(m.at), "what": m.what, "detail": m.detail}
        | ({"edits": list(m.edits)} if m.edits else {})
        | ({"told": dict(zip(("en", "ar"), m.told, strict=True))} if any(m.told) else {})
        for m in room.missed
    ]
    measures = {each.name: _measure(each) for each in room.measures}
    return {"attempted": room.attempted, "measures": measures, "missed": missed}


def _measure(measure: Measure) -> Mapping[str, Any]:
    counts = {"of": measure.of} | ({} if measure.right is None else {"right": measure.right})
    return {"value": measure.value, "unit": measure.unit, **counts}
