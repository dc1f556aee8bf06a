"""Which runs of a stage a later run made old: one on at least the same inputs."""

from collections.abc import Iterable
from typing import TypeAlias

from sqlalchemy import Connection, func, select, update

from tawthiq.store.tables import TASK_INPUTS, TASKS

Run: TypeAlias = tuple[str, int, str, int, int]
"""Task id, when and where it was logged (at, writer, n), and how many inputs it has."""


def mark_superseded(connection: Connection, tasks: Iterable[str]) -> None:
    """Notes, for each of the completed `tasks`, which runs it supersedes and which supersede it."""
    for task in tasks:
        runs = _runs_alike(connection, task)
        for other, shared in runs[1:]:
            first, second = sorted((runs[0][0], other), key=lambda run: run[1:4])
            if shared == first[4]:
                _supersede(connection, first[0], second[1])


def _runs_alike(connection: Connection, task: str) -> list[tuple[Run, int]]:
    """The task's own run first, then every run of its stage that shares an input, with how many it shares."""
    mine = select(TASK_INPUTS.c.item).where(TASK_INPUTS.c.task == task)
    stage = select(TASKS.c.stage).where(TASKS.c.id == task).limit(1).scalar_subquery()
    shared = (
        select(TASK_INPUTS.c.task, func.count(TASK_INPUTS.c.item.distinct()).label("shared"))
        .where(TASK_INPUTS.c.item.in_(mine))
        .group_by(TASK_INPUTS.c.task)
        .subquery()
    )
    rows = connection.execute(
        select(TASKS.c.id, TASKS.c.at, TASKS.c.writer, TASKS.c.n, TASKS.c.inputs, shared.c.shared)
        .join(shared, shared.c.task == TASKS.c.id)
        .where(TASKS.c.stage == stage, TASKS.c.complete == 1)
        .order_by(TASKS.c.at, TASKS.c.writer, TASKS.c.n)
    )
    first: dict[str, tuple[Run, int]] = {}
    for *run, count in rows:
        first.setdefault(run[0], ((run[0], run[1], run[2], run[3], run[4]), count))
    own = first.pop(task, None)
    return [own, *first.values()] if own else []


def _supersede(connection: Connection, task: str, at: int) -> None:
    later = TASKS.c.superseded_at.is_(None) | (TASKS.c.superseded_at > at)
    connection.execute(update(TASKS).where(TASKS.c.id == task, later).values(superseded_at=at))
