"""Locking this process down, for good, before it reads what somebody else made.

Order matters: import, warm up and open first; afterwards nothing can be opened. Each lock that the
machine does not offer is left out and said so, never silently.
"""

import ctypes
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

from tawthiq.media.caps import Caps
from tawthiq.media.seccomp import forbid_calls
from tawthiq.record.errors import MediaTooLarge

_PR_SET_NO_NEW_PRIVS = 38  # linux/prctl.h
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446  # the same numbers on every architecture
_ASK_VERSION = 1
_PROBING_SECONDS = 60
"""CPU seconds a child has before it knows how long its footage is."""

_TELLING_SECONDS = 10
"""CPU seconds left, when all others are used up, to tell what was found."""


@dataclass(frozen=True, slots=True)
class Locks:
    """What is in force. `landlock` is the version of its interface, 0 where there is none."""

    rlimits: bool = False
    landlock: int = 0
    seccomp: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the locks that are not in force, for a person to read."""
        names = {"rlimits": self.rlimits, "landlock": self.landlock, "seccomp": self.seccomp}
        return tuple(name for name, in_force in names.items() if not in_force)


def lock(caps: Caps) -> Locks:
    """Lock this process; it can never be unlocked. What is open stays open."""
    rlimits = _limit(caps)
    if sys.platform != "linux":
        return Locks(rlimits)
    ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return Locks(rlimits, _forbid_paths(), forbid_calls())


def limit(caps: Caps) -> bool:
    """Only the limits on memory, time and files: for a process that must start a program."""
    return _limit(caps)


def grant_cpu(caps: Caps, footage_seconds: float) -> None:
    """Set what this process may still compute by the length of its footage, within `caps`."""
    if sys.platform != "win32":
        import resource

        granted = _PROBING_SECONDS + int(min(footage_seconds, caps.seconds) * caps.cpu_per_second)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (min(granted, caps.cpu_seconds), hard))


@contextmanager
def ending_at_cpu_limit() -> Iterator[None]:
    """Raise MediaTooLarge in the block when the CPU seconds granted are used up.

    The kernel would end us otherwise; so there is still time to tell what was found (setrlimit(2)).
    """
    if sys.platform == "win32":
        yield
        return

    def over(*_: object) -> NoReturn:
        raise _OverTime

    usual = signal.signal(signal.SIGXCPU, over)
    try:
        yield
    except _OverTime:
        signal.signal(signal.SIGXCPU, signal.SIG_IGN)  # it comes again every second
        raise MediaTooLarge("took more computing than its length allows") from None
    signal.signal(signal.SIGXCPU, usual)


class _OverTime(BaseException):
    """Not an Exception: whose code it meets must not take it for a fault of its own."""


def _limit(caps: Caps) -> bool:
    if sys.platform == "win32":
        return False
    import resource

    probing = min(_PROBING_SECONDS, caps.cpu_seconds)
    limits = (
        (resource.RLIMIT_CORE, 0, 0),  # a core file would spill the footage
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, 64, 64),
        (resource.RLIMIT_CPU, probing, caps.cpu_seconds + _TELLING_SECONDS),
        (resource.RLIMIT_AS, caps.memory, caps.memory),
    )
    try:
        for which, soft, hard in limits:
            _, ceiling = resource.getrlimit(which)
            hard = hard if ceiling == resource.RLIM_INFINITY else min(hard, ceiling)
            resource.setrlimit(which, (min(soft, hard), hard))
    except (ValueError, OSError):  # macOS knows no limit of address space
        return False
    return True


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


def _forbid_paths() -> int:
    """Landlock without a single rule: no path can be opened, no TCP port reached (landlock(7))."""
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = int(call(_LANDLOCK_CREATE, None, 0, _ASK_VERSION))
    if version < 1:
        return 0
    # rights of files known to versions 1, 2, 3 and 5; then of the network (4) and of scopes (6)
    rights = 13 + (version >= 2) + (version >= 3) + (version >= 5)
    rules = _Ruleset((1 << rights) - 1, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    handle = call(_LANDLOCK_CREATE, ctypes.byref(rules), size, 0)
    if handle < 0:
        return 0
    done = call(_LANDLOCK_RESTRICT, handle, 0)
    ctypes.CDLL(None).close(handle)
    return version if done == 0 else 0
