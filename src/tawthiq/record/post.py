"""How bytes came to us (acquisition), and what a post says on its face."""

from dataclasses import dataclass
from typing import ClassVar

from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.when import When

UNKNOWN_CUSTODY = "earlier custody unknown"
"""What is printed, and kept, where nobody said through whose hands the bytes went before."""


@dataclass(frozen=True, slots=True)
class Acquisition:
    """One arrival of an item: the name it came under and what was said of how it came.

    What nobody answered stays empty and prints as unknown; `obtained` is when we took it in by the
    giver's word, not the time of the log. `consent` holds the giver's words, `limits` their limits.
    """

    TAG: ClassVar = "acquisition"
    name: str
    source: str = ""
    url: str = ""
    given_by: str = ""
    how: str = ""
    obtained: When | None = None
    consent: str = ""
    limits: str = ""
    custody: str = UNKNOWN_CUSTODY
    modified: When | None = None

    def __post_init__(self) -> None:
        if not (self.name or self.url):
            raise LawBroken("an acquisition has the name or the URL under which the bytes came")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file a post names: its item where the bytes are held, and the export's note where not."""

    name: str
    item: Digest | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A message or post as its export shows it; every part as found, absent parts empty."""

    TAG: ClassVar = "post"
    text: str = ""
    number: str = ""
    sent: When | None = None
    edited: When | None = None
    forwarded_from: str = ""
    reply_to: str = ""
    url: str = ""
    service: str = ""
    attachments: tuple[Attachment, ...] = ()
