"""Working copies: what no browser plays is coded anew, once, so that a person can watch it at all.

A copy is an item of its own, with a statement that it was made from the original and how. It is never
evidence, is not watched by machines, and has the access mark of its original. The task makes it happen once.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tawthiq.app.footage_clock import probe_of
from tawthiq.media.playing import COPY_VERSION, plays
from tawthiq.record.bodies import Task, parameters_digest
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.span import Span
from tawthiq.record.value import Link
from tawthiq.store import queries
from tawthiq.store.index import Index

STAGE = "working-copy"


@dataclass(frozen=True, slots=True)
class WorkingCopyView:
    """The copy of one item that a browser is given; `statement` says how it was made."""

    copy: Digest
    statement: Digest


def working_copy(index: Index, item: Digest, *, seen_by: Access) -> WorkingCopyView | None:
    """The copy of `item` that a browser can play; None where there is none for `seen_by`."""
    return working_copies(index, seen_by=seen_by, of=item).get(item)


def working_copies(
    index: Index, *, seen_by: Access, of: Digest | None = None
) -> Mapping[Digest, WorkingCopyView]:
    """Every working copy by its original, or only that of the item `of`."""
    rows = queries.statements(index, citing=of, properties=("derived-from",), stage=STAGE, seen_by=seen_by)
    return {
        Digest(r.statement.value.target): WorkingCopyView(r.statement.about.item, r.id)
        for r in rows
        if isinstance(r.statement.value, Link) and isinstance(r.statement.about, Span)
    }


def waits_for_copy(index: Index, item: Digest, *, seen_by: Access) -> bool:
    """Whether browsers do not play `item`, and nothing has been made of it or failed yet."""
    probe = probe_of(index, item, seen_by)
    return (
        probe is not None and not plays(probe) and not queries.tasks_done(index, STAGE).get(task_of(item).id)
    )


def task_of(item: Digest) -> Task:
    """The task of making one copy."""
    return Task(STAGE, COPY_VERSION, parameters_digest({}), (item,))
