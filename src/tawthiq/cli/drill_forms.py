"""The JSON forms of `tawthiq drill`."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tawthiq.drill.scenario import Scenario
from tawthiq.drill.truth import Truth


def made_form(out: Path, truth: Truth) -> dict[str, Any]:
    """What was made; nothing in it gives an answer away but how many there are."""
    return {
        "folder": os.fspath(out),
        "scenario": truth.scenario,
        "seed": truth.seed,
        "size": truth.size,
        "invented": True,
        "made": {
            "files": len(truth.files),
            "films": len(truth.recordings),
            "seconds_of_film": float(sum(each.seconds for each in truth.recordings)),
            "copies": len(truth.copies),
            "posts": len(truth.posts),
            "lists": len(truth.lists),
            "rows_of_lists": len(truth.rows),
            "people": len(truth.persons),
        },
    }


def scenarios_form(found: Sequence[Scenario]) -> dict[str, Any]:
    """The scenarios with their names in both languages."""
    return {
        "scenarios": [{"name": each.name, "english": each.english, "arabic": each.arabic} for each in found]
    }
