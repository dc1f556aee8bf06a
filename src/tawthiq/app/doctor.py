"""What this machine has, and which protections hold on it."""

import platform
import sqlite3
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from shutil import which

from tawthiq import __version__
from tawthiq.app.extras import extras_state
from tawthiq.engine.local import LocalExecutor
from tawthiq.media.self_test import self_test
from tawthiq.media.watching import PRELOAD

_PACKAGES = ("av", "numpy", "opencv-python-headless", "cryptography", "SQLAlchemy", "pillow", "openpyxl")
_EXTRAS = (("chromium", "shows pages to tests"),)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is as it should be, and what was seen."""

    name: str
    well: bool
    seen: str


def doctor() -> tuple[Check, ...]:
    """All checks; starts one locked child and lets it try to get out."""
    return (*_software(), *_locks())


def _software() -> tuple[Check, ...]:
    python = Check("python", sys.version_info >= (3, 11), f"{platform.python_version()} on {sys.platform}")
    found = tuple(Check(name, *_version(name)) for name in _PACKAGES)
    database = Check("sqlite", _has_fts5(), f"{sqlite3.sqlite_version}, full-text search")
    extras = tuple(
        Check(name, well=True, seen=f"{which(name) or 'not installed'}: {use}") for name, use in _EXTRAS
    )
    optional = tuple(Check(name, well=True, seen=seen) for name, seen in extras_state())
    return (Check("tawthiq", well=True, seen=__version__), python, *found, database, *extras, *optional)


def _locks() -> tuple[Check, ...]:
    locks, escapes = self_test(LocalExecutor(1, preload=PRELOAD))
    missing = ", ".join(locks.missing)
    tried = tuple(
        Check(f"locked child: {name}", denied, "denied" if denied else "NOT denied")
        for name, denied in escapes.items()
    )
    seen = f"resource limits, Landlock {locks.landlock}, seccomp" if not missing else f"missing: {missing}"
    return (Check("locks around decoders", not missing, seen), *tried)


def _version(package: str) -> tuple[bool, str]:
    try:
        return True, version(package)
    except PackageNotFoundError:
        return False, "not installed"


def _has_fts5() -> bool:
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    connection.close()
    return "ENABLE_FTS5" in options
