"""Why something could not be read, in the reader's language; see `publish.software_words`."""

from tawthiq.publish.software_words import software_words
from tawthiq.web.wording import Said


def reason_said(reason: str, language: str) -> Said:
    """A reject's reason, or where it was, in `language` where its form is known; else the English words."""
    known = software_words(reason, language)
    return Said(reason, "en") if known is None else Said(known, language)
