"""What lies in a source: a folder, walked once in one order, or a single file.

Nothing is passed over in silence: what is not taken in comes out as a reject that says why.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tawthiq.record.bodies import Reject
from tawthiq.record.errors import NotFound

STAGE = "intake"
"""The stage every reject of this room names."""

SYSTEM_FILE = "system file, not taken in"

_SYSTEM_NAMES = frozenset(
    {".ds_store", "thumbs.db", "desktop.ini", "__macosx", ".spotlight-v100", ".trashes", ".fseventsd"}
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to take in; `name` is its path below the source's root, "/" between parts, as found.

    Bytes of a name that are not UTF-8 are written as \\xNN, since a record holds text only.
    """

    path: Path
    name: str


def walk(root: Path) -> Iterator[SourceFile | Reject]:
    """Every file below `root` in the order of their names, or `root` itself where it is a file.

    Symbolic links below the root are not followed: they may lead out of what was given to us. The
    root itself is followed, since the user named it. Raises NotFound where nothing is there.
    """
    if not root.exists():
        raise NotFound(f"{root} is not there", mend="Name a folder or file that exists.")
    if root.is_dir():
        yield from _walk_folder(root)
    else:
        yield _met(root, _written(root.name), root.stat().st_mode)


def is_system_name(name: str) -> bool:
    """Whether `name`, a file's path, is what an operating system leaves behind by itself."""
    return any(p.lower() in _SYSTEM_NAMES or p.startswith("._") for p in name.split("/"))


def _walk_folder(root: Path) -> Iterator[SourceFile | Reject]:
    # A stack of our own: a path may be nested deeper than Python's recursion.
    waiting = [root]
    while waiting:
        path = waiting.pop()
        name = _written("/".join(path.relative_to(root).parts))
        try:
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode) and not is_system_name(name):
                waiting.extend(sorted(path.iterdir(), key=_order, reverse=True))
                continue
        except OSError as cause:
            yield _reject(name, f"could not be opened: {cause.strerror}")
            continue
        yield _met(path, name, mode)


def _met(path: Path, name: str, mode: int) -> SourceFile | Reject:
    if is_system_name(name):
        return _reject(name, SYSTEM_FILE)
    if stat.S_ISLNK(mode):
        return _reject(name, "symbolic link, not followed")
    if not stat.S_ISREG(mode):
        return _reject(name, "neither a file nor a folder")
    if not os.access(path, os.R_OK):
        return _reject(name, "could not be opened: permission denied")
    return SourceFile(path, name)


def _order(path: Path) -> bytes:
    return os.fsencode(path.name)


def _written(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _reject(name: str, reason: str) -> Reject:
    return Reject(name or ".", "", reason, STAGE)
