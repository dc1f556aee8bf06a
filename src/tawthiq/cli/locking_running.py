"""What `lock` and `unlock` do between `app` and the terminal."""

import getpass
import sys
from collections.abc import Sequence
from pathlib import Path

from tawthiq.app.locking import SUFFIX, asks_passphrase, lock, locked_file, unlock
from tawthiq.cli.output import print_json, progress, say
from tawthiq.record.errors import NotFound, NotWhole, UsageError
from tawthiq.store.locked import Secret

_SURVIVES = (
    "Deleted is not destroyed: bytes may survive on SSDs and flash, in snapshots, backups and swap.\n"
    "Full-disk encryption is what helps there; docs/threats.md says more."
)


def run_lock(
    folder: Path, file: Path | None, recipients: Sequence[str], *, remove: bool, as_json: bool
) -> None:
    """`tawthiq lock`."""
    secret = Secret(recipients=tuple(recipients)) if recipients else Secret(passphrase=_chosen())
    with progress(quiet=as_json) as report:
        locked = lock(folder, file or locked_file(folder), secret, remove=remove, progress=report)
    if as_json:
        body = {"file": str(locked.file), "files": locked.files, "bytes": locked.size}
        print_json("lock", body | {"external": locked.external, "removed": locked.removed})
        return
    say(f"{locked.file}: {locked.files} files, {locked.size} bytes; read back and found equal.")
    if locked.external:
        say(f"{locked.external} items lie outside the record and are NOT in it: lock them by other means.")
    say(
        f"The folder {folder} was removed."
        if locked.removed
        else f"The folder {folder} is still there, open."
    )
    say(_SURVIVES)


def run_unlock(file: Path, record: Path | None, key: Path | None, *, as_json: bool) -> None:
    """`tawthiq unlock`."""
    folder = record or _folder(file)
    if key is None and not asks_passphrase(file):
        raise UsageError(f"{file} opens with a key, not a passphrase", mend="Give it: --key FILE.")
    secret = Secret(identities=_keys(key)) if key else Secret(passphrase=_asked("Passphrase: "))
    with progress(quiet=as_json) as report:
        unlocked = unlock(file, folder, secret, report)
    found = unlocked.verification
    if as_json:
        print_json("unlock", {"record": str(folder), "files": unlocked.files, "verdict": found.verdict})
    else:
        say(f"{folder}: {unlocked.files} files. {found.verdict}")
    if found.findings:
        raise NotWhole(f"{len(found.findings)} findings; the first: {found.findings[0]}")


def _folder(file: Path) -> Path:
    if file.suffix != SUFFIX:
        raise UsageError(f"say with --record where {file} is unlocked into")
    return file.with_suffix("")


def _chosen() -> str:
    """A passphrase, asked twice at a terminal."""
    first = _asked("Passphrase (several words; lost means lost for good): ")
    if sys.stdin.isatty() and first != _asked("The same again: "):
        raise UsageError("the two differ; nothing was locked")
    return first


def _asked(prompt: str) -> str:
    """What is typed unseen; the first line of the input where there is no terminal."""
    words = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if not words:
        raise UsageError("no passphrase was given")
    return words


def _keys(file: Path) -> tuple[str, ...]:
    """The identities in a key file of age, one a line; lines that begin with # are remarks."""
    if not file.is_file():
        raise NotFound(f"{file} is not there", mend="Name the file that holds the key.")
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
