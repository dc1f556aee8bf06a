"""From a chain's line to what it brings, quickly: what the index and the merge read.

The commitment binds the body's bytes to the log, so they are not brought into canonical form again;
`verify` does all of that at leisure.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from tawthiq.record.bodies import Disposal, Reject, TaskDone
from tawthiq.record.codec import from_json
from tawthiq.record.digest import Digest
from tawthiq.record.entry import DISPOSED, EntryKind
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Item
from tawthiq.record.statement import Statement
from tawthiq.store.chain import Line
from tawthiq.store.lines import committed, read_entry
from tawthiq.store.marks import micros
from tawthiq.store.rows import Logged

_READERS: Mapping[EntryKind, Callable[[object], Any]] = {
    EntryKind.ITEM: partial(from_json, Item),
    EntryKind.STATEMENT: partial(from_json, Statement),
    EntryKind.TASK: partial(from_json, TaskDone),
    EntryKind.REJECT: partial(from_json, Reject),
    EntryKind.DISPOSAL: partial(from_json, Disposal),
    EntryKind.WRITER: lambda body: None,
    EntryKind.CHECKPOINT: lambda body: None,
}


def lawful(salt: bytes, writer: str, line: Line, *, disposed: bool = False) -> Logged:
    """What `line` brings. Raises LawBroken where it is not lawful.

    A body that was disposed of, or is about to be (`disposed`), leaves nothing but the entry.
    """
    entry = read_entry(line.log)
    if entry.n != line.position.n:
        raise LawBroken(f"entry {entry.n} stands where entry {line.position.n} should")
    if line.body is None:
        raise LawBroken("its body is missing")
    at = micros(entry.at)
    if disposed or line.body == DISPOSED:
        return Logged(writer, entry.n, at, entry.kind, Digest(""), None, "")
    body = committed(entry, line.body)
    text = body.decode(errors="surrogateescape")
    value = _READERS[entry.kind](_json(text))
    return Logged(writer, entry.n, at, entry.kind, subject_of(salt, value, body), value, text)


def subject_of(salt: bytes, value: object, body: bytes) -> Digest:
    """The name of what an entry brings: an item's digest, a statement's id, else the body's digest."""
    if isinstance(value, Item):
        return value.digest
    content = salt + body if isinstance(value, Statement) else body
    return Digest(hashlib.sha256(content).hexdigest())


def _json(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as cause:
        raise LawBroken(f"not JSON: {cause}") from cause
