"""A record held against the truth of its drill, and the debrief written beside it."""

from pathlib import Path

from tawthiq.app.families import standing_families
from tawthiq.drill.debrief import debrief_html
from tawthiq.drill.found import read_found
from tawthiq.drill.score import Score, score
from tawthiq.drill.truth import read_truth
from tawthiq.record.errors import UsageError
from tawthiq.record.item import Access
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout


def score_record(folder: Path, truth_file: Path, debrief: Path | None = None) -> Score:
    """The score of the record in `folder`; with `debrief`, the page for the class is written there.

    Raises NotARecord, and UsageError where the truth cannot be read or the page not written.
    """
    truth = read_truth(truth_file)
    with open_index(open_layout(folder)) as index:
        families = [family.members for family in standing_families(index, seen_by=Access.RESTRICTED)]
        scored = score(truth, read_found(index, truth, families))
    if debrief is not None:
        try:
            debrief.write_text(debrief_html(scored), "utf-8")
        except OSError as cause:
            raise UsageError(f"{debrief} could not be written: {cause.strerror}") from cause
    return scored
