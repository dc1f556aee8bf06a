from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.digest import as_digest, digest_of
from tawthiq.record.entry import (
    DISPOSED,
    GENESIS,
    Body,
    EntryKind,
    commitment,
    next_entry,
    parse_body,
    parse_entry,
)
from tawthiq.record.errors import LawBroken
from tests.record.strategies import words

AT = datetime(2013, 8, 16, 9, 40, tzinfo=UTC)


@given(st.lists(words, min_size=1, max_size=5))
def test_a_chain_links_and_round_trips(texts: list[str]) -> None:
    before = None
    for n, text in enumerate(texts, start=1):
        body = Body("ab" * 32, {"text": text})
        entry = next_entry(before, AT, EntryKind.STATEMENT, body)
        assert entry.n == n
        assert entry.prev == (digest_of(before.line) if before else GENESIS)
        assert parse_entry(entry.line) == entry
        assert parse_body(body.line) == body
        assert commitment(body) == entry.commit
        before = entry


@given(words, words)
def test_a_commitment_hides_its_words_behind_its_salt(text: str, other: str) -> None:
    one = commitment(Body("ab" * 32, {"text": text}))
    assert one != commitment(Body("cd" * 32, {"text": text}))
    assert (one == commitment(Body("ab" * 32, {"text": other}))) == (text == other)


def test_a_disposed_body_reads_as_nothing() -> None:
    assert parse_body(DISPOSED) is None


@pytest.mark.parametrize("line", [b"{}", b'{"body":3,"salt":"x"}', b'{"salt":"x"}', b"[]", b'{"n":1}'])
def test_lines_that_are_no_entry_or_body_are_refused(line: bytes) -> None:
    with pytest.raises(LawBroken):
        parse_body(line)
    with pytest.raises(LawBroken):
        parse_entry(line)


@pytest.mark.parametrize("text", ["", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
def test_a_digest_is_64_lower_case_hexadecimal_digits(text: str) -> None:
    with pytest.raises(LawBroken):
        as_digest(text)
