"""A person's own words and the language they are in, as far as their letters tell."""

import re

from tawthiq.record.value import Text

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_LATIN = re.compile(r"[A-Za-z]")


def own_words(words: str) -> Text:
    """`words` as the value of a statement."""
    return Text(words.strip(), language_of(words))


def language_of(words: str) -> str:
    """ar or en by the letters, empty where neither or both stand there alike."""
    arabic, latin = len(_ARABIC.findall(words)), len(_LATIN.findall(words))
    return "ar" if arabic > latin else "en" if latin > arabic else ""
