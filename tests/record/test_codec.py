import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record import bodies, item, value
from tawthiq.record.agent import Agent, software
from tawthiq.record.canonical import canonical, parse_object
from tawthiq.record.codec import from_json, to_json, union_from_json
from tawthiq.record.digest import digest_of
from tawthiq.record.errors import LawBroken
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Statement
from tests.record import strategies as some


@given(some.values)
def test_every_value_round_trips_through_its_bytes(given_value: value.Value) -> None:
    written = canonical(to_json(given_value))
    assert union_from_json(value.Value, parse_object(written)) == given_value


@given(some.statements())
def test_every_statement_round_trips_through_its_bytes(statement: Statement) -> None:
    written = canonical(to_json(statement))
    assert from_json(Statement, parse_object(written)) == statement


@given(some.spans)
def test_every_span_round_trips(span: Span) -> None:
    assert from_json(Span, parse_object(canonical(to_json(span)))) == span


def test_every_other_body_round_trips() -> None:
    digest = digest_of(b"x")
    task = bodies.Task("watch", "1", digest, (digest,))
    for body in (
        bodies.Writer("ab" * 32, software("tawthiq", "1")),
        bodies.TaskDone(task, (digest,), (digest,), False, "died at 3.2 s"),
        bodies.Reject("a.csv", "row 7", "no name", "intake", digest),
        bodies.Disposal("ab", 3, "family's wish", "invented court", digest),
        bodies.Checkpoint(digest),
        item.Item(digest, 12, "video/mp4", item.Role.SIDECAR, item.Access.RESTRICTED),
        Mention(digest),
    ):
        assert from_json(type(body), parse_object(canonical(to_json(body)))) == body


def test_every_value_class_has_a_strategy_and_a_tag_of_its_own() -> None:
    members = set(value.Value.__args__)
    assert set(some.by_class) == members
    assert len({m.TAG for m in members}) == len(members)
    assert all(m.__dataclass_params__.frozen for m in members)


@given(some.statements(), st.sampled_from(["unheard", "said_by"]))
def test_unknown_and_missing_fields_are_refused(statement: Statement, field: str) -> None:
    body = dict(to_json(statement))
    if field in body:
        del body[field]
    else:
        body[field] = "x"
    with pytest.raises(LawBroken, match=field):
        from_json(Statement, body)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Agent, {"kind": "person", "name": 3}),
        (Agent, {"kind": "prophet", "name": "x"}),
        (Agent, {"kind": "person", "name": "x", "version": ""}),
        (Agent, "person"),
        (value.Exact, {"type": "exact", "amount": "2/4", "unit": "s"}),
        (value.Exact, {"type": "exact", "amount": 0.5, "unit": "s"}),
        (value.Quantity, {"type": "quantity", "amount": "1.0", "unit": "m"}),
        (value.Quantity, {"type": "quantity", "amount": "NaN", "unit": "m"}),
        (value.Track, {"type": "track", "item": "zz", "columns": [], "rows": 1}),
        (value.Track, {"type": "text", "text": "x"}),
        (value.When, {"type": "when", "latest": "2013-08-16 09:40:00", "stated": "x"}),
        (value.When, {"type": "when", "latest": "2013-02-31T09:40:00", "stated": "x"}),
    ],
)
def test_what_is_not_in_its_one_written_form_is_refused(kind: type, body: object) -> None:
    with pytest.raises(LawBroken):
        from_json(kind, body)


def test_record_types_are_frozen_and_slotted() -> None:
    for kind in (Statement, Span, Agent, item.Item, bodies.Task):
        assert dataclasses.is_dataclass(kind)
        assert hasattr(kind, "__slots__")
