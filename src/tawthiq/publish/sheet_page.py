"""The sheet of one incident as a page: one HTML file, both languages, screen and A4."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from tawthiq.publish.pages import render
from tawthiq.publish.phrases import phrase
from tawthiq.publish.sheet import Account, Cite, IncidentSheet, Said, SourceView
from tawthiq.publish.software_words import value_in
from tawthiq.publish.value_words import measures_apart, place_words, who, words
from tawthiq.record.agent import AgentKind
from tawthiq.record.statement import Modality
from tawthiq.record.value import Text

CHECK_ONE = "sha256sum objects/*/DIGEST"
"""Prints the digest of one object again; DIGEST is its name."""

ARABIC = Path(__file__).parent / "fonts" / "noto-sans-arabic-arabic-400-normal.woff2"
"""Noto Sans Arabic (OFL-1.1; source in `web/static/MANIFEST.toml`), where a machine has no such letters."""


def sheet_html(sheet: IncidentSheet, first: str = "en") -> str:
    """The page, opening in the language `first`; `#both` shows and prints both.

    Nothing in it asks for another file or host.
    """
    return render(
        "sheet.html.j2",
        sheet=sheet,
        first=first,
        accounts=[(term, list(same)) for term, same in groupby(sheet.accounts, key=_term)],
        names={source.number: _name(source) for source in sheet.sources},
        listed=[source for source in sheet.sources if not _is_bare(source)],
        bare=_by_role(sheet.sources),
        words=words,
        told=_told,
        together=_together,
        place=place_words,
        who=who,
        modality=_modality,
        check=CHECK_ONE,
        arabic=ARABIC.read_bytes(),
    )


def _told(said: Said, language: str) -> str:
    """Its value in words; what software wrote, in the language of the page."""
    by_software = said.said_by.kind is AgentKind.SOFTWARE
    value = value_in(said.property, said.value, language) if by_software else said.value
    return measures_apart(words(value, language)) if isinstance(value, Text) else words(value, language)


def _together(said: Iterable[Said]) -> list[Said]:
    """The same said of several files by the same voice becomes one line that cites each of them."""
    cites: dict[Said, list[Cite]] = {}
    for each in said:
        cites.setdefault(replace(each, cites=()), []).extend(each.cites)
    return [replace(bare, cites=tuple(dict.fromkeys(found))) for bare, found in cites.items()]


def _term(account: Account) -> str:
    return account.property


def _modality(said: Said, language: str) -> str:
    """How it is said, where it is not simply asserted."""
    return "" if said.modality is Modality.ASSERTS else phrase(f"modality-{said.modality}", language)


def _name(source: SourceView) -> str:
    return source.names[0] if source.names else ""


def _is_bare(source: SourceView) -> bool:
    """Whether nothing is to be told of it but that it is cited: no name, no arrival, no part of the whole."""
    return not (source.names or source.acquisitions or source.part or source.stills)


def _by_role(sources: Iterable[SourceView]) -> Mapping[str, Sequence[SourceView]]:
    """The bare ones, which are told together: a film has one such file or more."""
    found: dict[str, list[SourceView]] = {}
    for source in filter(_is_bare, sources):
        found.setdefault(source.item.role, []).append(source)
    return found
