import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.canonical import LARGEST_INTEGER, Json, canonical, parse_canonical
from tawthiq.record.errors import NotCanonical
from tests.record.strategies import words

scalars = st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | words
keys = st.text(st.characters(max_codepoint=126), max_size=8)
documents: st.SearchStrategy[Json] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(documents)
def test_parse_is_the_inverse_of_canonical(document: Json) -> None:
    assert parse_canonical(canonical(document)) == document


@given(documents)
def test_any_other_spelling_is_refused(document: Json) -> None:
    loose = json.dumps(document, indent=1, ensure_ascii=True).encode()
    if loose != canonical(document):
        with pytest.raises(NotCanonical):
            parse_canonical(loose)


def test_key_order_does_not_matter_and_text_is_kept_as_found() -> None:
    decomposed = "e\u0301 أ"
    assert canonical({"b": 1, "a": decomposed}) == canonical({"a": decomposed, "b": 1})
    assert decomposed in canonical({"a": decomposed}).decode()


@pytest.mark.parametrize(
    "value", [1.5, {"x": float("nan")}, {"ا": 1}, {1: 2}, 2**53, b"x", ["\ud800"], {"x": {1, 2}}]
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line", [b"", b"{", b"[1.0]", b'{"a":1,"a":2}', b'{"a": 1}', b"\xff", b"[" * 100_000]
)
def test_lines_that_are_not_canonical_are_refused(line: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse_canonical(line)
