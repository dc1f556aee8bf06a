"""The laws of the design, each as a test that tries to break it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tawthiq.record import value as v
from tawthiq.record.agent import Agent, AgentKind, person, software
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access, strictest
from tawthiq.record.review import Standing, standing
from tawthiq.record.selector import Frame, Lines, Pointer, Quote, Region, Row, Seconds
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Method, Modality, Statement, statement_id
from tawthiq.record.trace import trace
from tawthiq.record.vocabulary import PROPERTIES
from tawthiq.record.when import When, certainly_before, instant, wall_clock
from tests.record import strategies as some

SALT = bytes(32)
ITEM = some.some_digest()
SHOTS = software("shots", "1")
ANALYST = person("invented analyst")
OBSERVATION = Statement(
    Span(ITEM, (Seconds(Fraction(205)),)), "observation", v.Text("arrival"), ANALYST, ANALYST,
    Method.OBSERVED, (Span(ITEM, (Seconds(Fraction(205)),)),),
)  # fmt: skip


@given(some.statements())
def test_a_statement_without_a_citation_cannot_be_made(statement: Statement) -> None:
    with pytest.raises(LawBroken, match="citation"):
        replace(statement, cites=())


@given(some.statements(), some.statements())
def test_the_same_finding_is_the_same_statement(one: Statement, other: Statement) -> None:
    assert statement_id(SALT, one) == statement_id(SALT, replace(one))
    assume(one != other)
    assert statement_id(SALT, one) != statement_id(SALT, other)


@given(some.statements())
def test_ids_betray_nothing_without_the_salt(statement: Statement) -> None:
    assert statement_id(SALT, statement) != statement_id(bytes([1]) * 32, statement)


@given(st.lists(some.statements(), min_size=1, max_size=8), st.data())
def test_every_statement_ends_at_a_span(made: list[Statement], data: st.DataObject) -> None:
    held: dict[Digest, Statement] = {}
    for statement in made:
        earlier = (
            [Mention(i) for i in data.draw(st.lists(st.sampled_from(sorted(held)), max_size=2))]
            if held
            else []
        )
        cites: tuple[Citation, ...] = (
            (*earlier, Span(ITEM)) if not earlier or data.draw(st.booleans()) else tuple(earlier)
        )
        grounded = replace(statement, about=Span(ITEM), cites=cites)
        held[statement_id(SALT, grounded)] = grounded
    assert all(trace(statement, held.get) for statement in held.values())


def test_a_dangling_citation_is_found() -> None:
    with pytest.raises(LawBroken, match="not in the record"):
        trace(replace(OBSERVATION, cites=(Mention(ITEM),)), lambda _: None)


def test_machine_findings_are_proposals_until_a_person_reviews_them() -> None:
    cut = Statement(
        Span(ITEM), "shot.cut", v.Quantity(Decimal("0.9"), "1"), SHOTS, SHOTS, Method.MEASURED, (Span(ITEM),)
    )
    cut_id = statement_id(SALT, cut)
    assert cut.is_proposal
    assert standing(cut, []) is Standing.PROPOSED
    assert not OBSERVATION.is_proposal
    assert standing(OBSERVATION, []) is Standing.STATED
    accept, reject = (_review(cut_id, verdict) for verdict in (v.Verdict.ACCEPT, v.Verdict.REJECT))
    assert standing(cut, [accept]) is Standing.ACCEPTED
    assert standing(cut, [accept, reject]) is Standing.REJECTED
    assert standing(cut, [accept, replace(reject, said_by=person("second reader"))]) is Standing.DISPUTED


def _review(target: Digest, verdict: v.Verdict) -> Statement:
    about = Mention(target)
    return Statement(about, "review", v.Review(verdict, "seen"), ANALYST, ANALYST, Method.JUDGED, (about,))


def test_software_neither_observes_nor_judges_nor_reviews() -> None:
    for method in (Method.OBSERVED, Method.JUDGED):
        with pytest.raises(LawBroken, match="software"):
            replace(OBSERVATION, recorded_by=SHOTS, method=method)
    with pytest.raises(LawBroken, match="judged"):
        replace(_review(ITEM, v.Verdict.ACCEPT), recorded_by=SHOTS, method=Method.INFERRED)


def test_a_review_is_about_a_statement_and_cites_it() -> None:
    with pytest.raises(LawBroken, match="review"):
        replace(_review(ITEM, v.Verdict.ACCEPT), about=Span(ITEM))
    with pytest.raises(LawBroken, match="review"):
        replace(_review(ITEM, v.Verdict.ACCEPT), cites=(Span(ITEM),))


@pytest.mark.parametrize("method", [Method.MEASURED, Method.INFERRED])
def test_nothing_declares_a_person_dead_by_itself(method: Method) -> None:
    with pytest.raises(LawBroken, match="dead"):
        Statement(Mention(ITEM), "person.status", v.Term("killed"), SHOTS, SHOTS, method, (Span(ITEM),))
    listed = Statement(
        Mention(ITEM), "person.status", v.Term("killed"), Agent(AgentKind.GROUP, "invented list"), SHOTS,
        Method.PARSED, (Span(ITEM, (Row(7),)),), Modality.REPORTS,
    )  # fmt: skip
    assert not listed.is_proposal


def test_unknown_is_a_value_and_never_a_default() -> None:
    for term in PROPERTIES:
        if term != "review":
            replace(OBSERVATION, property=term, value=v.Unknown("dead or alive: not to be seen"))
    with pytest.raises(LawBroken, match="status"):
        replace(OBSERVATION, property="person.status", value=v.Term(""))


def test_a_property_nobody_defined_is_refused_and_a_field_of_ones_own_is_not() -> None:
    with pytest.raises(LawBroken, match="unknown property"):
        replace(OBSERVATION, property="observatoin")
    with pytest.raises(LawBroken, match="takes"):
        replace(OBSERVATION, property="place", value=v.Quantity(Decimal(1), "m"))
    replace(OBSERVATION, property="x.our-code", value=v.Quantity(Decimal(1), "m"))


@given(some.whens(), some.whens())
def test_a_time_without_zone_takes_part_in_no_comparison(one: When, other: When) -> None:
    if one.zone and other.zone:
        assert not (certainly_before(one, other) and certainly_before(other, one))
    else:
        assert certainly_before(one, other) is None


def test_instants_compare_whatever_their_zones() -> None:
    damascus = datetime(2013, 8, 16, 12, 40, tzinfo=UTC) - timedelta(hours=3)
    earlier, later = instant(damascus, zone="Asia/Damascus"), instant(damascus + timedelta(hours=1))
    assert certainly_before(earlier, later) is True
    assert certainly_before(later, earlier) is False
    assert wall_clock(datetime(2013, 8, 16, 12, 40)).zone == ""


@given(st.lists(st.sampled_from(Access)))
def test_access_is_the_strictest(marks: list[Access]) -> None:
    assert strictest(marks) in (marks or [Access.TEAM])
    assert Access.RESTRICTED not in marks or strictest(marks) is Access.RESTRICTED


@pytest.mark.parametrize(
    "make",
    [
        lambda: v.Circle(Decimal(36), Decimal(37), Decimal(0)),
        lambda: v.Circle(Decimal(91), Decimal(37), Decimal(5)),
        lambda: v.Area((v.Corner(Decimal(1), Decimal(1)),) * 3),
        lambda: v.Tally(),
        lambda: v.Tally(5, 3),
        lambda: v.Tally(-1),
        lambda: v.Review(v.Verdict.CORRECT),
        lambda: v.Review(v.Verdict.ACCEPT, "", ITEM),
        lambda: v.Acquisition(""),
        lambda: When(),
        lambda: When(datetime(2013, 8, 16), None, "UTC"),
        lambda: When(datetime(2013, 8, 16, tzinfo=UTC)),
        lambda: When(datetime(2013, 8, 17), datetime(2013, 8, 16)),
        lambda: Agent(AgentKind.PERSON),
        lambda: Agent(AgentKind.SOFTWARE, "x"),
        lambda: Agent(AgentKind.UNKNOWN, "x"),
        lambda: Seconds(Fraction(-1)),
        lambda: Seconds(Fraction(2), Fraction(1)),
        lambda: Region(*(Decimal(n) for n in (50, 0, 51, 10))),
        lambda: Region(*(Decimal(n) for n in (50, 0, 0, 10))),
        lambda: Row(0),
        lambda: Lines(2, 1),
        lambda: Pointer("messages/1"),
        lambda: Quote(""),
        lambda: Quote("x", start=3),
        lambda: Frame(0, 1, Fraction(0)),
        lambda: Frame(0, 1, Fraction(1), ITEM),
    ],
)
def test_what_the_law_refuses_cannot_be_made(make: object) -> None:
    with pytest.raises(LawBroken):
        make()  # type: ignore[operator]
