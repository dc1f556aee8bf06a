"""A statement as every page shows it: who says it, who wrote it down, what it rests on, how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from tawthiq.publish.value_words import who
from tawthiq.record.agent import AgentKind
from tawthiq.record.digest import Digest
from tawthiq.record.review import Standing
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import Term, Text
from tawthiq.store.queries import StatementRow
from tawthiq.web.wording import (
    Said,
    address,
    called_as,
    cited_name,
    fragment,
    place_said,
    said_of,
    value_said,
)
from tawthiq.web.words import word

_SHOWN = 2
"""Statements without a name that are listed one by one beside the one that rests on them."""


@dataclass(frozen=True, slots=True)
class CiteView:
    """One thing a statement rests on, and where a click leads. `here`: in the item of this page."""

    text: str
    href: str
    here: bool = False
    foreign: bool = True


@dataclass(frozen=True, slots=True)
class StatementView:
    """`second` in the item it is about, where it is about one; `about`: the
    statement or entity it is about, where it is about one. `origin`: who brought it, people, the
    material or a machine."""

    id: Digest
    term: str
    said: Said
    said_by: str
    recorded_by: str
    at: datetime
    said_at: Said | None
    modality: str
    method: str
    standing: Standing
    access: str
    origin: str
    correctable: bool
    about: CiteView | None
    second: Fraction | None
    end: Fraction | None
    cites: tuple[CiteView, ...]

    @property
    def is_proposal(self) -> bool:
        """Whether it waits for a person."""
        return self.standing is Standing.PROPOSED


def statement_views(
    rows: Iterable[StatementRow], names: dict[Digest, str], language: str, *, here: Digest | None = None
) -> tuple[StatementView, ...]:
    """The views of `rows`; `names` of the items they cite, `here` the item of the page they stand on."""
    return tuple(_view(row, names, language, here) for row in rows)


def _view(row: StatementRow, names: dict[Digest, str], language: str, here: Digest | None) -> StatementView:
    said = row.statement
    seconds = said.about.seconds if isinstance(said.about, Span) and said.about.item == here else None
    speaker, writer = who(said.said_by, language), who(said.recorded_by, language)
    return StatementView(
        row.id,
        said.property,
        said_of(said, language),
        speaker,
        "" if said.said_by == said.recorded_by else writer,
        row.at,
        value_said(said.said_at, language) if said.said_at else None,
        said.modality,
        said.method,
        row.standing,
        row.access,
        _origin(said),
        isinstance(said.value, Text | Term),
        _cite(said.about, names, language, here) if isinstance(said.about, Mention) else None,
        seconds.start if seconds else None,
        seconds.end if seconds else None,
        tuple(_cites(row, names, language, here)),
    )


def _origin(said: Statement) -> str:
    if said.recorded_by.kind is not AgentKind.SOFTWARE:
        return "people"
    return "machine" if said.is_proposal else "material"


def _cites(row: StatementRow, names: dict[Digest, str], language: str, here: Digest | None) -> list[CiteView]:
    """What it rests on; many statements without a name are counted, and listed on its own page."""
    cites = row.statement.cites
    bare = [c for c in cites if isinstance(c, Mention) and c.statement not in names]
    kept = cites if here is None or len(bare) <= _SHOWN else tuple(c for c in cites if c not in bare)
    views = list(dict.fromkeys(_cite(cited, names, language, here) for cited in kept))
    if len(kept) < len(cites):
        text = word("so-many-statements", language, n=len(bare))
        views.append(CiteView(text, f"/statement/{row.id}", foreign=False))
    return views


def _cite(cited: Citation, names: dict[Digest, str], language: str, here: Digest | None) -> CiteView:
    if not isinstance(cited, Span):
        called = names.get(cited.statement) or word("a-statement", language)
        return CiteView(called_as(called, language), f"/statement/{cited.statement}", foreign=False)
    place = place_said(cited, language)
    if cited.item == here:
        return CiteView(place or word("this-item", language), fragment(cited) or "#main", here=True)
    name = cited_name(cited.item, names, language).rpartition("/")[2]
    return CiteView(f"{name} · {place}" if place else name, address(cited), foreign=False)
