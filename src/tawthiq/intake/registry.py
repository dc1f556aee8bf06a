"""Which reader reads which file: the first that recognises it, the most particular ones first."""

from typing import Final

from tawthiq.intake.auto_archiver import AutoArchiver
from tawthiq.intake.near_duplicates import NearDuplicates
from tawthiq.intake.reading import Reader
from tawthiq.intake.tables import Tables
from tawthiq.intake.telegram import Telegram
from tawthiq.intake.whatsapp import WhatsApp
from tawthiq.intake.ytdlp import YtDlp

READERS: Final[tuple[Reader, ...]] = (
    YtDlp(),
    AutoArchiver(),
    Telegram(),
    WhatsApp(),
    NearDuplicates(),
    Tables(),
)
"""All readers, in the order in which they are asked."""

HEAD = 4096
"""Bytes from the beginning of a file that `reader_for` needs to see."""


def reader_for(name: str, head: bytes) -> Reader | None:
    """The reader of the file `name` that begins with `head`; None where it is kept unread."""
    return next((reader for reader in READERS if reader.recognises(name, head)), None)
