"""What every executor promises. `tests/engine/executor_contract.py` holds any of them to it."""

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from tawthiq.record.canonical import JsonObject

Emit: TypeAlias = Callable[[bytes], None]
"""Sends one message home, at once: what was sent before a death is kept."""


@dataclass(frozen=True, slots=True)
class Task:
    """One call in a process of its own.

    `key` names the work in the caller's ledger; `call` is "package.module:function", a function of
    (arguments, emit); `arguments` have a canonical form; `seconds` of wall time, None for no limit.
    """

    key: str
    call: str
    arguments: JsonObject
    seconds: float | None = None


class Ending(enum.StrEnum):
    """How a task ended."""

    FINISHED = "finished"
    RAISED = "raised"
    DIED = "died"
    HUNG = "hung"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How `task` ended, and the messages of its last attempt, in order, those before a death included.

    `detail` is empty where it finished, else what is known of the cause; `seconds` are wall time over
    all `attempts`.
    """

    task: Task
    messages: tuple[bytes, ...]
    ending: Ending
    detail: str
    attempts: int
    seconds: float


class Executor(Protocol):
    """Runs tasks in processes that may be killed at any time."""

    def run(
        self, tasks: Iterable[Task], *, on_message: Callable[[Task, bytes], None] | None = None
    ) -> Iterator[Outcome]:
        """Exactly one outcome a task, in order of completion; `tasks` is pulled no faster than they run.

        A task whose process dies is repeated, up to a limit; one that raises or hangs is not.
        `on_message` hears each message as it comes, in the caller's thread; a repeated task speaks again.
        Closing the iterator kills what runs. Raises Interrupted on KeyboardInterrupt, nothing left behind.
        """
        ...
