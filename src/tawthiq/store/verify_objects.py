"""Verifying objects: every item held, of the right size, hashing to its name; and nothing else there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from tawthiq.record.digest import Digest
from tawthiq.record.item import Item
from tawthiq.store.findings import Finding, Progress
from tawthiq.store.hashing import Stored, hash_file
from tawthiq.store.layout import Layout
from tawthiq.store.objects import ObjectStore

_NAME = re.compile(r"[0-9a-f]{64}\Z")


def verify_items(
    layout: Layout, items: Mapping[Digest, Sequence[Item]], disposed: AbstractSet[Digest], progress: Progress
) -> Iterator[Finding | Stored]:
    """Hashes every item in turn: what is wrong with it, or its bytes where they are right."""
    store = ObjectStore(layout)
    total = sum(logged[0].size for logged in items.values())
    done = 0
    for digest, logged in sorted(items.items()):
        if digest not in disposed:
            for path in sorted({store.locate(item) for item in logged}):
                yield _check(layout, path, logged)
        done += logged[0].size
        progress("objects", done, total)


def unlogged(
    layout: Layout, items: AbstractSet[Digest], disposed: AbstractSet[Digest]
) -> Iterator[tuple[bool, Finding]]:
    """What else lies in `objects/`: whether it is wrong to be there, and what it is."""
    for path in _files(layout.objects):
        where = path.relative_to(layout.root).as_posix()
        placed = _NAME.match(path.name) and path.parent == layout.objects / path.name[:2]
        if not placed or path.is_symlink() or not path.is_file():
            yield True, Finding(where, None, "does not belong here")
        elif path.name in disposed:
            yield True, Finding(where, None, "was disposed of, but is still here")
        elif path.name not in items:
            true = hash_file(path).digest == path.name
            what = "no entry of the log names it" if true else "is not what its name says, and not logged"
            yield not true, Finding(where, None, what)


def _check(layout: Layout, path: Path, logged: Iterable[Item]) -> Finding | Stored:
    where = path.relative_to(layout.root).as_posix() if path.is_relative_to(layout.root) else str(path)
    try:
        stored = hash_file(path)
    except FileNotFoundError:
        return Finding(where, None, "an item of the record is missing")
    except OSError as cause:
        return Finding(where, None, f"cannot be read: {cause.strerror}")
    for item in logged:
        if stored.size != item.size:
            return Finding(where, None, f"has {stored.size} bytes; the log says {item.size}")
        if stored.digest != item.digest:
            return Finding(where, None, "its bytes do not hash to its name: it was altered")
    return stored


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_symlink() or not path.is_dir():
            yield path
