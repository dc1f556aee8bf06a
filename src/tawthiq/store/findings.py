"""What verification says: what it checked, what it found, and one verdict that claims no more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from tawthiq.record.digest import Digest
from tawthiq.record.written import written_time
from tawthiq.store.head import Head

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being checked, how much of it is done, and how much there is (bytes or lines)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, or worth a note: the file in the record, its line where it has lines, and what."""

    path: str
    line: int | None
    what: str

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was looked at. `size` is the bytes of objects that were hashed."""

    chains: int = 0
    entries: int = 0
    disposed: int = 0
    items: int = 0
    size: int = 0
    statements: int = 0
    tasks: int = 0
    rejects: int = 0
    heads: int = 0


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of verifying a record.

    `findings` make it not whole; `notes` do not. `outside` is the head held elsewhere with which the
    record agrees, None where there was none or it does not; `since` counts the entries logged after it,
    which nothing outside vouches for.
    """

    record: Digest
    checked: Checked
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    outside: Head | None = None
    since: int = 0

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it that could be right or wrong."""
        return not self.findings and not (self.checked.items or self.checked.statements)

    @property
    def whole(self) -> bool:
        """Whether everything agrees with everything else. An insider who rewrote all of it passes this."""
        return not self.findings and not self.empty

    @property
    def anchored(self) -> bool:
        """Whether it is whole and agrees with a head held elsewhere."""
        return self.whole and self.outside is not None

    @property
    def verdict(self) -> str:
        """One line. Without a head from outside it says UNANCHORED, never that the record is verified."""
        if self.findings:
            return "NOT WHOLE"
        if self.empty:
            return "NOTHING TO VERIFY"
        if self.outside is None:
            return "WHOLE, UNANCHORED"
        return f"WHOLE, ANCHORED to {self.outside.digest[:16]} of {written_time(self.outside.at)}"
