"""Every error a user can meet: what happened, what was expected, what to do.

The tree, each class with the exit code of the command that ends with it:

    TawthiqError
    ├── UsageError          2   the command was asked for something it cannot mean
    ├── RecordError         3   the folder is not a record we can read or write
    │   ├── NotARecord
    │   ├── NewerFormat
    │   ├── RecordBusy
    │   └── NotUnlocked
    ├── LawBroken           4   a statement, span or value the law refuses
    │   └── NotCanonical
    ├── NotFound            5   no item, statement or file is known by that name
    ├── NotWhole            6   verification found the record altered or incomplete
    ├── MediaError          7   footage could not be opened or decoded
    │   ├── NotMedia
    │   └── MediaTooLarge
    ├── SourceError         8   an export or list could not be read at all
    │   └── MappingNeeded
    ├── ExtraMissing        9   an optional part is not installed
    ├── NotConformant      10   an analyser breaks its contract
    └── Interrupted       130   stopped by the user; the same command resumes

Rooms add leaves beside these where they need them; exit codes are allotted here and nowhere else.
`docs/errors.md` has a mend for each and is tested against this tree.
"""

from typing import ClassVar


class TawthiqError(Exception):
    """Base of all our errors. `mend` says what the reader can do about it."""

    exit_code: ClassVar[int] = 1
    mend: ClassVar[str] = "This is a defect in Tawthiq: please report it with the message above."

    def __init__(self, message: str, *, mend: str | None = None) -> None:
        """`message` says what happened and what was expected; `mend` overrides the class's advice."""
        super().__init__(message)
        self.message = message
        self.advice = mend or type(self).mend


class UsageError(TawthiqError):
    """The command was asked for something it cannot mean."""

    exit_code = 2
    mend = "Run the command with --help to see what it takes."


class RecordError(TawthiqError):
    """The folder is not a record that can be read or written."""

    exit_code = 3
    mend = "Run `tawthiq verify` on the folder to see what is whole."


class NotARecord(RecordError):
    """The folder holds no `record.toml`."""

    mend = "Make a record with `tawthiq init DIR`, or name the folder that holds record.toml."


class NewerFormat(RecordError):
    """The record was written in a format newer than this software knows."""

    mend = "Install a newer Tawthiq; this one leaves the record untouched."


class RecordBusy(RecordError):
    """Another process is writing to the record with this device's key."""

    mend = "Wait for the other command to end, or stop it, and run this one again."


class NotUnlocked(RecordError):
    """A locked file could not be opened: another passphrase or key, or a file cut short or altered."""

    mend = "Try the passphrase again, or another copy of the file; nothing was unpacked."


class LawBroken(TawthiqError):
    """A value that the law of the record refuses; nothing was written."""

    exit_code = 4
    mend = "docs/record-format.md states the law that was broken."


class NotCanonical(LawBroken):
    """Bytes or values that have no place in the canonical form."""

    mend = "Write rationals as 'n/d' and measures as decimal strings; floats have no place."


class NotFound(TawthiqError):
    """No item, statement or file is known by that name."""

    exit_code = 5
    mend = "`tawthiq search` and `tawthiq status` list what is there; an id may be shortened to 8 digits."


class NotWhole(TawthiqError):
    """Verification found the record altered or incomplete."""

    exit_code = 6
    mend = "Keep the folder as it is, note the findings, and compare with another copy of the record."


class MediaError(TawthiqError):
    """Footage could not be opened or decoded; the bytes are kept all the same."""

    exit_code = 7
    mend = "The bytes are preserved; try the file in a player, and ask the source for another copy."


class NotMedia(MediaError):
    """The first bytes are of no kind of footage on the allow-list."""

    mend = "docs/errors.md lists the kinds we decode; anything else is kept as a document."


class MediaTooLarge(MediaError):
    """Picture size, duration or stream count is over a cap that protects the machine."""

    mend = "The bytes are preserved; raise the cap only for a file you trust."


class SourceError(TawthiqError):
    """An export or list could not be read at all; single bad rows are rejects instead."""

    exit_code = 8
    mend = "Export it again from the application, or give it as CSV with a column mapping."


class MappingNeeded(SourceError):
    """A list has columns nobody has explained yet."""

    mend = (
        "Explain its columns in the browser (`tawthiq open`), or run `tawthiq map LIST`"
        " and then again with --confirm NAME."
    )


class ExtraMissing(TawthiqError):
    """An optional part is not installed."""

    exit_code = 9
    mend = "Install the named extra, for example: pip install 'tawthiq-record[speech]'."


class NotConformant(TawthiqError):
    """An analyser breaks its contract; the message lists every way found."""

    exit_code = 10
    mend = "`tawthiq.media.analyser` states the contract; each line above names the footage."


class Interrupted(TawthiqError):
    """Stopped by the user; what was finished is kept."""

    exit_code = 130
    mend = "Run the same command again: it resumes where it stopped."
