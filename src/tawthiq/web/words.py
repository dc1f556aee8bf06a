"""The words on our pages in English and Arabic: one file a page in `words/`, keys said once in all."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tawthiq.publish.value_words import found

LANGUAGES = ("en", "ar")
DIRECTIONS = {"en": "ltr", "ar": "rtl"}


def word(key: str, language: str, **parts: object) -> str:
    """The words for `key`, with `parts` put in where they name them. Raises KeyError for no key of ours.

    Words among the parts, whichever way they run, are isolated, so that they turn nothing round.
    """
    said = catalogue()[key][language]
    return said.format(**{name: _apart(part) for name, part in parts.items()}) if parts else said


def _apart(part: object) -> object:
    return found(part) if isinstance(part, str) and any(map(str.isalpha, part)) else part


def label(term: str, language: str) -> str:
    """As `word`, for a term of the record; the term itself where a team made it up."""
    said = catalogue().get(term)
    return said[language] if said else term


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Every word by its key, then by language."""
    every: dict[str, dict[str, str]] = {}
    for page in sorted(pages()):
        for key, said in words_of(page).items():
            if key in every:
                raise ValueError(f"words/{page}.toml says {key!r}, which another file says already")
            every[key] = dict(said)
    return every


@cache
def pages() -> tuple[str, ...]:
    """The names of the files, without their ending."""
    folder = files("tawthiq.web").joinpath("words")
    return tuple(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))


@cache
def words_of(page: str) -> Mapping[str, Mapping[str, str]]:
    """The words of one file."""
    return tomllib.loads(files("tawthiq.web").joinpath(f"words/{page}.toml").read_text("utf-8"))


def for_script(language: str, *pages: str) -> dict[str, str]:
    """The words of those files in one language, for a page's components."""
    return {key: said[language] for page in pages for key, said in words_of(page).items()}
