"""The sheet of one incident as a page: one HTML file, both languages, screen and A4."""

from itertools import groupby

from tawthiq.publish.pages import render
from tawthiq.publish.phrases import phrase
from tawthiq.publish.sheet import Account, IncidentSheet, Said
from tawthiq.publish.value_words import place_words, who, words
from tawthiq.record.statement import Modality

CHECK_ONE = "sha256sum objects/*/DIGEST"
"""Prints the digest of one object again; DIGEST is its name."""


def sheet_html(sheet: IncidentSheet) -> str:
    """The page. Nothing in it asks for another file or host; `#both` shows and prints both languages."""
    return render(
        "sheet.html.j2",
        sheet=sheet,
        accounts=[(term, list(same)) for term, same in groupby(sheet.accounts, key=_term)],
        names={source.number: _name(source.number, sheet) for source in sheet.sources},
        words=words,
        place=place_words,
        who=who,
        modality=_modality,
        check=CHECK_ONE,
    )


def _term(account: Account) -> str:
    return account.property


def _modality(said: Said, language: str) -> str:
    """How it is said, where it is not simply asserted."""
    return "" if said.modality is Modality.ASSERTS else phrase(f"modality-{said.modality}", language)


def _name(number: int, sheet: IncidentSheet) -> str:
    source = sheet.sources[number - 1]
    return source.names[0] if source.names else ""
