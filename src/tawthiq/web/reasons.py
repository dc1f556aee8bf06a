"""Why something could not be read, in the reader's language.

The record holds reasons in English, with names, digits and causes in them. Each form of them stands in
`words/reasons.toml`; what has no form there is shown as it is written.
"""

import re
from collections.abc import Iterator
from functools import cache

from tawthiq.web.wording import Said
from tawthiq.web.words import word, words_of

_PART = re.compile(r"\\{(\w+)\\}")  # as re.escape leaves it


def reason_said(reason: str, language: str) -> Said:
    """A reject's reason, or where it was, in `language` where its form is known; else the English words."""
    if language == "en":
        return Said(reason, "en")
    for key, form in _forms():
        if found := form.fullmatch(reason):
            parts = {name: f"\u2068{part}\u2069" for name, part in found.groupdict().items()}  # isolated
            return Said(word(key, language, **parts), language)
    return Said(reason, "en")


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The longest form first: it says most of what it matches."""
    forms = sorted(words_of("reasons").items(), key=lambda each: -len(each[1]["en"]))
    return tuple((key, re.compile("".join(_pattern(said["en"])), re.DOTALL)) for key, said in forms)


def _pattern(form: str) -> Iterator[str]:
    yield _PART.sub(r"(?P<\1>.+?)", re.escape(form))
