"""Questions about the work that was done: tasks with an entry, by stage, item and code version."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select

from tawthiq.record.digest import Digest
from tawthiq.store.index import Index
from tawthiq.store.tables import TASK_INPUTS, TASKS


def tasks_done(index: Index, stage: str | None = None) -> dict[Digest, bool]:
    """Tasks with an entry, and whether they are complete."""
    question = select(TASKS.c.id, func.max(TASKS.c.complete)).group_by(TASKS.c.id)
    if stage is not None:
        question = question.where(TASKS.c.stage == stage)
    with index.reading() as connection:
        return {Digest(task): bool(done) for task, done in connection.execute(question)}


def writers_done(index: Index, stage: str) -> dict[Digest, frozenset[str]]:
    """The chains in which each task of `stage` is complete: which of two laptops did it, before a merge."""
    found: dict[Digest, set[str]] = defaultdict(set)
    question = select(TASKS.c.id, TASKS.c.writer).where(TASKS.c.stage == stage, TASKS.c.complete == 1)
    with index.reading() as connection:
        for task, writer in connection.execute(question):
            found[Digest(task)].add(writer)
    return {task: frozenset(names) for task, names in found.items()}


def stages_run(index: Index) -> frozenset[str]:
    """The stages of which a task has an entry."""
    with index.reading() as connection:
        return frozenset(connection.scalars(select(TASKS.c.stage).distinct()))


def stages_done(index: Index, item: Digest) -> dict[str, bool]:
    """The stages that had `item` among their inputs, and whether a run of each is complete."""
    mine = select(TASK_INPUTS.c.task).where(TASK_INPUTS.c.item == item)
    question = select(TASKS.c.stage, func.max(TASKS.c.complete)).where(TASKS.c.id.in_(mine))
    with index.reading() as connection:
        rows = connection.execute(question.group_by(TASKS.c.stage))
        return {stage: bool(done) for stage, done in rows}


def versions_done(index: Index, stages: Sequence[str]) -> dict[Digest, frozenset[tuple[str, str]]]:
    """By item, the stages of `stages` that are complete on it alone, each with the code version."""
    question = (
        select(TASK_INPUTS.c.item, TASKS.c.stage, TASKS.c.code_version)
        .join(TASKS, TASKS.c.id == TASK_INPUTS.c.task)
        .where(TASKS.c.stage.in_(stages), TASKS.c.complete == 1, TASKS.c.inputs == 1)
    )
    found: dict[Digest, set[tuple[str, str]]] = defaultdict(set)
    with index.reading() as connection:
        for item, stage, version in connection.execute(question):
            found[Digest(item)].add((stage, version))
    return {item: frozenset(done) for item, done in found.items()}


def code_versions(index: Index, stage: str) -> dict[Digest, str]:
    """For each item, the code version of the run of `stage` on it that no later run superseded."""
    question = (
        select(TASK_INPUTS.c.item, TASKS.c.code_version)
        .join(TASKS, TASKS.c.id == TASK_INPUTS.c.task)
        .where(TASKS.c.stage == stage, TASKS.c.complete == 1, TASKS.c.superseded_at.is_(None))
        .order_by(TASKS.c.at, TASKS.c.writer, TASKS.c.n)
    )
    with index.reading() as connection:
        return {Digest(item): version for item, version in connection.execute(question)}
