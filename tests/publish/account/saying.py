"""Statements about an invented recording, as an account is told them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from tawthiq.publish.account.told import Look, Subject, Told
from tawthiq.record import value as v
from tawthiq.record.agent import Agent, person, software
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.measure import Quantity
from tawthiq.record.review import Standing
from tawthiq.record.selector import Region, Seconds, Selector
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Method, Statement, statement_id

ITEM = digest_of(b"an invented recording")
MACHINE = software("an analyser", "1")
ANALYST = person("invented analyst")
SUBJECT = Subject(ITEM, "invented.mp4", Fraction(420), (("pictures", Look.DONE), ("sound", Look.DONE)))


def told(
    property: str,
    value: v.Value,
    start: float | None = None,
    end: float | None = None,
    *,
    by: Agent = MACHINE,
    method: Method = Method.MEASURED,
    standing: Standing = Standing.PROPOSED,
    reviewers: tuple[str, ...] = (),
    instead_of: Sequence[Digest] = (),
    region: Region | None = None,
) -> Told:
    selectors: tuple[Selector, ...] = ()
    if start is not None:
        stop = None if end is None else Fraction(end).limit_denominator(1000)
        selectors = (Seconds(Fraction(start).limit_denominator(1000), stop),)
    if region:
        selectors += (region,)
    span = Span(ITEM, selectors)
    cites: tuple[Citation, ...] = (span, *(Mention(id) for id in instead_of))
    statement = Statement(span, property, value, by, by, method, cites)
    return Told(statement_id(bytes(32), statement), statement, standing, reviewers)


def event(term: str, start: float, end: float | None = None, **how: object) -> Told:
    return told(f"sound.{term}", Quantity(Decimal("0.4"), "1"), start, end, **how)  # type: ignore[arg-type]


def noted(words: str, start: float, end: float | None = None, **how: object) -> Told:
    return told(
        "observation", v.Text(words), start, end, by=ANALYST, method=Method.OBSERVED,
        standing=Standing.STATED, **how,  # type: ignore[arg-type]
    )  # fmt: skip
