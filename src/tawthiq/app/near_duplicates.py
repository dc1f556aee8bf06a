"""The near-duplicate CSV that Bayanat imports: query_video, match_video, distance."""

import csv
from collections.abc import Sequence
from pathlib import Path

from tawthiq.intake.near_duplicates import COLUMNS
from tawthiq.record.measure import Overlap
from tawthiq.record.span import Span
from tawthiq.store.queries import StatementRow


def write_near_duplicates(path: Path, copies: Sequence[StatementRow]) -> None:
    """One line a pair of items, by digest; `distance` is 1 less the probability of the likeliest stretch."""
    nearest: dict[tuple[str, str], float] = {}
    for row in copies:
        about, value = row.statement.about, row.statement.value
        if isinstance(about, Span) and isinstance(value, Overlap):
            pair = (about.item, value.other)
            likely = 1.0 if value.probability is None else float(value.probability)
            nearest[pair] = min(nearest.get(pair, 1.0), 1 - likely)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerows((*pair, f"{distance:.3f}") for pair, distance in sorted(nearest.items()))
