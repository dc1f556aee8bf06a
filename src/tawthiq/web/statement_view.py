"""A statement as every page shows it: who says it, who wrote it down, what it rests on, how it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from tawthiq.app.cited import ITEM, NOTE, Known, Named, Stated, known_of
from tawthiq.app.judging import is_correctable
from tawthiq.app.telling import is_telling
from tawthiq.publish.value_words import brief_words, who
from tawthiq.record.agent import AgentKind
from tawthiq.record.digest import Digest
from tawthiq.record.review import Standing
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import Link, Term
from tawthiq.record.vocabulary import STATUSES
from tawthiq.store.index import Index
from tawthiq.store.queries import Verdicted
from tawthiq.web.asker import Asker
from tawthiq.web.wording import (
    Said,
    address,
    called_as,
    fragment,
    household_called,
    path_words,
    place_said,
    said_of,
    told_apart,
)
from tawthiq.web.words import DIRECTIONS, label, word

_SHOWN = 2
"""Statements without a name that are listed one by one beside the one that rests on them."""

_PAGES = frozenset({"incident", "person", "household", "event"})
"""Kinds of entities that have a page of their own."""


@dataclass(frozen=True, slots=True)
class CiteView:
    """One thing a statement rests on, and where a click leads. `here`: in the item of this page.

    `runs`: the direction of the words; `code`: they are seconds, rows or pointers.
    """

    text: str
    href: str
    here: bool = False
    code: bool = False
    runs: str = "auto"


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Who gave a verdict, which, and why."""

    by: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """`second` in the item it is about, where it is about one; `about`: what it is about, where that is
    neither what the page is about nor a span that it cites; `to`: what it points at.
    `origin`: who brought it, people, the material or a machine. `choices`: the terms that can stand
    instead, with their words; without them any words can. `accountable`: whether it can be taken as an
    account of an incident.
    """

    id: Digest
    term: str
    said: Said
    said_by: str
    recorded_by: str
    at: datetime
    said_at: str
    modality: str
    method: str
    standing: Standing
    access: str
    origin: str
    correctable: bool
    about: CiteView | None
    to: CiteView | None
    second: Fraction | None
    end: Fraction | None
    cites: tuple[CiteView, ...]
    reviews: tuple[ReviewView, ...]
    choices: Mapping[str, str] = field(default_factory=dict)
    accountable: bool = False

    @property
    def is_proposal(self) -> bool:
        """Whether it waits for a person."""
        return self.standing is Standing.PROPOSED


def statement_views(
    rows: Iterable[Stated], known: Known, language: str, *, here: Digest | None = None
) -> tuple[StatementView, ...]:
    """The views of `rows`; `here`: the item or entity of the page they stand on."""
    views = _Views(known, language)
    return tuple(views.view(row, here) for row in rows)


def views_by_id(
    index: Index, rows: Iterable[Stated], asker: Asker, *, here: Digest | None = None
) -> dict[Digest, StatementView]:
    """The views of `rows` by their ids, as on the page of `here`, else each as on that of what it is about.

    In a first pass there is none of what software proposes.
    """
    shown = [row for row in rows if not (asker.blind and row.standing is Standing.PROPOSED)]
    views = _Views(known_of(index, shown, seen_by=asker.seen_by), asker.language)
    return {row.id: views.view(row, here or _entity(row.statement)) for row in shown}


def _entity(said: Statement) -> Digest | None:
    return said.about.statement if isinstance(said.about, Mention) else None


class _Views:
    """Makes views with the names of all that the statements of one page rest on."""

    def __init__(self, known: Known, language: str) -> None:
        self._known, self._language = known, language
        self._ours = DIRECTIONS[language]
        self._files = told_apart(known.items, known.paths)

    def view(self, row: Stated, here: Digest | None) -> StatementView:
        said, language, value = row.statement, self._language, row.statement.value
        about = said.about.item if isinstance(said.about, Span) else said.about.statement
        shown_below = isinstance(said.about, Span) and said.about in said.cites
        seconds = said.about.seconds if isinstance(said.about, Span) and about == here else None
        return StatementView(
            row.id,
            said.property,
            said_of(said, language),
            who(said.said_by, language),
            "" if said.said_by == said.recorded_by else who(said.recorded_by, language),
            row.at,
            brief_words(said.said_at, language) if said.said_at else "",
            said.modality,
            said.method,
            row.standing,
            row.access,
            _origin(said),
            is_correctable(said),
            self._cite(said.about, here) if about != here and not shown_below else None,
            self._mention(value.target) if isinstance(value, Link) else None,
            seconds.start if seconds else None,
            seconds.end if seconds else None,
            tuple(self._cites(row, here)),
            tuple(self._review(each) for each in self._known.reviews.get(row.id, ())),
            _choices(said, language),
            is_telling(row),
        )

    def _review(self, given: Verdicted) -> ReviewView:
        return ReviewView(who(given.by, self._language), given.review.verdict, given.review.reason)

    def _cites(self, row: Stated, here: Digest | None) -> list[CiteView]:
        """What it rests on; many statements without a name are counted, and listed on its own page."""
        cites = [c for c in row.statement.cites if not (isinstance(c, Mention) and c.statement == here)]
        bare = [c for c in cites if isinstance(c, Mention) and not self._called(c.statement).name]
        kept = cites if here is None or len(bare) <= _SHOWN else [c for c in cites if c not in bare]
        views = list(dict.fromkeys(self._cite(cited, here) for cited in kept))
        if len(kept) < len(cites):
            text = word("so-many-statements", self._language, n=len(bare))
            views.append(CiteView(text, f"/statement/{row.id}", runs=self._ours))
        return views

    def _cite(self, cited: Citation, here: Digest | None) -> CiteView:
        if isinstance(cited, Mention):
            return self._mention(cited.statement)
        place = place_said(cited, self._language)
        if cited.item == here:
            text, code = place or word("this-item", self._language), bool(place)
            return CiteView(text, fragment(cited) or "#main", here=True, code=code, runs=self._ours)
        return CiteView(self._file(cited.item, place), address(cited), runs=self._ours)

    def _file(self, item: Digest, place: str) -> str:
        """The file of a cited item and where in it; that it is not shown where the asker may not see it."""
        named = self._called(item)
        if named.kind == NOTE:
            return word("own-note", self._language)
        if named.kind != ITEM:
            return word("not-shown", self._language)
        name = path_words(self._files[item])
        return f"{name} · {place}" if place else name

    def _mention(self, statement: Digest) -> CiteView:
        """A statement or entity that is cited, or the item or entity that is pointed at."""
        named, language = self._called(statement), self._language
        if named.kind in {ITEM, NOTE}:
            return CiteView(self._file(statement, ""), f"/item/{statement}", runs=self._ours)
        page = named.kind if named.kind in _PAGES else "statement"
        if named.name:
            called = household_called if named.kind == "household" else called_as
            return CiteView(called(named.name, language), f"/{page}/{statement}")
        text = label(named.kind, language) if named.kind else word("not-shown", language)
        return CiteView(text, f"/statement/{statement}")

    def _called(self, named: Digest) -> Named:
        return self._known.named.get(named) or Named("", "")


def _origin(said: Statement) -> str:
    if said.recorded_by.kind is not AgentKind.SOFTWARE:
        return "people"
    return "machine" if said.is_proposal else "material"


def _choices(said: Statement, language: str) -> dict[str, str]:
    if said.property != "person.status" or not isinstance(said.value, Term):
        return {}
    return {
        term: word("alive-or-dead", language) if term == "unknown" else label(term, language)
        for term in STATUSES
    }
