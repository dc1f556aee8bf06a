"""What software wrote into the record, in the reader's language.

The record holds reasons, caveats and causes in English, with names, digits and times in them. Each form of
them stands in `software_words.toml`; what has no form there is shown as it is written. Words of people are
never passed through here: those are kept as found.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from tawthiq.record import value as v

_PART = re.compile(r"\\{(\w+)\\}")  # as re.escape leaves it
_WRITTEN = frozenset({"media.damage", "zone", "no-usable-evidence"})
_STATED = frozenset({"media.clock", "time", "transcription"})
"""Properties whose text, and whose cause or caveat, is our software's own."""

_JOINTS = {"ar": "؛ "}


def software_words(written: str, language: str) -> str | None:
    """`written` in `language` where its form is known, or those of all its parts between semicolons.

    What is put into a form is isolated (U+2068, U+2069). None where there is no such form, and for English.
    """
    if language == "en":
        return None
    parts = [_form(part, language) for part in written.split("; ")]
    known = [part for part in parts if part]
    if len(known) == len(parts):
        return _JOINTS[language].join(known)
    return _form(written, language)  # a cause in it may hold semicolons


def value_in(term: str, value: v.Value, language: str) -> v.Value:
    """A value that software gave of the property `term`, its words in `language` where their form is known.

    What software only passes on (a title, words heard or read on a screen) stays as it was found.
    """
    match value:
        case v.Text(text) if term in _WRITTEN and (known := software_words(text, language)):
            return v.Text(known, language)
        case v.Unknown(why) if term in _STATED and (known := software_words(why, language)):
            return v.Unknown(known)
        case v.When(stated=stated) if term in _STATED and (known := software_words(stated, language)):
            return replace(value, stated=known)
    return value


@cache
def forms() -> Mapping[str, Mapping[str, str]]:
    """Every form by its key, then by language."""
    text = files("tawthiq.publish").joinpath("software_words.toml").read_text("utf-8")
    return tomllib.loads(text)


def _form(written: str, language: str) -> str | None:
    for said, form in _patterns():
        if found := form.fullmatch(written):
            parts = {name: f"\u2068{part}\u2069" for name, part in found.groupdict().items()}
            return said[language].format(**parts)
    return None


@cache
def _patterns() -> tuple[tuple[Mapping[str, str], re.Pattern[str]], ...]:
    """The longest form first: it says most of what it matches."""
    longest = sorted(forms().values(), key=lambda said: -len(said["en"]))
    return tuple((said, re.compile("".join(_pattern(said["en"])), re.DOTALL)) for said in longest)


def _pattern(form: str) -> Iterator[str]:
    yield _PART.sub(r"(?P<\1>.+?)", re.escape(form))
