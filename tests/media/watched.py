"""Watching in tests: through the child, or in this process where the lock is not what is tested."""

import io
from collections.abc import Sequence
from pathlib import Path

from tawthiq.engine.executor import Ending, Outcome, Task
from tawthiq.engine.local import LocalExecutor
from tawthiq.media.analyser import Analyser
from tawthiq.media.caps import Caps
from tawthiq.media.child import watch_locked
from tawthiq.media.lock import Locks
from tawthiq.media.messages import Header, write_message
from tawthiq.media.watching import PRELOAD, Account, account_of, watch_task

EXECUTOR = LocalExecutor(2, preload=PRELOAD)


def outcome_of(path: Path, analysers: Sequence[str] = (), caps: Caps | None = None) -> Outcome:
    (outcome,) = EXECUTOR.run([watch_task(path, analysers, key=path.name, caps=caps)])
    return outcome


def in_child(path: Path, analysers: Sequence[str] = (), caps: Caps | None = None) -> Account:
    return account_of(outcome_of(path, analysers, caps))


def here(content: bytes, *analysers: Analyser, caps: Caps | None = None) -> Account:
    """In this process, unlocked; raises what the child would have told as a fault."""
    messages: list[bytes] = []

    def send(header: Header, blob: bytes) -> None:
        messages.append(write_message(header, blob))

    watch_locked(io.BytesIO(content), analysers, caps or Caps(), Locks(), send)
    task = Task("here", "", {})
    return account_of(Outcome(task, tuple(messages), Ending.FINISHED, "", 1, 0))
