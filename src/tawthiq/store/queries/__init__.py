"""Questions to the index by topic: statements and items, reviews, tasks, counts, and what is in no view."""

from tawthiq.store.queries.how_much import Counts, counts, entries, held, hidden, written_of
from tawthiq.store.queries.items_and_statements import (
    SHORTEST_PREFIX,
    ItemRow,
    StatementRow,
    item,
    items,
    statement,
    statements,
    statements_by_id,
)
from tawthiq.store.queries.left_out import Damage, damage, disposals, rejects
from tawthiq.store.queries.reviews import Verdicted, verdicts
from tawthiq.store.queries.tasks import (
    code_versions,
    stages_done,
    stages_run,
    tasks_done,
    versions_done,
    writers_done,
)

__all__ = [
    "SHORTEST_PREFIX",
    "Counts",
    "Damage",
    "ItemRow",
    "StatementRow",
    "Verdicted",
    "code_versions",
    "counts",
    "damage",
    "disposals",
    "entries",
    "held",
    "hidden",
    "item",
    "items",
    "rejects",
    "stages_done",
    "stages_run",
    "statement",
    "statements",
    "statements_by_id",
    "tasks_done",
    "verdicts",
    "versions_done",
    "writers_done",
    "written_of",
]
