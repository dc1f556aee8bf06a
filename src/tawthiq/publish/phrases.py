"""The words of our pages in English and Arabic, from `phrases.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "ar")


def phrase(key: str, language: str) -> str:
    """The words for `key`; the key itself where it is nobody's phrase, such as a media type."""
    found = phrases().get(key)
    return found[language] if found else key


@cache
def phrases() -> dict[str, dict[str, str]]:
    """Every phrase by its key, then by language."""
    return tomllib.loads(files("tawthiq.publish").joinpath("phrases.toml").read_text("utf-8"))
